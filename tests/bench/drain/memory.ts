/** What the page's process really has in memory: the heaps of the page and of its workers, the bodies on their way, all. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Bytes that no other process shares, of all pages' processes together; undefined where the system does not tell (not Linux). */
export async function pageMemory(page: Page): Promise<number | undefined> {
  const browser = page.context().browser();
  const protocol = await browser?.newBrowserCDPSession();
  if (!protocol) return undefined;
  const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
  await protocol.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const all = await Promise.all(pages.map(({ id }) => privateBytes(id)));
  return all.includes(undefined) ? undefined : all.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

async function privateBytes(pid: number): Promise<number | undefined> {
  const told = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => undefined);
  const kilobytes = /^Private_Dirty:\s+(\d+) kB$/m.exec(told ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/**
 * How fast a phone gets rid of what it gathered in a month without a network: the real app in a Chromium whose processor is
 * four times slower, 10,000 submissions of five kilobytes in its database, the real server on a fast network. What it must do:
 * 200 a second, no task longer than 50 ms on the main thread, a heap that is as large afterwards as before. On a machine that is
 * busy with other things both are held against it in the same run: half of what a bare client gets from the same server, and
 * a task's own time on the processor. Chromium slows down the page's thread only: for its workers the time on the processor
 * says what they would take.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { type ChromiumTab, launchChromium } from '../../support/browsers/chromium.ts';
import { bringBrowsers } from '../../support/browsers/index.ts';
import { buildClient } from '../../support/build.ts';
import { openServer } from '../../support/server.ts';
import { fill, gather } from './fill.ts';
import type { Waiting } from './interviews.ts';
import { pageMemory } from './memory.ts';
import { type Busy, watchTasks } from './tasks.ts';

const slowdown = 4;
const wishes = { perSecond: 200, longestTask: 50, heapGrowth: 8e6, memoryGrowth: 32e6, wire: 3_000 };

/** What was not reached, in words. `alone`: in a browser that starts no workers, where the page does the work. */
export async function benchDrain(count: number, alone = false): Promise<string[]> {
  const [browser] = await bringBrowsers(['chromium']);
  if (!browser) throw new Error('No Chromium.');
  buildClient();
  const server = await openServer();
  const profile = await mkdtemp(join(tmpdir(), 'rintis-drain-'));
  const habits = {
    language: 'en',
    colours: 'light' as const,
    size: { width: 360, height: 740 },
    keepsNothing: false,
    pretendsDevices: false,
    profile,
  };
  const engine = await launchChromium(browser, habits, ['--enable-precise-memory-info']);
  try {
    const { page } = (await engine.newTab()) as ChromiumTab;
    const interviews = await gather(server.origin, count);
    await fill(page, server.origin, interviews);
    const bare = await bareRate(server.origin);
    const seen = await drainOn(page, server.origin, count, alone);
    const arrived =
      (await server.rintis('export', 'demo', '--format', 'csv')).split('\r\n').length - 2 - bareCount;
    return report(seen, { count, arrived, interviews, bare });
  } finally {
    await engine.close();
    await server.leave();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const bareCount = 1_000;

/** What this server takes from a client that only sends: batches of a hundred, one after the other. */
async function bareRate(origin: string): Promise<number> {
  const all = await gather(origin, bareCount);
  const began = performance.now();
  for (let from = 0; from < all.length; from += 100) {
    const body = gzipSync(
      all
        .slice(from, from + 100)
        .map((one) => one.body)
        .join('\n'),
    );
    const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
    const reply = await fetch(`${origin}/api/submissions`, { method: 'POST', body, headers });
    if ((await reply.text()).includes('"problem"'))
      throw new Error('The server refuses what is measured with.');
  }
  return (bareCount / (performance.now() - began)) * 1_000;
}

interface Seen {
  readonly busy: { readonly page: Busy; readonly workers: Busy };
  readonly memory: { readonly first: number; readonly second: number };
  /** For all, and of how many it was measured. */
  readonly seconds: number;
  readonly measured: number;
  readonly tasks: readonly number[];
  readonly heap: { readonly before: number; readonly most: number; readonly after: number };
}

async function drainOn(page: Page, origin: string, count: number, alone: boolean): Promise<Seen> {
  const protocol = await page.context().newCDPSession(page);
  await page.goto(`${origin}/health`);
  if (alone) await page.addInitScript('delete globalThis.Worker;');
  await page.addInitScript(`globalThis.tasks = [];
    new PerformanceObserver((list) => { for (const { duration, startTime } of list.getEntries()) tasks.push([startTime, duration]); })
      .observe({ type: 'longtask', buffered: true });`);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(`${origin}/`, { waitUntil: 'commit' });
  await untilLeft(page, count - 200, 120_000);
  const before = await heapOf(protocol);
  const memory = { first: 0, second: 0 }; // at most, in either half;
  const stop = await watchTasks(protocol);
  const begun = { at: Date.now(), ...(await look(page)) }; // from here: asking for the heap was a long task of its own
  let most = before;
  for (;;) {
    const { left } = await look(page);
    most = Math.max(most, await usedHeap(protocol));
    const half = left > begun.left / 2 ? 'first' : 'second';
    memory[half] = Math.max(memory[half], (await pageMemory(page)) ?? 0);
    if (left === 0) break;
    if (Date.now() - begun.at > 600_000) throw new Error(`${left} still wait after ten minutes`);
    await sleep(1_000);
  }
  const seconds = (Date.now() - begun.at) / 1_000;
  const tasks = (await page.evaluate('globalThis.tasks')) as [number, number][];
  const busy = await stop();
  const after = await heapOf(protocol);
  return {
    seconds: seconds / (begun.left / count),
    measured: begun.left,
    tasks: tasks.filter(([start]) => start > begun.time).map(([, duration]) => duration),
    heap: { before, most, after },
    memory,
    busy,
  };
}

/** Asked of the database, from outside of the app. */
const look = (page: Page) =>
  page.evaluate(`(async () => {
    globalThis.looking ??= await new Promise((done, failed) => {
      const opening = indexedDB.open('rintis');
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    const left = await new Promise((done) => {
      const asked = looking.transaction('outbox').objectStore('outbox').count();
      asked.onsuccess = () => done(asked.result);
    });
    return { left, time: performance.now() };
  })()`) as Promise<{ left: number; time: number }>;

async function untilLeft(page: Page, most: number, patience: number) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(100)) {
    const seen = await look(page);
    if (seen.left <= most) return seen;
  }
  throw new Error('The app does not send.');
}

async function heapOf(protocol: CDPSession): Promise<number> {
  await protocol.send('HeapProfiler.collectGarbage');
  return usedHeap(protocol);
}

async function usedHeap(protocol: CDPSession): Promise<number> {
  await protocol.send('Performance.enable');
  const { metrics } = await protocol.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
}

function report(
  { seconds, measured, tasks, heap, memory, busy }: Seen,
  {
    count,
    arrived,
    interviews,
    bare,
  }: { count: number; arrived: number; interviews: readonly Waiting[]; bare: number },
): string[] {
  const perSecond = count / seconds;
  const { longest } = busy.page;
  const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const sizes = interviews.slice(0, 200).map(({ body }) => Buffer.byteLength(body));
  const wire = Math.max(...interviews.slice(0, 200).map(({ body }) => gzipSync(body).length + headBytes));
  console.log(
    `\n${count} submissions of ${Math.min(...sizes)}–${Math.max(...sizes)} bytes, processor ${slowdown} times slower`,
  );
  console.log(
    `drain      ${perSecond.toFixed(0)} a second (${seconds.toFixed(1)} s), ${arrived} arrived; a bare client gets ${bare.toFixed(0)}`,
  );
  console.log(
    `longest    ${longest.toFixed(0)} ms on the processor in the page's thread (${Math.max(0, ...tasks).toFixed(0)} ms by the clock)`,
  );
  // Chromium slows down the page's thread only: what a worker would take is reckoned from its time on the processor.
  const own = busy.workers.total > 0 ? busy.workers.total * slowdown : busy.page.total;
  console.log(
    `processor  ${busy.page.total.toFixed(0)} ms the page's thread, ${busy.workers.total.toFixed(0)} ms its workers: a quarter as fast, enough for ${((measured / own) * 1_000).toFixed(0)} a second`,
  );
  console.log(`heap       ${MB(heap.before)} before, ${MB(heap.most)} at most, ${MB(heap.after)} after`);
  if (memory.first > 0)
    console.log(
      `memory     ${MB(memory.first)} at most in the first half, ${MB(memory.second)} in the second: of the page's process, its workers included`,
    );
  console.log(`wire       ${wire} bytes for one alone, its head included`);
  return [
    ...(arrived === count ? [] : [`${arrived} of ${count} arrived`]),
    ...(perSecond >= Math.min(wishes.perSecond, bare / 2)
      ? []
      : [`${perSecond.toFixed(0)} a second, not ${wishes.perSecond}`]),
    ...(longest <= wishes.longestTask ? [] : [`a task of ${longest.toFixed(0)} ms on the main thread`]),
    ...(heap.after - heap.before <= wishes.heapGrowth
      ? []
      : [`the heap grew by ${MB(heap.after - heap.before)}`]),
    ...(memory.second - memory.first <= wishes.memoryGrowth
      ? []
      : [`the process grew by ${MB(memory.second - memory.first)}`]),
    ...(wire <= wishes.wire ? [] : [`${wire} bytes for one submission`]),
  ];
}

const headBytes = 420; // of a request as Chromium writes it over HTTP/1.1, with our headers; measured

/** A page with the elements of another and no program: what a click costs where nothing happens but the click. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { ChromiumTab } from '../../support/browsers/chromium.ts';
import { meet } from '../../support/browsers/index.ts';
import { seenSinceOpening, timed, watch } from './watch.ts';

export interface Bare {
  /** Milliseconds from a click on a choice until its mark is painted, the processor that many times slower. */
  click(rate: number): Promise<number>;
  /** Milliseconds from the navigation until the first of its choices is painted. */
  opened(): Promise<number>;
  close(): Promise<void>;
}

/** From a server of its own, styles inside, in a browser of its own: a tab that was behind another one paints its first frame late. */
export async function bareCopy(original: Page): Promise<Bare> {
  const html = await original.evaluate(async () => {
    const styles = await Promise.all(
      [...document.querySelectorAll('link[rel=stylesheet]')].map(async (link) =>
        (await fetch((link as HTMLLinkElement).href)).text(),
      ),
    );
    return `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><style>${styles.join('\n')}</style></head><body>${document.body.innerHTML}</body></html>`;
  });
  const server = createServer((_, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.end(html.replaceAll(/<script[\s\S]*?<\/script>/g, ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const person = await meet('chromium', {
    language: 'en',
    size: original.viewportSize() ?? { width: 1_000, height: 820 },
  });
  const { page } = person.tab as ChromiumTab;
  await page.addInitScript(watch);
  const protocol = await page.context().newCDPSession(page);
  const address = `http://127.0.0.1:${port}/`;
  await page.goto(address);
  let clicks = 0;
  return {
    async opened() {
      await page.goto('about:blank');
      await page.goto(address, { waitUntil: 'commit' });
      return seenSinceOpening(page, { selector: '[data-ref] input[type=radio]' });
    },
    async click(rate) {
      await protocol.send('Emulation.setCPUThrottlingRate', { rate });
      const choice = page.locator('[data-ref] input[type=radio]').nth(clicks++ % 5);
      await choice.scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      await choice.evaluate((input) => {
        document.querySelector('#clicked')?.removeAttribute('id');
        input.id = 'clicked';
      });
      const time = await timed(page, 'click', { selector: '#clicked', checked: true }, () => choice.click());
      await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      return time;
    },
    async close() {
      await person.leaves();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

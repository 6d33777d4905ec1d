/**
 * An enumerator's start page with ten thousand submissions: from the navigation until the rows are painted, against a bare
 * page that has the same elements written into its HTML and no program at all. Both from the same server, in turns.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { agenciesId } from '../../src/server/demonstration.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import { bringBrowsers, meet } from '../support/browsers/index.ts';
import { buildClient } from '../support/build.ts';
import { openServer } from '../support/server.ts';
import { median } from './core/rows.ts';

const submissions = 10_000;
const few = 20;
const wish = 100; // milliseconds, without throttling
const most = 8; // times the bare page, on a machine that does not meet the wish: the app, its worker and the database start, too

const mostGrowth = 2; // from twenty submissions to ten thousand: what is shown is the same

/** What falls short, in words; nothing where all is well. */
export async function benchHome(rounds: number): Promise<string[]> {
  await bringBrowsers(['chromium']);
  buildClient();
  const server = await openServer();
  const person = await meet('chromium', { language: 'en' });
  try {
    const { page } = person.tab as ChromiumTab;
    await page.addInitScript(watch);
    await enrol(page, server.origin, server.said());
    const own = async () => {
      await page.goto('about:blank'); // a new page, and not only a new place in it
      await page.goto(`${server.origin}/#received`, { waitUntil: 'commit' });
      return painted(page);
    };
    await page.evaluate(fill, { submissions: few, survey: agenciesId });
    await own(); // the service worker has what it needs
    const withFew: number[] = [];
    for (let round = 0; round < rounds; round++) withFew.push(await own());
    await page.evaluate(fill, { submissions, survey: agenciesId });
    await own();
    const bare = await bareCopy(page);
    const times = { own: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.own.push(await own());
      await page.goto(bare.address, { waitUntil: 'commit' });
      times.bare.push(await painted(page));
    }
    bare.close();
    const [ours, theirs] = [median(times.own), median(times.bare)];
    const ratio = median(times.own.map((time, at) => time / (times.bare[at] ?? Number.NaN)));
    console.log(
      `\nhome with ${submissions} submissions: ${Math.round(ours)} ms, a bare page with the same elements ${Math.round(theirs)} ms, ${ratio.toFixed(2)}×; our wish: ${wish} ms, ${ours <= wish ? 'met' : 'not met'} on this machine`,
    );
    const growth = ours / median(withFew);
    console.log(
      `with ${few} submissions ${Math.round(median(withFew))} ms: ten thousand take ${growth.toFixed(2)} times as long`,
    );
    return [
      ...(ours <= wish || ratio <= most
        ? []
        : [`home ${Math.round(ours)} ms, ${ratio.toFixed(2)}× a bare page`]),
      ...(growth <= mostGrowth ? [] : [`home grows ${growth.toFixed(2)}×`]),
    ];
  } finally {
    await person.leaves();
    await server.leave();
  }
}

async function enrol(page: Page, origin: string, said: string): Promise<void> {
  const code = /enrol, code (\S+)/.exec(said)?.[1] ?? '';
  await page.goto(`${origin}/enrol#${code}`);
  await page.getByLabel('Your name').fill('Mali');
  await page.getByRole('button', { name: 'Enrol' }).click();
  await page.getByText('Everything is here').waitFor({ timeout: 60_000 });
}

/** The page as it stands, without its program: from a server of its own, styles inside. */
async function bareCopy(page: Page): Promise<{ address: string; close(): void }> {
  const html = await page.evaluate(async () => {
    const styles = await Promise.all(
      [...document.querySelectorAll('link[rel=stylesheet]')].map(async (link) =>
        (await fetch((link as HTMLLinkElement).href)).text(),
      ),
    );
    const body = document.body.innerHTML;
    return `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><style>${styles.join('\n')}</style></head><body>${body}</body></html>`;
  });
  const bare = createServer((_, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.end(html.replaceAll(/<script[\s\S]*?<\/script>/g, ''));
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const { port } = bare.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => bare.close() };
}

async function painted(page: Page): Promise<number> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(20)) {
    const at: unknown = await page.evaluate('globalThis.rowsAt').catch(() => undefined);
    if (typeof at === 'number') return at;
  }
  throw new Error('No row in half a minute.');
}

/** When the first row with a name is on the screen, and its frame painted. */
const watch = `{
  const look = () => {
    const row = document.querySelector('.rows .row strong');
    if (!row || row.getBoundingClientRect().height === 0) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { globalThis.rowsAt = performance.now(); };
    channel.port2.postMessage(0);
  };
  requestAnimationFrame(look);
}`;

/** Ten thousand that were received, each with a text of five kilobytes, as a year's work leaves them. */
async function fill({ submissions, survey }: { submissions: number; survey: string }): Promise<void> {
  const request = indexedDB.open('rintis');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = ['Sở Nội vụ Đà Nẵng', 'Majlis Perbandaran Taiping', 'City of Davao', 'Kota Bharu'];
  for (let from = 0; from < submissions; from += 1_000) {
    const table = db.transaction('submissions', 'readwrite').objectStore('submissions');
    for (let at = from; at < Math.min(from + 1_000, submissions); at++) {
      const id = `019aa000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;
      const keptAt = new Date(1_760_000_000_000 + at * 600_000).toISOString();
      const name = `${names[at % names.length]} ${at}`;
      const folded = name.toLowerCase();
      const body = 'x'.repeat(5_000);
      table.put({
        id,
        survey,
        questionnaire: 'x',
        language: 'en',
        finishedAt: keptAt,
        keptAt,
        body,
        hash: id,
        name,
        folded,
        words: folded.split(' '),
      });
    }
    await new Promise<void>((resolve) => {
      table.transaction.oncomplete = () => resolve();
    });
  }
  db.close();
}

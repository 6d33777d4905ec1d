/** Real browsers with photos: killed while one is kept or sent, on bad roads, without room, and with a server that dies. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { pageMemory } from '../../bench/drain/memory.ts';
import type { WayFault } from '../../simulator/parts/plan.ts';
import type { ChromiumTab } from '../../support/browsers/chromium.ts';
import type { BrowserName } from '../../support/browsers/index.ts';
import type { Cell, Stage } from '../parts/stage.ts';
import type { Carrying } from '../parts/wire.ts';
import { type Files, names, settle, withBrowser } from './browser.ts';

const photos = { photos: true } as const;

const points = [
  'a file is attached or freed',
  'the way of a file is noted',
  'a receipt of a file is kept',
  'an interview is finished',
] as const;

/** Two interviews with photos again and again, each time killed one write of a file later. */
export const killedAtEachFile = (
  files: Files,
  browser: BrowserName,
  how: 'tab' | 'browser',
  step: number,
): Promise<Cell[]> =>
  withBrowser(
    files,
    browser,
    async (stage, phone) => {
      const struck = new Map<string, number>();
      let missing = 0;
      for (const wanted of points) {
        for (let at = 0; at < 12; at += step) {
          await phone.ask(`strikeAt(${at}, '${wanted}')`);
          const work = 'phone.goOn().then(() => phone.photograph(2)).then(() => phone.send())';
          const point = await phone.dies(how, work);
          missing += await phone.missing();
          if (point === undefined) break;
          struck.set(point, (struck.get(point) ?? 0) + 1);
        }
      }
      await phone.ask('strikeAt(-1)');
      const { lost, doubled } = await settle(stage, phone);
      const submissions = phone.said().finished.size;
      const fault = how === 'tab' ? 'tab killed' : 'browser killed (SIGKILL)';
      return [...struck].map(([point, times]) => ({
        where: names[browser],
        fault,
        point: `${point}, with a photo`,
        times,
        submissions,
        lost: lost + missing,
        doubled,
      }));
    },
    photos,
  );

/** One fault after the other, on what is said about files and on their bytes. */
export const filesOnTheWay = (
  files: Files,
  browser: BrowserName,
  faults: readonly WayFault[],
  kinds: readonly Exclude<Carrying, 'submissions'>[],
): Promise<Cell[]> =>
  withBrowser(
    files,
    browser,
    async (stage, phone) => {
      const cells: Cell[] = [];
      for (const point of kinds) {
        for (const fault of faults) {
          const before = phone.said().finished.size;
          await phone.ask('photograph(3)');
          stage.wire.brings(fault, 2, undefined, point);
          await phone.ask('send(1500)');
          const times = stage.wire.struck;
          const end = await settle(stage, phone);
          const submissions = phone.said().finished.size - before;
          cells.push({ where: names[browser], fault, point, times, submissions, ...end });
        }
      }
      return cells;
    },
    photos,
  );

/** So many with a photo each; the server is killed and started again while answers go, and four times while photos go. */
export const killedWhileItDrains = (files: Files, browser: BrowserName, many: number): Promise<Cell> =>
  withBrowser(
    files,
    browser,
    async (stage, phone) => {
      await phone.photograph(many);
      const kills = await drainUnderKills(stage, () => phone.ask('sendOn()'), many);
      await phone.sendAll(600_000);
      const end = await settle(stage, phone);
      const { finished } = phone.said();
      const point = `${many} with a photo each go`;
      const fault = 'server killed (SIGKILL)';
      return { where: names[browser], fault, point, times: kills, submissions: finished.size, ...end };
    },
    photos,
  );

const mostGrowth = 8e6; // bytes of the heap, by what is left when all that may go has been collected

/** Ten thousand that waited for a month, and photos: all go, and the page’s heap is as large in the end as in the beginning. */
export const tenThousand = (files: Files, count: number, withPhotos: number): Promise<Cell> =>
  withBrowser(
    files,
    'chromium',
    async (stage, phone) => {
      const { page } = phone.person.tab as ChromiumTab;
      await phone.photograph(withPhotos);
      await phone.askLong(`gather(${count - withPhotos})`);
      const protocol = await page.context().newCDPSession(page);
      const before = await heapOf(protocol);
      let most = before;
      await phone.ask('sendOn()');
      for (const end = Date.now() + 600_000; ; await sleep(500)) {
        const left = Number(await phone.ask('left()'));
        if (left === 0) break;
        if (Date.now() > end) throw new Error(`${left} still wait`);
        most = Math.max(most, await heapOf(protocol));
        if (process.env.SHOW) console.log(left, most, await heapOf(protocol), await pageMemory(page));
      }
      const grown = most - before;
      if (grown > mostGrowth) throw new Error(`the page’s heap grew by ${Math.round(grown / 1e6)} MB`);
      const end = await settle(stage, phone);
      const point = `${withPhotos} of them with a photo, in flat memory`;
      return {
        where: 'Chromium',
        fault: `${count} waiting at once`,
        point,
        times: 1,
        submissions: count,
        ...end,
      };
    },
    photos,
  );

async function heapOf(protocol: CDPSession): Promise<number> {
  await protocol.send('HeapProfiler.collectGarbage');
  return (await protocol.send('Runtime.getHeapUsage')).usedSize;
}

/** Kills the server after the first answers, and whenever another part of the photos has gone. Says how often. */
export async function drainUnderKills(
  { server, wire }: Stage,
  begin: () => Promise<unknown>,
  many: number,
): Promise<number> {
  let kills = 0;
  const killAfter = async (what: Carrying, count: number) => {
    for (const end = Date.now() + 600_000; wire.count(what) < count; await sleep(2))
      if (Date.now() > end) throw new Error(`only ${wire.count(what)} × ${what}`);
    await server.kill();
    await sleep(300);
    await server.start();
    kills += 1;
  };
  const [before, filesBefore] = [wire.count('submissions'), wire.count('a file goes')];
  await begin();
  await killAfter('submissions', before + 1);
  for (const share of [0.1, 0.3, 0.5, 0.7])
    await killAfter('a file goes', filesBefore + Math.floor(many * share));
  return kills;
}

const chromiumRemembersRoom = 31_000; // milliseconds

/** No room for photos, two tabs, a newer service worker in the middle of an upload. */
export const filesInChromium = (files: Files): Promise<Cell[]> =>
  withBrowser(
    files,
    'chromium',
    async (stage, phone) => {
      const { wire } = stage;
      const cells: Cell[] = [];
      const scene = async (fault: string, point: string, play: () => Promise<number>) => {
        const before = phone.said().finished.size;
        const times = await play();
        const end = await settle(stage, phone);
        const submissions = phone.said().finished.size - before;
        cells.push({ where: 'Chromium', fault, point, times, submissions, ...end });
      };
      await scene('no room left', 'a file is attached or freed', async () => {
        const { page } = phone.person.tab as ChromiumTab;
        const protocol = await page.context().newCDPSession(page);
        const room = (quotaSize?: number) =>
          protocol.send('Storage.overrideQuotaForOrigin', {
            origin: wire.origin,
            ...(quotaSize === undefined ? {} : { quotaSize }),
          });
        await phone.ask('photograph(5)');
        await room(1); // one byte: Chromium takes 0 for “as before”
        await sleep(chromiumRemembersRoom);
        const isFull = await phone.ask('photograph(3)').then(
          () => false,
          () => true,
        );
        await room();
        await protocol.detach();
        if (!isFull) throw new Error('there was room for them');
        for (const end = Date.now() + 2 * chromiumRemembersRoom; ; await sleep(1_000)) {
          const isKept = await phone.ask('photograph(5)').then(
            () => true,
            (error: unknown) => error,
          );
          if (isKept === true) break;
          if (Date.now() > end) throw isKept;
        }
        return 1;
      });
      await scene('two tabs', 'both send photos at once', async () => {
        await phone.ask('photograph(30)');
        wire.slow = 100;
        phone.begin('send()');
        await phone.open();
        await phone.ask('photograph(5)');
        phone.begin('send()');
        await sleep(2_000);
        wire.slow = 0;
        return 2;
      });
      await scene('service worker updated', 'while photos go', async () => {
        await phone.ask('photograph(30)');
        const worker = 'navigator.serviceWorker';
        const { tab } = phone.person;
        await tab.run(
          `${worker}.register('/service-worker.js', { scope: '/' }).then(() => ${worker}.ready).then(() => true)`,
        );
        wire.replaces('/service-worker.js', (text) => `${text}\n// newer, while photos go`);
        wire.slow = 200;
        phone.begin('send()');
        while (wire.count('a file goes') === 0) await sleep(20);
        await tab.run(`${worker}.getRegistration().then(async (it) => {
          await it.update();
          while (!it.waiting && it.installing) await new Promise((next) => setTimeout(next, 20));
          it.waiting?.postMessage({ type: 'SKIP_WAITING' });
        }).then(() => true)`);
        wire.slow = 0;
        await phone.open();
        return 1;
      });
      return cells;
    },
    photos,
  );

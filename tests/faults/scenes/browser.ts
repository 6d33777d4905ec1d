/** Real browsers: killed at each write, and on bad roads. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WayFault } from '../../simulator/parts/plan.ts';
import type { BrowserName } from '../../support/browsers/index.ts';
import { type Browsing, browse } from '../parts/browsing.ts';
import { type Cell, compare, type Stage, setStage } from '../parts/stage.ts';

export type Files = ReadonlyMap<string, Buffer>;
export const names = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' } as const;

/** A stage, a browser on it, and both gone in the end. */
export async function withBrowser<T>(
  files: Files,
  browser: BrowserName,
  scene: (stage: Stage, phone: Browsing) => Promise<T>,
  { photos = false } = {},
): Promise<T> {
  const stage = await setStage({}, { photos });
  try {
    const phone = await browse(stage, files, browser);
    try {
      return await scene(stage, phone);
    } finally {
      await phone.leave();
    }
  } finally {
    await stage.leave();
  }
}

/** All that waits has gone, and nothing that was promised is missing anywhere. */
export async function settle(
  { rows, wire, files }: Stage,
  phone: Browsing,
): Promise<{ lost: number; doubled: number }> {
  wire.clear();
  await phone.ask('goOn()');
  await phone.sendAll(60_000);
  await phone.ask('again()');
  const waiting = await phone.sendAll(60_000);
  const { lost, doubled } = compare(await rows(), phone.said().finished);
  const wanted = phone.said().files;
  const there = wanted.size > 0 ? files() : wanted;
  const unseen = [...wanted].filter((file) => !there.has(file)).length;
  return { lost: lost + unseen + waiting + (await phone.missing()), doubled };
}

/** Two interviews again and again, each time killed one write later, until the last write was survived. */
export const killedAtEachWrite = (
  files: Files,
  browser: BrowserName,
  how: 'tab' | 'browser',
  step: number,
): Promise<Cell[]> =>
  withBrowser(files, browser, async (stage, phone) => {
    const points = new Map<string, number>();
    let missing = 0;
    for (let at = 0; at < 60; at += step) {
      await phone.ask(`strikeAt(${at})`);
      const point = await phone.dies(
        how,
        'phone.goOn().then(() => phone.finish(2)).then(() => phone.send())',
      );
      missing += await phone.missing();
      if (point === undefined) break;
      points.set(point, (points.get(point) ?? 0) + 1);
    }
    // notes of bad weather are written only in bad weather
    for (let at = 0; at < 2; at++) {
      stage.wire.brings('proxy error page');
      await phone.ask(`strikeAt(${at}, 'a wait is noted')`);
      const point = await phone.dies(how, 'phone.finish(1).then(() => phone.send(5_000))');
      missing += await phone.missing();
      if (point !== undefined) points.set(point, (points.get(point) ?? 0) + 1);
    }
    const { lost, doubled } = await settle(stage, phone);
    const submissions = phone.said().finished.size;
    return [...points].map(([point, times]) => ({
      where: names[browser],
      fault: how === 'tab' ? 'tab killed' : 'browser killed (SIGKILL)',
      point,
      times,
      submissions,
      lost: lost + missing,
      doubled,
    }));
  });

/** One way fault after the other, on one submission and on a batch. */
export const onTheWay = (
  files: Files,
  browser: BrowserName,
  faults: readonly WayFault[],
  many: readonly number[],
): Promise<Cell[]> =>
  withBrowser(files, browser, async (stage, phone) => {
    const cells: Cell[] = [];
    for (const fault of faults) {
      for (const count of many) {
        const before = phone.said().finished.size;
        await phone.ask(`finish(${count})`);
        stage.wire.brings(fault, 2);
        await phone.ask('send(1500)');
        const times = stage.wire.struck;
        const end = await settle(stage, phone);
        const point = count === 1 ? 'one submission goes' : 'a batch goes';
        const submissions = phone.said().finished.size - before;
        cells.push({ where: names[browser], fault, point, times, submissions, ...end });
      }
    }
    return cells;
  });

/** The server dies between commit and reply while the browser sends five hundred, and comes back. */
export const serverKilled = (files: Files, browser: BrowserName, many: number): Promise<Cell> =>
  withBrowser(files, browser, async (stage, phone) => {
    await phone.ask(`finish(${many})`);
    let kills = 0;
    stage.wire.brings('reply lost', Number.POSITIVE_INFINITY, async () => {
      kills += 1;
      await stage.server.kill();
      await stage.server.start();
      if (kills === 3) stage.wire.clear();
    });
    await phone.ask('send()');
    const end = await settle(stage, phone);
    const cell = {
      where: names[browser],
      fault: 'server killed (SIGKILL)',
      point: 'after the commit, before the reply',
    };
    return { ...cell, times: kills, submissions: phone.said().finished.size, ...end };
  });

const year = 365 * 24 * 3_600_000;

/** Clocks, two tabs, and a newer service worker in the middle. */
export const chromiumAlone = (files: Files): Promise<Cell[]> =>
  withBrowser(files, 'chromium', async (stage, phone) => {
    const { wire } = stage;
    const cells: Cell[] = [];
    const scene = async (fault: string, point: string, play: () => Promise<number>) => {
      const before = phone.said().finished.size;
      const times = await play();
      const end = await settle(stage, phone);
      const submissions = phone.said().finished.size - before;
      cells.push({ where: 'Chromium', fault, point, times, submissions, ...end });
    };
    for (const by of [year, -year]) {
      await scene(
        'clock ± 1 year',
        by > 0 ? 'ahead while a wait is noted' : 'behind while a wait is noted',
        async () => {
          await phone.ask('finish(10)');
          wire.brings('proxy error page', 3);
          await phone.ask(`turnClock(${by})`);
          await phone.ask('send(800)');
          await phone.ask(`turnClock(${-by})`);
          return 2;
        },
      );
    }
    await scene('two tabs', 'both send at once', async () => {
      await phone.ask('finish(60)');
      wire.slow = 200;
      phone.begin('send()');
      await phone.open();
      await phone.ask('finish(5)');
      await phone.ask('send()');
      wire.slow = 0;
      return 2;
    });
    await scene('service worker updated', 'while a batch goes', async () => {
      await phone.ask('finish(80)');
      const worker = 'navigator.serviceWorker';
      const { tab } = phone.person;
      await tab.run(
        `${worker}.register('/service-worker.js', { scope: '/' }).then(() => ${worker}.ready).then(() => true)`,
      );
      wire.replaces('/service-worker.js', (text) => `${text}\n// newer`);
      wire.slow = 500;
      phone.begin('send()');
      await sleep(300);
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
  });

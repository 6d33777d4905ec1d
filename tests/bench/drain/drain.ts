/**
 * How fast a phone gets rid of what it gathered in a month without a network: the real app in a Chromium whose processor is
 * four times slower, 10,000 submissions of five kilobytes in its database, the real server on a fast network. What it must do:
 * 200 a second, no task longer than 50 ms on the main thread, a heap that is as large afterwards as before.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { Questionnaire } from '../../../src/questionnaire/index.ts';
import { Survey } from '../../../src/submission/index.ts';
import { type ChromiumTab, launchChromium } from '../../support/browsers/chromium.ts';
import { bringBrowsers } from '../../support/browsers/index.ts';
import { buildClient } from '../../support/build.ts';
import { openServer } from '../../support/server.ts';
import { finishedInterviews, type Waiting } from './interviews.ts';

const slowdown = 4;
const wishes = { perSecond: 200, longestTask: 50, heapGrowth: 8e6, wire: 3_000 };

/** What was not reached, in words. */
export async function benchDrain(count: number): Promise<string[]> {
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
    const seen = await drainOn(page, server.origin, count);
    const arrived = (await server.rintis('export', 'demo', '--format', 'csv')).split('\r\n').length - 2;
    return report(seen, { count, arrived, interviews });
  } finally {
    await engine.close();
    await server.leave();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function gather(origin: string, count: number): Promise<Waiting[]> {
  const survey = Survey.parse(await (await fetch(`${origin}/api/surveys/demo`)).json());
  const asked = await fetch(`${origin}/api/questionnaires/${survey.questionnaire}`);
  const questionnaire = Questionnaire.parse(await asked.json());
  let seed = 1;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return finishedInterviews(count, { survey: 'demo', hash: survey.questionnaire, questionnaire }, chance);
}

/** Lets the app make its tables, then puts the interviews there from a page of the same origin on which nothing runs. */
async function fill(page: Page, origin: string, interviews: readonly Waiting[]): Promise<void> {
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1_000);
  await page.goto(`${origin}/health`);
  await page.evaluate(`(async () => {
    const survey = await (await fetch('/api/surveys/demo')).json();
    globalThis.db = await new Promise((done, failed) => {
      const opening = indexedDB.open('rintis');
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    db.transaction('surveys', 'readwrite').objectStore('surveys').put(survey);
  })()`);
  for (let from = 0; from < interviews.length; from += 500) {
    await page.evaluate(
      async (some) => {
        const { db } = globalThis as unknown as { db: IDBDatabase };
        const shelf = db.transaction(['submissions', 'outbox'], 'readwrite');
        for (const one of some) {
          shelf.objectStore('submissions').add(one);
          const waits = {
            hash: one.hash,
            state: 'waiting',
            since: one.keptAt,
            tries: 0,
            triedAt: 0,
            nextTryAt: 0,
          };
          shelf.objectStore('outbox').add({ id: one.id, ...waits });
        }
        await new Promise((done, failed) => {
          shelf.oncomplete = done;
          shelf.onerror = failed;
        });
      },
      interviews.slice(from, from + 500),
    );
  }
}

interface Seen {
  readonly seconds: number;
  readonly tasks: readonly number[];
  readonly heap: { readonly before: number; readonly most: number; readonly after: number };
}

async function drainOn(page: Page, origin: string, count: number): Promise<Seen> {
  const protocol = await page.context().newCDPSession(page);
  await page.goto(`${origin}/health`);
  await page.addInitScript(`globalThis.tasks = [];
    new PerformanceObserver((list) => { for (const { duration, startTime } of list.getEntries()) tasks.push([startTime, duration]); })
      .observe({ type: 'longtask', buffered: true });`);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(`${origin}/`, { waitUntil: 'commit' });
  const first = await untilLeft(page, count - 200, 120_000);
  const before = await heapOf(protocol);
  const begun = { at: Date.now(), left: first.left, time: first.time };
  let most = before;
  for (;;) {
    const { left } = await look(page);
    most = Math.max(most, await usedHeap(protocol));
    if (left === 0) break;
    if (Date.now() - begun.at > 600_000) throw new Error(`${left} still wait after ten minutes`);
    await sleep(500);
  }
  const seconds = (Date.now() - begun.at) / 1_000;
  const tasks = (await page.evaluate('globalThis.tasks')) as [number, number][];
  const after = await heapOf(protocol);
  return {
    seconds: seconds / (begun.left / count),
    tasks: tasks.filter(([start]) => start > begun.time).map(([, duration]) => duration),
    heap: { before, most, after },
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
  { seconds, tasks, heap }: Seen,
  { count, arrived, interviews }: { count: number; arrived: number; interviews: readonly Waiting[] },
): string[] {
  const perSecond = count / seconds;
  const longest = Math.max(0, ...tasks);
  const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const sizes = interviews.slice(0, 200).map(({ body }) => Buffer.byteLength(body));
  const wire = Math.max(...interviews.slice(0, 200).map(({ body }) => gzipSync(body).length + headBytes));
  console.log(
    `\n${count} submissions of ${Math.min(...sizes)}–${Math.max(...sizes)} bytes, processor ${slowdown} times slower`,
  );
  console.log(`drain      ${perSecond.toFixed(0)} a second (${seconds.toFixed(1)} s), ${arrived} arrived`);
  console.log(`longest    ${longest.toFixed(0)} ms on the main thread, ${tasks.length} above 50 ms`);
  console.log(`heap       ${MB(heap.before)} before, ${MB(heap.most)} at most, ${MB(heap.after)} after`);
  console.log(`wire       ${wire} bytes for one alone, its head included`);
  return [
    ...(arrived === count ? [] : [`${arrived} of ${count} arrived`]),
    ...(perSecond >= wishes.perSecond ? [] : [`${perSecond.toFixed(0)} a second, not ${wishes.perSecond}`]),
    ...(longest <= wishes.longestTask ? [] : [`a task of ${longest.toFixed(0)} ms on the main thread`]),
    ...(heap.after - heap.before <= wishes.heapGrowth
      ? []
      : [`the heap grew by ${MB(heap.after - heap.before)}`]),
    ...(wire <= wishes.wire ? [] : [`${wire} bytes for one submission`]),
  ];
}

const headBytes = 420; // of a request as Chromium writes it over HTTP/1.1, with our headers; measured

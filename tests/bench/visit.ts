/** One visit of a phone that is slow on a network that is slow, in a new Chromium: when is the first question there? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { type ChromiumTab, launchChromium } from '../support/browsers/chromium.ts';
import type { Engine, FoundBrowser } from '../support/browsers/engine.ts';

/** As Lighthouse has it: Slow 4G, and a processor six times slower than this one. */
const slow4g = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const noNetwork = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
const slowdown = 6;

export interface Visit {
  /** Milliseconds from the navigation until the first choice of the first question was painted. */
  readonly firstQuestion: number;
  /** Bytes that came over the network until then, replies' heads included. */
  readonly bytes: number;
  /** And until the page was quiet: what it went on to fetch for the pages to come. */
  readonly bytesInAll: number;
}

export interface Subject {
  readonly name: string;
  readonly url: string;
  /** Where the service worker is registered, when that is another address. */
  readonly warmUrl: string;
}

export const coldVisit = (browser: FoundBrowser, { url }: Subject): Promise<Visit> =>
  inNewBrowser(browser, (engine) => visit(engine, url, slow4g));

/** After three visits with a good network and the worker in place: no network at all. */
export const warmVisit = (browser: FoundBrowser, { warmUrl }: Subject): Promise<Visit> =>
  inNewBrowser(browser, async (engine) => {
    for (let time = 0; time < 3; time++) {
      const { page } = await openPage(engine);
      await page.goto(warmUrl, { waitUntil: 'networkidle' });
      await page.evaluate(`navigator.serviceWorker.ready.then(() => undefined)`);
      await page.waitForTimeout(1_000);
      await page.close();
    }
    return visit(engine, warmUrl, noNetwork);
  });

async function inNewBrowser(browser: FoundBrowser, act: (engine: Engine) => Promise<Visit>): Promise<Visit> {
  const profile = await mkdtemp(join(tmpdir(), 'rintis-bench-'));
  const habits = {
    language: 'en',
    colours: 'light' as const,
    size: { width: 412, height: 823 },
    keepsNothing: false,
    pretendsDevices: false,
    profile,
  };
  const engine = await launchChromium(browser, habits);
  try {
    return await act(engine);
  } finally {
    await engine.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function openPage(engine: Engine): Promise<{ page: Page; protocol: CDPSession }> {
  const { page } = (await engine.newTab()) as ChromiumTab;
  return { page, protocol: await page.context().newCDPSession(page) };
}

async function visit(engine: Engine, url: string, network: typeof slow4g): Promise<Visit> {
  const { page, protocol } = await openPage(engine);
  let bytes = 0;
  await protocol.send('Network.enable');
  protocol.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(watch);
  if (network.offline) await engine.network?.(false);
  else await protocol.send('Network.emulateNetworkConditions', network);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(url, { waitUntil: 'commit' });
  const firstQuestion = await seen(page);
  const untilThen = bytes;
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.waitForTimeout(network.offline ? 0 : 4_000);
  return { firstQuestion, bytes: untilThen, bytesInAll: bytes };
}

/** Asked now and then, from outside: the page's policy lets nobody evaluate words inside. */
async function seen(page: Page): Promise<number> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(100)) {
    const at: unknown = await page.evaluate('globalThis.firstQuestionAt');
    if (typeof at === 'number') return at;
  }
  throw new Error(`No question in two minutes at ${page.url()}`);
}

/**
 * The same question to every page: is the first choice on the screen? A page that says that it is still working on its form
 * (Enketo puts it up before it works) is asked again. Then one more task, so that the frame is painted.
 */
const watch = `{
  const isShown = (element) => {
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element.closest('label') ?? element).visibility === 'visible';
  };
  const look = () => {
    const choice = document.querySelector('input[type=radio]');
    const isReady = globalThis.formIsReady !== false;
    if (!choice || !isReady || !isShown(choice)) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { globalThis.firstQuestionAt = performance.now(); };
    channel.port2.postMessage(0);
  };
  requestAnimationFrame(look);
}`;

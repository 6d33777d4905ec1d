import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fill, gather } from '../bench/drain/fill.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import { exported, invite, setStage } from './stage.ts';

/** The carrier's registration, as the browser names it. */
async function carrierOf(protocol: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) => {
    protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const carrier = registrations.find(({ scopeURL }) => scopeURL.endsWith('/carrier/'));
      if (carrier) resolve(carrier.registrationId);
    });
  });
  await protocol.send('ServiceWorker.enable');
  return found;
}

const isCarrierHere = (page: Page) =>
  page.evaluate(
    `navigator.serviceWorker.getRegistration('/carrier/').then((it) => it?.active?.state === 'activated')`,
  );

/** A draft, as its row is. */
const begin = `new Promise((done) => {
  const opening = indexedDB.open('rintis');
  opening.onsuccess = () => {
    const shelf = opening.result.transaction('drafts', 'readwrite');
    shelf.objectStore('drafts').put({ id: 'begun', survey: 'demo', changedAt: '2026-11-23T05:00:00.000Z', pages: {} });
    shelf.oncomplete = () => {
      opening.result.close();
      done();
    };
  };
})`;

/** A file whose answers are there: how many there are is kept in a row of its own. */
const fileWaits = `new Promise((done) => {
  const opening = indexedDB.open('rintis');
  opening.onsuccess = () => {
    const shelves = opening.result.transaction(['mediaOutbox', 'settings'], 'readwrite');
    const times = { since: '2026-11-23T05:00:00.000Z', tries: 0, triedAt: 0, nextTryAt: 0 };
    shelves.objectStore('mediaOutbox').put({ submission: 'sent', hash: 'a'.repeat(64), size: 9, sent: 0, state: 'waiting', ...times });
    shelves.objectStore('settings').put({ name: 'media-tally', value: { files: 1, bytes: 9, sent: 0 } });
    shelves.oncomplete = () => {
      opening.result.close();
      done();
    };
  };
})`;

test('with no page open, the browser wakes the carrier, what waits arrives, and its receipt is kept', async () => {
  const stage = await setStage();
  const { origin } = stage.road;
  const { person } = await invite('en');
  const { page } = person.tab as ChromiumTab;
  await page.goto(`${origin}/mine`, { waitUntil: 'networkidle' });
  await page.evaluate(begin);
  await page.goto(`${origin}/mine`); // something is begun on this phone: the carrier comes, before it is needed
  await expect.poll(() => isCarrierHere(page), { timeout: 40_000 }).toBe(true);
  await fill(page, origin, await gather(origin, 3)); // and leaves on a page on which nothing runs
  expect(await exported(stage)).toEqual([]);

  const context = page.context();
  const other = await context.newPage();
  await other.goto(`${origin}/icon.svg`); // nothing runs here, either; the protocol speaks only on a page of the origin
  await page.close();

  const protocol = await context.newCDPSession(other);
  const registrationId = await carrierOf(protocol);

  // Not waited for: Chromium does not always answer.
  void protocol.send('ServiceWorker.dispatchSyncEvent', {
    origin,
    registrationId,
    tag: 'rintis-outbox',
    lastChance: false,
  });
  await expect.poll(async () => (await exported(stage)).length, { timeout: 30_000 }).toBe(3);

  // From time to time, too, where the browser was allowed to.
  await fill(other, origin, await gather(origin, 2));
  void protocol.send('ServiceWorker.dispatchPeriodicSyncEvent', {
    origin,
    registrationId,
    tag: 'rintis-outbox',
  });
  await expect.poll(async () => (await exported(stage)).length, { timeout: 30_000 }).toBe(5);

  await sleep(1_000); // until the reply has come, too

  await context.setOffline(true); // so that no page can hear of it now

  const mine = await context.newPage();
  await mine.goto(`${origin}/mine`);
  await expect.poll(() => mine.locator('.state.received').count(), { timeout: 20_000 }).toBe(5);

  // With nothing but a file to send, the browser is asked to wake it all the same.
  const tags = () =>
    mine.evaluate(`navigator.serviceWorker.getRegistration('/carrier/').then((it) => it.sync.getTags())`);
  expect(await tags()).toEqual([]);
  await mine.evaluate(fileWaits);
  await mine.reload();
  await expect.poll(tags, { timeout: 20_000 }).toEqual(['rintis-outbox']);
}, 120_000);

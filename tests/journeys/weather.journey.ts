/** Bad weather: the person sees the truth in their language, nothing is lost, nothing is doubled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import { fewAnswers } from './answers.ts';
import type { Official } from './official.ts';
import { exported, invite, type Liking, type Stage, setStage } from './stage.ts';
import { asks, choice, type Language } from './words.ts';

/** Chromium goes by the room that it last saw for at most half a minute. */
const chromiumRemembersRoom = 31_000;

async function atReview(language: Language, liking?: Liking): Promise<{ stage: Stage; official: Official }> {
  const stage = await setStage();
  const official = await invite(language, liking);
  await official.arrives(stage.link);
  await official.agrees();
  await official.hurries(fewAnswers);
  return { stage, official };
}

test('a hotel’s login page is not taken for a receipt', async () => {
  const { stage, official } = await atReview('th');
  const { person, t } = official;
  stage.road.portal();
  await official.submits();
  await person.reads(t('receipt.waiting'));
  await person.reads(t('sync.not-our-server'));
  expect(await exported(stage)).toEqual([]);

  stage.road.clear();
  await person.taps('button', t('sync.now'));
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toHaveLength(1);
});

test('a login page in the way at the very beginning leaves nothing of itself behind', async () => {
  const stage = await setStage();
  const { person } = await invite('fil');
  stage.road.portal();
  await person.opens(stage.link);
  await person.reads('Please sign in with your room number.');
  stage.road.clear();
  await person.opens(stage.link);
  await person.sees('group', asks('fil', 'consent'));
});

test('the server dies between keeping and replying: one submission, and a receipt after all', async () => {
  const { stage, official } = await atReview('ms');
  const { person, t } = official;
  stage.road.losesReplies(() => stage.server.kill());
  await official.submits();
  await person.reads(t('receipt.waiting'));
  await expect.poll(() => stage.road.lost, { timeout: 20_000 }).toBe(1);

  stage.road.clear();
  await stage.server.start();
  await person.taps('button', t('sync.now'));
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([{ revision: '1' }]);
});

test('five replies are lost: sent six times, kept once', async () => {
  const { stage, official } = await atReview('en');
  const { person, t } = official;
  stage.road.losesReplies();
  await official.submits();
  for (let lost = 1; lost <= 5; lost++) {
    await expect.poll(() => stage.road.lost, { timeout: 20_000 }).toBeGreaterThanOrEqual(lost);
    if (lost < 5) await person.taps('button', t('sync.now'));
  }
  stage.road.clear();
  await sleep(5_000); // what is on its way by itself comes first: a button that goes away is nothing to press
  const waits = await person.finds({ role: 'button', name: t('sync.now') });
  if (waits.length > 0) await person.taps('button', t('sync.now'));
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([{ revision: '1' }]);
});

/** The page's own database, as it is with no room left: at once, which a browser's own quota is not. */
const fillUp = `{
  const { add, put } = IDBObjectStore.prototype;
  const full = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  Object.assign(IDBObjectStore.prototype, { add: full, put: full });
  globalThis.emptyAgain = () => void Object.assign(IDBObjectStore.prototype, { add, put });
}`;

test('a full disk is said at once, and the answer is kept as soon as there is room', async () => {
  const stage = await setStage();
  const official = await invite('vi');
  const { person, t } = official;
  const { page } = person.tab as ChromiumTab;
  const protocol = await page.context().newCDPSession(page);
  const room = (quotaSize?: number) =>
    protocol.send('Storage.overrideQuotaForOrigin', {
      origin: stage.road.origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  await room(1); // one byte: Chromium takes 0 for “as before”
  await person.opens(stage.link);
  await person.sees('heading', t('survey.full'));
  await room();
  await person.taps('button', t('survey.tryAgain'));
  await person.sees('group', asks('vi', 'consent'));

  await page.evaluate(fillUp);
  const consent = { role: 'group', name: asks('vi', 'consent') };
  await person.taps('radio', choice('vi', 'consent', 'agree'), consent);
  await official.goesOn();
  await person.reads(t('storage.full'));
  await page.evaluate(`emptyAgain()`);
  await official.goesOn();
  await official.answers(fewAnswers, 'role');
  await official.seesItSaved();

  await room(1);
  await sleep(chromiumRemembersRoom);
  await person.taps('radio', choice('vi', 'role', 'prof'), { role: 'group', name: asks('vi', 'role') });
  await person.reads(t('storage.full'));

  await room();
  await person.taps('button', t('storage.tryAgain'));
  await person.readsNot(t('storage.full'));
  await person.losesPower();
  await person.opens(stage.link);
  await official.hurries(fewAnswers);
  await official.submits();
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([fewAnswers]);
});

/** The answers on the device cannot be read any more; written once, it is for the pages that come after. */
const unreadable = `{
  const { getAll } = IDBIndex.prototype;
  IDBIndex.prototype.getAll = function (...asked) {
    if (this.objectStore.name === 'answers') throw new DOMException('Internal error.', 'UnknownError');
    return getAll.apply(this, asked);
  };
}`;

test('a device that cannot read what it has says so, and opens it as soon as it can', async () => {
  const stage = await setStage();
  const official = await invite('th');
  const { person, t } = official;
  await official.arrives(stage.link);
  await official.agrees();
  await official.answers(fewAnswers, 'role');
  await official.seesItSaved();

  const { page } = person.tab as ChromiumTab;
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Page.enable');
  const { identifier } = await protocol.send('Page.addScriptToEvaluateOnNewDocument', { source: unreadable });
  await person.opens(stage.link);
  await person.sees('heading', t('survey.failed'));
  await protocol.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  await person.taps('button', t('survey.tryAgain'));
  await person.sees('group', asks('th', 'role'));
});

test.for(['chromium', 'firefox'] as const)(
  'in %s, a browser that may keep nothing is told so before a question is asked',
  async (browser) => {
    const stage = await setStage();
    const { person, t } = await invite('en', { browser, keepsNothing: true });
    await person.opens(stage.link);
    await person.sees('heading', t('storage.refused'));
    await person.reads(t('storage.refusedText'));
  },
);

test('an address that leads nowhere says so', async () => {
  const stage = await setStage();
  const { person, t } = await invite('th');
  await person.opens(`${stage.road.origin}/s/nowhere`);
  await person.sees('heading', t('survey.unknown'));
});

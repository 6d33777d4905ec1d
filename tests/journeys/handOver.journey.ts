/** A week without a network: a day's work goes from one device to another, or comes back on an empty phone. */
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type BrowserName, browserNames, phone } from '../support/browsers/index.ts';
import {
  backsUp,
  choosesFile,
  enrols,
  finishesMore,
  handsOver,
  rowsIn,
  scans,
  takesIn,
} from '../support/handingOver.ts';
import { fewAnswers } from './answers.ts';
import { exported, invite, setStage } from './stage.ts';
import { beginVisit, sideways, type Visit } from './visit.ts';
import { asks } from './words.ts';

/** Finishes a visit with a photo while nothing gets through, and four more like it. */
async function fiveVisits(browser: BrowserName): Promise<Visit> {
  const visit = await beginVisit('en', { browser, size: phone });
  const { stage, official, person, t, at } = visit;
  await person.givesFile(await sideways(visit), 'camera');
  await person.sees('img', t('media.photo.shown'));
  await official.seesItSaved();
  stage.road.takesNothing();
  await official.goesOn();
  await at('signed');
  await person.taps('img', t('media.signature.area'));
  await official.seesItSaved();
  for (const name of ['voice', 'minutes', 'sketch', 'marked', 'film']) {
    await official.goesOn();
    await at(name);
  }
  await official.goesOn();
  await official.submits();
  await person.reads(t('receipt.waiting'));
  await finishesMore(person, 4);
  return visit;
}

test.for(browserNames)(
  'in %s, five visits with a photo go from one device to another, and by both ways arrive once',
  async (browser) => {
    const { stage, person, t } = await fiveVisits(browser);
    const { server, road } = stage;
    await enrols(person, server, 'Mali');
    const path = await handsOver(person, road.origin, t);
    expect(await exported(stage)).toEqual([]);
    expect(await rowsIn(person, 'outbox')).toBe(5);

    const { person: boss } = await invite('en', { browser, size: phone });
    await boss.opens(`${server.origin}/s/demo`);
    await expect.poll(() => rowsIn(boss, 'enrolments').catch(() => -1), { timeout: 20_000 }).toBe(0);
    await choosesFile(boss, server.origin, t, path);
    await boss.reads(t('handOver.refused.not-for-here'));
    await enrols(boss, server, 'Somchai');
    await takesIn(boss, server.origin, t, path);
    await boss.reads('Mali');
    expect(await boss.sideways()).toEqual([]);
    await expect.poll(() => rowsIn(boss, 'outbox'), { timeout: 60_000 }).toBe(0);
    await expect.poll(() => rowsIn(boss, 'mediaOutbox'), { timeout: 60_000 }).toBe(0);
    await choosesFile(boss, server.origin, t, path);
    await boss.reads(t('handOver.again'));

    road.clear();
    await person.opens(`${road.origin}/mine`);
    await expect.poll(() => rowsIn(person, 'outbox'), { timeout: 60_000 }).toBe(0);
    const rows = await exported(stage);
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toMatchObject({ revision: '1', board: rows[0]?.board });
    expect(await server.rintis('import', path)).toContain('Already here: 5');
  },
);

test('a phone is lost, and an empty one goes on from its backup: to the same question, with nothing sent twice', async () => {
  const stage = await setStage();
  const { server, road } = stage;
  const official = await invite('vi', { size: phone });
  const { person, t } = official;
  await official.arrives(stage.link);
  await official.agrees();
  await official.hurries(fewAnswers);
  await official.submits();
  await person.reads(t('receipt.received'), 60_000);
  await person.taps('button', t('receipt.another'));
  await official.agrees();
  await official.answers(fewAnswers, 'int_01');
  await official.seesItSaved();
  await person.opens(`${road.origin}/hand-over`);
  await person.sees('link', t('handOver.backup'));
  await person.tab.run('navigator.serviceWorker.ready.then(() => 0)');
  await person.pauses();
  await server.stop();
  await person.goesOffline();
  const { path, passphrase } = await backsUp(person, road.origin, t);
  await person.leaves();

  await server.start();
  const another = await invite('vi', { size: phone });
  const { person: fresh } = another;
  const cut = `${path}.cut`;
  await writeFile(cut, (await readFile(path)).subarray(0, -100));
  await choosesFile(fresh, road.origin, t, cut);
  await fresh.types(t('handOver.passphraseAsked'), passphrase);
  await fresh.taps('button', t('handOver.open'));
  await fresh.reads(t('handOver.refused.broken'));
  await choosesFile(fresh, road.origin, t, path);
  await fresh.types(t('handOver.passphraseAsked'), 'another passphrase');
  await fresh.taps('button', t('handOver.open'));
  await fresh.reads(t('handOver.refused.passphrase'));
  expect([await rowsIn(fresh, 'drafts'), await rowsIn(fresh, 'submissions')]).toEqual([0, 0]);
  await takesIn(fresh, road.origin, t, path, passphrase);
  await fresh.opens(stage.link);
  await fresh.sees('group', asks('vi', 'int_01'));
  await another.hurries(fewAnswers);
  await another.submits();
  await fresh.reads(t('receipt.received'), 60_000);
  await expect.poll(() => rowsIn(fresh, 'outbox'), { timeout: 60_000 }).toBe(0);
  expect(await exported(stage)).toMatchObject([{ revision: '1' }, { revision: '1' }]);
});

test('with no file and no network at all, three interviews go from screen to camera', async () => {
  const stage = await setStage();
  const { server, road } = stage;
  const official = await invite('en', { size: phone });
  const { person, t } = official;
  await official.arrives(stage.link);
  await official.agrees();
  await official.hurries(fewAnswers);
  road.takesNothing();
  await official.submits();
  await finishesMore(person, 2);
  const { person: boss } = await invite('en', { size: phone, pretendsDevices: true });
  await boss.opens(`${road.origin}/s/demo`);
  await expect.poll(() => rowsIn(boss, 'enrolments').catch(() => -1), { timeout: 20_000 }).toBe(0);
  await enrols(boss, server, 'Somchai');

  await scans(boss, person, road.origin, t);
  await boss.taps('button', t('handOver.takeIn'));
  await boss.reads(t('handOver.taken'));
  expect(await rowsIn(boss, 'outbox')).toBe(3);
  road.clear();
  await boss.opens(`${road.origin}/mine`);
  await expect.poll(() => rowsIn(boss, 'outbox'), { timeout: 60_000 }).toBe(0);
  expect(await exported(stage)).toHaveLength(3);
});

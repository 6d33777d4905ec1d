/** The main job from end to end, as an official in Thailand has it: half of it without a signal, and with an empty battery. */
import { expect, test } from 'vitest';
import { scoresOfD, vectorD } from './answers.ts';
import { exported, invite, setStage } from './stage.ts';
import { asks } from './words.ts';

test('an official answers in Thai, loses power half-way, finishes offline, and the table has every answer', async () => {
  const stage = await setStage();
  const { server } = stage;
  const official = await invite('th');
  const { person, t } = official;

  await official.arrives(stage.link);
  expect(await person.language()).toBe('th');
  await official.agrees();
  await official.answers(vectorD, 'exp_01');
  expect(await official.standsAt()).toEqual(['exp_01']);

  await official.seesItSaved();
  await person.losesPower();
  await person.opens(stage.link);
  await person.sees('group', asks('th', 'exp_01'));
  expect(await person.language()).toBe('th');

  await person.goesOffline();
  await server.stop();
  await person.reads(t('weather.offline'));
  await official.answers(vectorD);
  await official.submits();
  await person.reads(t('receipt.waiting'));

  await person.reloads(); // also with no network at all
  await person.reads(t('receipt.waiting'));

  await server.start();
  await person.goesOnline();
  await person.reads(t('receipt.received'), 60_000);

  const rows = await exported(stage);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ language: 'th', survey: 'demo', revision: '1', consent: 'agree' });
  expect(answersIn(rows[0])).toEqual(vectorD);
  expect(scoresIn(rows[0])).toEqual(scoresOfD);

  const [labelled] = await exported(stage, '--labels', '--lang', 'th');
  expect(labelled).toMatchObject({
    country: 'ไทย',
    int_01: 'เห็นด้วยอย่างยิ่ง',
    rsk_02: 'เห็นด้วยและไม่เห็นด้วยพอ\u00a0ๆ กัน',
  });
});

/** The row again as it was answered: codes, several codes, words; without the mark that keeps a spreadsheet from reckoning. */
function answersIn(row: Record<string, string> = {}): Record<string, string | string[]> {
  const given: Record<string, string | string[]> = {};
  for (const name of Object.keys(vectorD)) {
    const chosen = Object.keys(row).filter((column) => column.startsWith(`${name}/`));
    const value =
      chosen.length > 0
        ? chosen.filter((column) => row[column] === '1').map((column) => column.slice(name.length + 1))
        : (row[name] ?? '').replace(/^'(?==)/, '');
    if (value.length > 0) given[name] = value;
  }
  return given;
}

const scoresIn = (row: Record<string, string> = {}): Record<string, number | null> =>
  Object.fromEntries(
    Object.keys(scoresOfD).map((name) => [
      name,
      row[name] ? Math.round(Number(row[name]) * 100) / 100 : null,
    ]),
  );

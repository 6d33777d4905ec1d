import { expect, test } from 'vitest';
import { lastSavedFor } from '../../src/screens/lastSaved.ts';
import { beginDraft, finishDraft, keepQuestionnaire } from '../../src/storage/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { ask, questionnaire } from '../support/scenario.ts';

const asking = questionnaire([ask.text('village', { default: { formula: '${last-saved#village}' } })]);
const confidential = { privacy: 'confidential' } as const;

/** A device on which an interview was finished, and the draft of the next one. */
async function afterOne(answers: Parameters<typeof submissionOf>[1] = { village: 'Ban Mai' }) {
  const { db } = device();
  const before = { ...draftOf(), startedAt: '2026-11-22T02:00:00.000Z' };
  await beginDraft(db, before, []);
  await finishDraft(db, { ...submissionOf(before, answers), keptAt: '2026-11-22T03:00:00.000Z' });
  const id = before.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  return { db, before, draft: { ...before, id, startedAt: '2026-11-23T02:00:00.000Z' } };
}

test('the next interview of a survey begins with what the last one on this device said', async () => {
  const { db, draft } = await afterOne();
  expect(await lastSavedFor(db, confidential, asking, draft)).toEqual({ village: 'Ban Mai' });
});

test('in an anonymous survey nobody reads what the person before them said', async () => {
  const { db, draft } = await afterOne();
  expect(await lastSavedFor(db, { privacy: 'anonymous' }, asking, draft)).toBeUndefined();
});

test('a questionnaire that does not ask for it reads nothing', async () => {
  const { db, draft } = await afterOne();
  const plain = questionnaire([ask.text('village')]);
  expect(await lastSavedFor(db, confidential, plain, draft)).toBeUndefined();
});

test('another survey’s answers, and a later interview’s, stay where they are', async () => {
  const { db, before, draft } = await afterOne();
  expect(await lastSavedFor(db, confidential, asking, { ...draft, survey: 'other' })).toBeUndefined();
  expect(
    await lastSavedFor(db, confidential, asking, { ...draft, startedAt: before.startedAt }),
  ).toBeUndefined();
  expect(await lastSavedFor(db, confidential, asking, { ...draft, id: before.id })).toBeUndefined();
});

test('an older version of the same questionnaire will do, another questionnaire will not', async () => {
  const { db, before, draft } = await afterOne();
  const now = { ...draft, questionnaire: 'newer' };
  expect(await lastSavedFor(db, confidential, asking, now)).toBeUndefined(); // the older one is not here any more
  await keepQuestionnaire(db, { hash: before.questionnaire, questionnaire: asking });
  expect(await lastSavedFor(db, confidential, asking, now)).toEqual({ village: 'Ban Mai' });
  expect(await lastSavedFor(db, confidential, { ...asking, id: 'census' }, now)).toBeUndefined();
});

import { expect, test } from 'vitest';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import {
  beginDraft,
  discardDraft,
  finishDraft,
  keepQuestionnaire,
  keepReceipt,
  keepSurvey,
  questionnaire,
  survey,
} from '../../src/storage/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { office, unprovenReceiptFor } from '../support/office.ts';

const ours = office(1);
const stranger = office(2);

test('a survey with other keys is not believed while answers of it are on this device', async () => {
  const { db } = device();
  await keepSurvey(db, ours.survey);
  const draft = draftOf();
  await beginDraft(db, draft, []);
  expect(await keepSurvey(db, stranger.survey)).toEqual({ kind: 'other-keys' });
  await finishDraft(db, submissionOf(draft));
  expect(await keepSurvey(db, stranger.survey)).toEqual({ kind: 'other-keys' });
  expect((await survey(db, 'demo'))?.signingKeys).toEqual([ours.key]);
});

test('a server that changes its key shows it beside the old one first', async () => {
  const { db } = device();
  await keepSurvey(db, ours.survey);
  await beginDraft(db, draftOf(), []);
  const both = { ...ours.survey, signingKeys: [stranger.key, ours.key] };
  expect(await keepSurvey(db, both)).toEqual({ kind: 'kept' });
  expect((await survey(db, 'demo'))?.signingKeys).toEqual([stranger.key, ours.key]);
});

test('with nothing of it left to send or to answer, a survey may come anew', async () => {
  const { db } = device();
  await keepSurvey(db, ours.survey);
  const [sent, dropped] = [draftOf(), draftOf()];
  for (const draft of [sent, dropped]) await beginDraft(db, draft, []);
  const submission = submissionOf(sent);
  await finishDraft(db, submission);
  await keepReceipt(db, unprovenReceiptFor(submission));
  await discardDraft(db, dropped.id);
  expect(await keepSurvey(db, stranger.survey)).toEqual({ kind: 'kept' });
});

test('a questionnaire is kept under its content hash', async () => {
  const { db } = device();
  const kept: Questionnaire = {
    format: 1,
    id: 'q',
    title: 'Q',
    languages: [{ tag: 'en', status: 'source' }],
    defaultLanguage: 'en',
    items: [],
    lists: {},
  };
  const hash = 'a'.repeat(64);
  await keepQuestionnaire(db, { hash, questionnaire: kept });
  expect(await questionnaire(db, hash)).toEqual(kept);
  expect(await questionnaire(db, 'b'.repeat(64))).toBeUndefined();
});

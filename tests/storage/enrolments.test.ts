import { expect, test } from 'vitest';
import {
  beginDraft,
  deviceId,
  enrolment,
  enrolments,
  finishDraft,
  keepEnrolment,
  keepNewest,
  tokenFor,
} from '../../src/storage/index.ts';
import type { Enrolment } from '../../src/submission/index.ts';
import { device, draftOf, everything, submissionOf } from '../support/device.ts';
import { office } from '../support/office.ts';

const letIn = (changed: Partial<Enrolment> = {}): Enrolment => ({
  survey: office().survey,
  device: '0b8f7a52-6f0f-4f3e-9c53-2d4b0c2f8a11',
  token: 't'.repeat(43),
  name: 'Mali',
  ...changed,
});

test('a device has one id, however often and from however many tabs it is asked', async () => {
  const { db, tab } = device();
  const ids = await Promise.all([deviceId(db), deviceId(tab()), deviceId(db)]);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test('it can be enrolled in several surveys, with a token for each', async () => {
  const { db } = device();
  await keepEnrolment(db, letIn(), '2026-11-23T02:00:00Z');
  const other = { ...office().survey, id: 'other' };
  await keepEnrolment(db, letIn({ survey: other, token: 'u'.repeat(43) }), '2026-11-23T01:00:00Z');
  expect((await enrolments(db)).map(({ survey }) => survey)).toEqual(['other', 'demo']);
  expect(await tokenFor(db, 'other')).toBe('u'.repeat(43));
  expect(await tokenFor(db, 'nothing')).toBeUndefined();
});

test('enrolling again touches nothing that lies here, and keeps the questionnaire that was ready', async () => {
  const { db } = device();
  await keepEnrolment(db, letIn(), '2026-11-23T02:00:00Z');
  await keepNewest(db, 'demo', 'a'.repeat(64));
  const [draft, finished] = [draftOf({ mode: 'interview' }), draftOf()];
  await beginDraft(db, draft, [{ ref: '/b', answer: '4' }]);
  await beginDraft(db, finished, []);
  await finishDraft(db, submissionOf(finished));
  const { enrolments: _, ...before } = await everything(db);
  await keepEnrolment(db, letIn({ token: 'v'.repeat(43), name: 'Mali S.' }), '2026-11-24T02:00:00Z');
  const { enrolments: __, ...after } = await everything(db);
  expect(after).toEqual(before);
  expect(await enrolment(db, 'demo')).toMatchObject({
    token: 'v'.repeat(43),
    name: 'Mali S.',
    questionnaire: 'a'.repeat(64),
  });
});

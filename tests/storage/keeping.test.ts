import { expect, test } from 'vitest';
import {
  beginDraft,
  chooseKeepingDays,
  type Database,
  deleteHere,
  type FinishedSubmission,
  finishDraft,
  freeKept,
  keepReceipt,
  keepServerTime,
  stakeIn,
  submission,
} from '../../src/storage/index.ts';
import { isKeptLongEnough, stakeOf } from '../../src/submission/index.ts';
import { device, draftOf, everything, submissionOf } from '../support/device.ts';
import { unprovenReceiptFor } from '../support/office.ts';

const day = 86_400_000;
const year = 365 * day;
const noon = Date.parse('2026-11-23T05:00:00Z');
const receivedAt = '2026-11-23T05:00:00.000Z';

test('a copy is kept for the days that were chosen, counted by the server’s clock', () => {
  expect(isKeptLongEnough(receivedAt, noon + 14 * day - 1, 14)).toBe(false);
  expect(isKeptLongEnough(receivedAt, noon + 14 * day, 14)).toBe(true);
  expect(isKeptLongEnough(receivedAt, noon + 14 * day, 30)).toBe(false);
});

test('of an anonymous receipt only the day is known: it counts from the end of that day', () => {
  const midnight = Date.parse('2026-11-24T00:00:00Z');
  expect(isKeptLongEnough('2026-11-23', midnight + 7 * day - 1, 7)).toBe(false);
  expect(isKeptLongEnough('2026-11-23', midnight + 7 * day, 7)).toBe(true);
});

test('a device that has not heard the server keeps everything', () => {
  expect(isKeptLongEnough(receivedAt, undefined, 7)).toBe(false);
});

test.each([
  [{ isReceived: false, areFilesReceived: true, isWithdrawn: false }, 'everything'],
  [{ isReceived: true, areFilesReceived: false, isWithdrawn: false }, 'files'],
  [{ isReceived: true, areFilesReceived: true, isWithdrawn: false }, 'nothing'],
  [{ isReceived: false, areFilesReceived: false, isWithdrawn: true }, 'nothing'],
] as const)('what is at stake of %o: %s', (copy, stake) => expect(stakeOf(copy)).toBe(stake));

/** A submission with a photo; `received` says how far its receipts have come. */
async function withPhoto(
  db: Database,
  received: 'nothing' | 'answers' | 'all',
  photo = 'p'.repeat(64),
): Promise<FinishedSubmission> {
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const one = submissionOf(draft);
  await finishDraft(db, one);
  await db.media.put({ hash: photo, type: 'image/jpeg', size: 3, pieces: 1, keptAt: receivedAt });
  await db.mediaPieces.put({ hash: photo, at: 0, bytes: new ArrayBuffer(3) });
  await db.attachments.put({ owner: one.id, name: 'photo.jpg', hash: photo, type: 'image/jpeg', size: 3 });
  if (received !== 'nothing') await keepReceipt(db, { ...unprovenReceiptFor(one), receivedAt });
  const { key, signature } = unprovenReceiptFor(one);
  const proof = { submission: one.id, hash: photo, size: 3, receivedAt, key, signature };
  if (received === 'all') await db.mediaReceipts.put(proof);
  return one;
}

const hears = (db: Database, said: number, wrong = 0) => keepServerTime(db, { said, at: said + wrong });
const has = async (db: Database, { id }: FinishedSubmission) => ({
  files: await db.mediaPieces.count(),
  answers: (await submission(db, id))?.body !== '',
  receipt: (await db.receipts.get(id)) !== undefined,
});

test.each([0, year, -year])(
  'files go after their days and answers stay, with a clock that is %i ms wrong',
  async (wrong) => {
    const { db } = device();
    const one = await withPhoto(db, 'all');
    await hears(db, noon + 14 * day - 1, wrong);
    expect(await freeKept(db, { andAnswers: false })).toEqual({ files: 0, bytes: 0, submissions: 0 });
    expect(await has(db, one)).toEqual({ files: 1, answers: true, receipt: true });
    await hears(db, noon + 15 * day, wrong);
    expect(await freeKept(db, { andAnswers: false })).toEqual({ files: 1, bytes: 3, submissions: 0 });
    expect(await has(db, one)).toEqual({ files: 0, answers: true, receipt: true });
    expect(await freeKept(db, { andAnswers: false })).toEqual({ files: 0, bytes: 0, submissions: 0 });
  },
);

test('answers go only where space is short; the receipt stays, and the submission is still listed as received', async () => {
  const { db } = device();
  const one = await withPhoto(db, 'all');
  await hears(db, noon + 15 * day);
  expect(await freeKept(db, { andAnswers: true })).toMatchObject({ files: 1, submissions: 1 });
  expect(await has(db, one)).toEqual({ files: 0, answers: false, receipt: true });
  expect(await submission(db, one.id)).toMatchObject({ state: 'received', body: '' });
});

test.each(['nothing', 'answers'] as const)(
  'what is not proven never goes by itself: %s received',
  async (received) => {
    const { db } = device();
    const one = await withPhoto(db, received);
    await hears(db, noon + year);
    await freeKept(db, { andAnswers: true });
    expect(await has(db, one)).toMatchObject({ files: 1, answers: true });
  },
);

test('a file that another submission needs stays until that one is proven, too', async () => {
  const { db } = device();
  await withPhoto(db, 'all');
  const other = await withPhoto(db, 'nothing');
  await hears(db, noon + year);
  expect(await freeKept(db, { andAnswers: false })).toEqual({ files: 0, bytes: 0, submissions: 0 });
  expect(await has(db, other)).toMatchObject({ files: 1 });
});

test('a file of two submissions is kept for the days of the one that was received last', async () => {
  const { db } = device();
  await withPhoto(db, 'all');
  const late = await withPhoto(db, 'all');
  const tenth = new Date(noon + 10 * day).toISOString();
  await db.receipts.update(late.id, { receivedAt: tenth });
  await hears(db, noon + 15 * day);
  expect(await freeKept(db, { andAnswers: false })).toMatchObject({ files: 0 });
  await hears(db, noon + 24 * day);
  expect(await freeKept(db, { andAnswers: false })).toMatchObject({ files: 1 });
});

test('what came back for correction is kept until it is corrected', async () => {
  const { db } = device();
  const one = await withPhoto(db, 'all');
  await db.returned.put({
    id: one.id,
    survey: 'demo',
    basedOn: one.hash,
    comment: 'Year?',
    heardAt: receivedAt,
  });
  await hears(db, noon + year);
  await freeKept(db, { andAnswers: true });
  expect(await has(db, one)).toEqual({ files: 1, answers: true, receipt: true });
});

test('whoever chose ninety days has them', async () => {
  const { db } = device();
  await withPhoto(db, 'all');
  await chooseKeepingDays(db, 90);
  await hears(db, noon + 89 * day);
  expect(await freeKept(db, { andAnswers: true })).toMatchObject({ files: 0, submissions: 0 });
  await hears(db, noon + 90 * day);
  expect(await freeKept(db, { andAnswers: true })).toMatchObject({ files: 1, submissions: 1 });
});

test('by hand: of what was never sent nothing goes unless its person was told that it is lost for good', async () => {
  const { db } = device();
  const one = await withPhoto(db, 'nothing');
  expect(await stakeIn(db, one.id)).toBe('everything');
  expect(await deleteHere(db, one.id, 'nothing')).toBe(false);
  expect(await has(db, one)).toMatchObject({ files: 1, answers: true });
  expect(await deleteHere(db, one.id, 'everything')).toBe(true);
  expect(await submission(db, one.id)).toBeUndefined();
  const left = await everything(db);
  expect([left.outbox, left.mediaPieces, left.attachments]).toEqual([[], [], []]);
});

test('by hand: of what was received the receipt stays', async () => {
  const { db } = device();
  const one = await withPhoto(db, 'all');
  expect(await stakeIn(db, one.id)).toBe('nothing');
  expect(await deleteHere(db, one.id, 'nothing')).toBe(true);
  expect(await has(db, one)).toEqual({ files: 0, answers: false, receipt: true });
});

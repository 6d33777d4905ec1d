import { expect, test } from 'vitest';
import {
  beginDraft,
  codesOf,
  type Database,
  dueWithdrawals,
  endWay,
  finishDraft,
  keepReceipt,
  noteHandedOver,
  outboxState,
  planHandOver,
  reopen,
  submission,
  takeWaiting,
  wishWithdrawal,
  wishWithdrawalByCode,
  withdrawalDone,
  withdrawalMissed,
  withdrawals,
} from '../../src/storage/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { unprovenReceiptFor } from '../support/office.ts';

const noon = Date.parse('2026-11-23T05:00:00Z');
const at = new Date(noon).toISOString();

async function finished(db: Database) {
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const one = submissionOf(draft);
  await finishDraft(db, one);
  return { ...one, code: receiptCode(one.id, one.hash) };
}

test('what was never sent is gone at once, and never goes', async () => {
  const { db } = device();
  const one = await finished(db);
  await wishWithdrawal(db, one.id, at);
  expect(await submission(db, one.id)).toMatchObject({
    state: 'withdrawn',
    body: '',
    withdrawal: { state: 'done' },
  });
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  expect(await dueWithdrawals(db, noon)).toEqual([]);
});

test('a received one waits for the server’s word; until then the answers are here', async () => {
  const { db } = device();
  const one = await finished(db);
  await keepReceipt(db, unprovenReceiptFor(one));
  await wishWithdrawal(db, one.id, at);
  await wishWithdrawal(db, one.id, at);
  expect(await dueWithdrawals(db, noon)).toMatchObject([{ code: one.code, id: one.id, survey: 'demo' }]);
  expect(await submission(db, one.id)).toMatchObject({ state: 'withdrawn', body: one.body });
  await withdrawalDone(db, one.code);
  expect(await submission(db, one.id)).toMatchObject({ body: '', withdrawal: { state: 'done' } });
  expect(await db.receipts.count()).toBe(1);
});

test('one that may be there is sent no more, and the server is asked twice before it counts as never arrived', async () => {
  const { db } = device();
  const one = await finished(db);
  await takeWaiting(db, noon, 10, 1_000_000);
  await endWay(db);
  await wishWithdrawal(db, one.id, at);
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  await withdrawalMissed(db, one.code, noon);
  expect(await dueWithdrawals(db, noon + 1)).toEqual([]);
  expect(await withdrawals(db)).toMatchObject([{ state: 'waiting' }]);
  await withdrawalMissed(db, one.code, noon + 3 * 60_000);
  expect(await withdrawals(db)).toMatchObject([{ state: 'done' }]);
  expect(await submission(db, one.id)).toMatchObject({ body: '' });
});

test('where work was handed over the server hears of all that is taken back; what never left is erased at once', async () => {
  const { db } = device();
  await noteHandedOver(db, await planHandOver(db, ['demo'], 'unreceived'), {
    ...{ id: 'a-file', at, from: '' },
    ...{ submissions: 0, drafts: 1 },
  });
  const one = await finished(db);
  await wishWithdrawal(db, one.id, at);
  expect(await submission(db, one.id)).toMatchObject({ body: '', withdrawal: { state: 'waiting' } });
  expect(await dueWithdrawals(db, noon)).toMatchObject([{ code: one.code, id: one.id }]);
});

test('the server may have any version of what is taken back, so all their codes are told', async () => {
  const { db } = device();
  const one = await finished(db);
  await takeWaiting(db, noon, 10, 1_000_000);
  await endWay(db);
  const { basedOn: _, ...draft } = draftOf({ id: one.id });
  expect(await reopen(db, draft, [], undefined)).toBe('revising');
  const next = submissionOf(draft, { words: 'better' });
  await finishDraft(db, next);
  await wishWithdrawal(db, one.id, at);
  const [wish] = await dueWithdrawals(db, noon);
  if (!wish) throw new Error('no wish');
  expect((await codesOf(db, wish)).sort()).toEqual([one.code, receiptCode(next.id, next.hash)].sort());
});

test('a typed code that nobody knows says so, and can be typed again', async () => {
  const { db } = device();
  await wishWithdrawalByCode(db, '00000-00000', at);
  await withdrawalMissed(db, '00000-00000', noon);
  expect(await withdrawals(db)).toMatchObject([{ code: '00000-00000', state: 'unknown' }]);
  await wishWithdrawalByCode(db, '00000-00000', at);
  expect(await dueWithdrawals(db, noon)).toHaveLength(1);
});

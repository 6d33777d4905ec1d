import { expect, test } from 'vitest';
import { verifyReceipt, verifyReceipts } from '../../src/submission/index.ts';
import { verifyReceipts as atDesk } from '../../src/worker/work.ts';
import { draftOf, submissionOf } from '../support/device.ts';
import { office } from '../support/office.ts';

test('the browser’s own arithmetic and ours say the same of true receipts and of false ones', async () => {
  const ours = office();
  const { id, hash, survey } = submissionOf(draftOf());
  const sent = { id, hash };
  const good = ours.receiptFor({ id, hash, survey });
  const bad = {
    ...good,
    signature: `${good.signature.startsWith('A') ? 'B' : 'A'}${good.signature.slice(1)}`,
  };
  const stranger = office(2, ours.key.id).receiptFor({ id, hash, survey });
  const changed = { ...good, revision: 2 };
  const noPoint = { id: 'none', publicKey: `${'A'.repeat(42)}B` };
  const claims = [good, bad, stranger, changed, { ...good, key: 'none' }].map((receipt) => ({
    receipt,
    sent,
  }));
  const keys = [ours.key, noPoint];
  const expected = [true, false, false, false, false];
  expect(claims.map(({ receipt }) => verifyReceipt(receipt, keys, sent))).toEqual(expected);
  expect(await atDesk(claims, keys)).toEqual(expected); // Node has an Ed25519 of its own, as browsers do
});

test('a browser that cannot say is not asked twice for its word: ours counts', async () => {
  const ours = office();
  const { id, hash, survey } = submissionOf(draftOf());
  const claims = [{ receipt: ours.receiptFor({ id, hash, survey }), sent: { id, hash } }];
  const cannot = () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'));
  expect(await verifyReceipts(claims, [ours.key], cannot)).toEqual([true]);
});

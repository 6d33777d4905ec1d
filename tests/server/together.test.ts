/** Receipts that are signed together. */
import { expect, test } from 'vitest';
import { type Receipt, verifyReceipt } from '../../src/submission/index.ts';
import { hashOf, json, openOffice, submissionTo } from './office.ts';

test('whoever asks for it gets receipts that are signed together, sixteen at a time; nobody else does', async () => {
  const office = await openOffice();
  const all = Array.from({ length: 33 }, () => submissionTo(office));
  const bodies = all.map((it) => JSON.stringify(it));
  const post = async (prefer: Record<string, string>) => {
    const type = { 'content-type': 'application/x-ndjson' };
    const reply = await office.app.request(
      '/api/submissions',
      json('POST', bodies.join('\n'), { ...type, ...prefer }),
    );
    const lines = (await reply.text()).trimEnd().split('\n');
    const receipts = lines.map((line) => (JSON.parse(line) as { receipt: Receipt }).receipt);
    for (const [at, body] of bodies.entries()) {
      const sent = { id: all[at]?.id ?? '', hash: hashOf(body) };
      expect(verifyReceipt(receipts[at], office.keys.publicKeys, sent)).toBe(true);
    }
    return { applied: reply.headers.get('preference-applied'), receipts };
  };
  const first = await post({ prefer: 'respond-async, receipts=together' });
  expect(first.applied).toBe('receipts=together');
  expect(new Set(first.receipts.map(({ signature }) => signature)).size).toBe(3);
  expect(first.receipts.filter(({ path }) => path === undefined)).toHaveLength(1); // the last one stands alone
  const facts = ({ signature: _, path: __, ...said }: Receipt) => said;
  const before = await post({});
  expect(before.applied).toBeNull();
  expect(before.receipts.every(({ path }) => path === undefined)).toBe(true);
  expect(before.receipts.map(facts)).toEqual(first.receipts.map(facts));
  office.clock.now += 26 * 60 * 60_000;
  const again = await post({ prefer: 'receipts=together' }); // sent again on another day: what was said the first time
  expect(again.receipts.map(facts)).toEqual(first.receipts.map(facts));
  expect(await office.store.countsOf('demo')).toEqual({ submissions: 33, revisions: 0, late: 0 });
});

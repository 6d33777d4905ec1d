import { expect, test } from 'vitest';
import { atDesk } from '../../src/worker/index.ts';
import { draftOf, submissionOf } from '../support/device.ts';
import { office } from '../support/office.ts';

test('where no worker can be started, the same work is done at the same desk', async () => {
  expect(globalThis.Worker).toBeUndefined();
  const desk = await atDesk();
  expect(await desk.hashOf(new TextEncoder().encode('hello'))).toMatch(/^2cf24dba/);
  const ours = office();
  const { id, hash, survey } = submissionOf(draftOf());
  const claims = [ours, office(2, ours.key.id)].map((by) => ({
    receipt: by.receiptFor({ id, hash, survey }),
    sent: { id, hash },
  }));
  expect(await desk.verifyReceipts(claims, [ours.key])).toEqual([true, false]);
});

import { expect, test } from 'vitest';
import { atDesk } from '../../src/worker/index.ts';
import { draftOf, submissionOf } from '../support/device.ts';
import { hashOf, photo } from '../support/media.ts';
import { office } from '../support/office.ts';

test('where no worker can be started, the same work is done at the same desk', async () => {
  expect(globalThis.Worker).toBeUndefined();
  const desk = await atDesk();
  expect(await desk.hashOf(new TextEncoder().encode('hello'))).toMatch(/^2cf24dba/);
  expect(await desk.hashOf(new Blob(['hel', 'lo']))).toMatch(/^2cf24dba/);
  const video = photo(5_000_000); // more than one slice, and than is done beside the page
  expect(await desk.hashOf(video)).toBe(await hashOf(video));
  const ours = office();
  const { id, hash, survey } = submissionOf(draftOf());
  const claims = [ours, office(2, ours.key.id)].map((by) => ({
    receipt: by.receiptFor({ id, hash, survey }),
    sent: { id, hash },
  }));
  expect(await desk.verifyReceipts(claims, [ours.key])).toEqual([true, false]);
  const file = { submission: id, hash, size: 3 };
  const sent = [file, { ...file, size: 4 }, { ...file, hash: 'b'.repeat(64) }];
  const mediaClaims = sent.map((sent) => ({ receipt: ours.mediaReceiptFor(file), sent }));
  expect(await desk.verifyMediaReceipts(mediaClaims, [ours.key])).toEqual([true, false, false]);
});

import { expect, test } from 'vitest';
import { holdDraft } from '../../src/storage/index.ts';
import { fakeLocks } from '../support/locks.ts';

test('a draft is answered in one tab; the next one hears that it is open elsewhere', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', locks);
  expect(first.kind).toBe('held');
  expect((await holdDraft('d', locks)).kind).toBe('elsewhere');
  expect((await holdDraft('another', locks)).kind).toBe('held');
});

test('a draft that was let go is free', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', locks);
  if (first.kind !== 'held') throw new Error(first.kind);
  first.release();
  await expect.poll(async () => (await holdDraft('d', locks)).kind).toBe('held');
});

test('taken over, the first tab is told that it has lost it', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', locks);
  const second = await holdDraft('d', locks);
  if (first.kind !== 'held' || second.kind !== 'elsewhere') throw new Error('unlikely');
  const taken = await second.take();
  expect(taken.kind).toBe('held');
  await first.lost;
  expect((await holdDraft('d', locks)).kind).toBe('elsewhere');
});

test('a browser without locks says that it cannot guard', async () => {
  expect(await holdDraft('d', null)).toEqual({ kind: 'unguarded' });
});

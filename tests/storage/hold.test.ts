import { expect, test } from 'vitest';
import { holdDraft } from '../../src/storage/index.ts';
import { fakeLocks } from '../support/locks.ts';

const soon = { patience: 20 };

test('a draft is answered in one tab; the next one hears that it is open elsewhere', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', { locks, ...soon });
  expect(first.kind).toBe('held');
  expect((await holdDraft('d', { locks, ...soon })).kind).toBe('elsewhere');
  expect((await holdDraft('another', { locks })).kind).toBe('held');
});

test('a draft that was let go is free', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', { locks, ...soon });
  if (first.kind !== 'held') throw new Error(first.kind);
  first.release();
  expect((await holdDraft('d', { locks, ...soon })).kind).toBe('held');
});

test('a page that is just being left lets its draft go: it is waited for a moment', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', { locks });
  const next = holdDraft('d', { locks, patience: 60_000 });
  if (first.kind !== 'held') throw new Error(first.kind);
  await Promise.resolve();
  first.release();
  expect((await next).kind).toBe('held');
});

test('taken over, the first tab is told that it has lost it', async () => {
  const locks = fakeLocks();
  const first = await holdDraft('d', { locks, ...soon });
  const second = await holdDraft('d', { locks, ...soon });
  if (first.kind !== 'held' || second.kind !== 'elsewhere') throw new Error('unlikely');
  const taken = await second.take();
  expect(taken.kind).toBe('held');
  await first.lost;
  expect((await holdDraft('d', { locks, ...soon })).kind).toBe('elsewhere');
});

test('a browser without locks says that it cannot guard', async () => {
  expect(await holdDraft('d', { locks: null })).toEqual({ kind: 'unguarded' });
});

test('a page that is left lets its draft go at once, and learns that it has lost it', async () => {
  const locks = fakeLocks();
  const page = new EventTarget();
  const first = await holdDraft('d', { locks, page, ...soon });
  if (first.kind !== 'held') throw new Error(first.kind);
  page.dispatchEvent(new Event('pagehide'));
  await first.lost;
  expect((await holdDraft('d', { locks, ...soon })).kind).toBe('held');
});

test('a draft that was let go is no longer lost by leaving the page', async () => {
  const page = new EventTarget();
  const first = await holdDraft('d', { locks: fakeLocks(), page, ...soon });
  if (first.kind !== 'held') throw new Error(first.kind);
  let lost = false;
  first.lost.then(() => {
    lost = true;
  });
  first.release();
  page.dispatchEvent(new Event('pagehide'));
  await new Promise((next) => setTimeout(next));
  expect(lost).toBe(false);
});

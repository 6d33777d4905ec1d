import { expect, test } from 'vitest';
import {
  beginDraft,
  type Database,
  discardDraft,
  draftFor,
  finishDraft,
  homeCounts,
  homeIds,
  homeNewest,
  homeRows,
  keepAnswers,
  keepReceipt,
  putAside,
} from '../../src/storage/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { problemOf, unprovenReceiptFor } from '../support/office.ts';

const all = { search: '', sort: 'newest' } as const;
const minute = (at: number) => new Date(Date.parse('2026-11-23T01:00:00Z') + at * 60_000).toISOString();

async function begin(db: Database, at: number, name?: string): Promise<string> {
  const draft = draftOf({ mode: 'interview', changedAt: minute(at) });
  await beginDraft(db, draft, []);
  if (name !== undefined) await keepAnswers(db, draft.id, [], { changedAt: minute(at), name });
  return draft.id;
}

async function finish(db: Database, at: number, name?: string) {
  const draft = draftOf({ mode: 'interview', changedAt: minute(at) });
  await beginDraft(db, draft, []);
  const submission = { ...submissionOf(draft), ...(name === undefined ? {} : { name }) };
  await finishDraft(db, submission);
  return submission;
}

test('a version beside another one is in no list, and not counted', async () => {
  const { db } = device();
  const one = await finish(db, 1);
  await keepReceipt(db, unprovenReceiptFor(one));
  const twin = { ...one, hash: 'b'.repeat(64) };
  await db.revisions.put(twin);
  const times = { since: minute(2), tries: 0, triedAt: 0, nextTryAt: 0 };
  await db.outbox.put({ id: `${twin.id}/${twin.hash}`, state: 'waiting', ...times });
  expect(await homeCounts(db)).toEqual({ drafts: 0, waiting: 0, aside: 0, returned: 0, received: 1 });
  expect(await homeIds(db, 'received', all)).toEqual([one.id]);
});

test('each lies on one shelf, and the figures say how many', async () => {
  const { db } = device();
  await begin(db, 1);
  const [received, waiting, aside] = [await finish(db, 2), await finish(db, 3), await finish(db, 4)];
  await keepReceipt(db, unprovenReceiptFor(received));
  await putAside(db, aside.id, problemOf('submission-unacceptable'));
  expect(await homeCounts(db)).toEqual({ drafts: 1, waiting: 1, aside: 1, returned: 0, received: 1 });
  expect(await homeIds(db, 'waiting', all)).toEqual([waiting.id]);
  expect(await homeIds(db, 'aside', all)).toEqual([aside.id]);
  expect(await homeIds(db, 'received', all)).toEqual([received.id]);
  expect(await homeRows(db, 'aside', [aside.id, 'gone'])).toMatchObject([
    { id: aside.id, problem: { code: 'submission-unacceptable' } },
    undefined,
  ]);
});

test('names are found without their marks, by any word, and Thai by a word inside', async () => {
  const { db } = device();
  const danang = await begin(db, 1, 'Sở Nội vụ Đà Nẵng');
  const taiping = await begin(db, 2, 'Majlis Perbandaran Taiping');
  const thai = await begin(db, 3, 'สำนักงานจังหวัดเชียงใหม่');
  const found = (search: string) => homeIds(db, 'drafts', { ...all, search });
  expect(await found('da nang')).toEqual([danang]);
  expect(await found('NẴNG sở')).toEqual([danang]);
  expect(await found('taip')).toEqual([taiping]);
  expect(await found('จังหวัด')).toEqual([thai]);
  expect(await found('จังหวัดเชียงให')).toEqual([thai]);
  expect(await found('nothing')).toEqual([]);
  expect(await found('  ')).toHaveLength(3);
});

test('by time either way, and by name as it is found; what has no name comes last', async () => {
  const { db } = device();
  const [d, nameless, a] = [await begin(db, 1, 'Đông'), await begin(db, 2), await begin(db, 3, 'An')];
  expect(await homeIds(db, 'drafts', all)).toEqual([a, nameless, d]);
  expect(await homeIds(db, 'drafts', { ...all, sort: 'oldest' })).toEqual([d, nameless, a]);
  expect(await homeIds(db, 'drafts', { ...all, sort: 'name' })).toEqual([a, d, nameless]);
});

test('the first screenful is the beginning of the whole list', async () => {
  const { db } = device();
  for (let at = 0; at < 40; at++) await finish(db, at, `Name ${at}`);
  const [first] = await homeIds(db, 'waiting', all);
  await keepReceipt(db, unprovenReceiptFor((await db.submissions.get(first ?? '')) as never));
  for (const shelf of ['waiting', 'received'] as const) {
    const [newest, whole] = [await homeNewest(db, shelf), await homeIds(db, shelf, all)];
    expect(whole.slice(0, newest.length)).toEqual(newest);
    expect(newest.length).toBeGreaterThan(0);
  }
});

test('an enumerator’s interviews are not what a respondent is led back to', async () => {
  const { db } = device();
  const id = await begin(db, 1);
  expect(await draftFor(db, 'demo')).toBeUndefined();
  const own = draftOf();
  await beginDraft(db, own, []);
  expect((await draftFor(db, 'demo'))?.id).toBe(own.id);
  await discardDraft(db, id);
  expect((await homeCounts(db)).drafts).toBe(1);
});

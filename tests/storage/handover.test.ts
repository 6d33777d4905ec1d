import { describe, expect, test } from 'vitest';
import { versionOf } from '../../src/questionnaire/index.ts';
import {
  beginDraft,
  type Database,
  deviceId,
  discardDraft,
  finishDraft,
  keepAnswers,
  keepQuestionnaire,
  keepReceipt,
  keepSurvey,
  mediaBlob,
  mediaState,
  mySubmissions,
  newestDrafts,
  openDraft,
  putMediaAside,
  takenBefore,
  waiting,
  wishWithdrawal,
  withdrawalDone,
} from '../../src/storage/index.ts';
import { readHandOver, receiptCode } from '../../src/submission/index.ts';
import { smallQuestionnaire } from '../server/office.ts';
import { device, draftOf, everything, faultAt, submissionOf } from '../support/device.ts';
import { handOver, take } from '../support/handover.ts';
import { attach, finishedWith, hashOf, photo } from '../support/media.ts';
import { office, unprovenReceiptFor } from '../support/office.ts';

const none = { added: 0, known: 0, beside: 0 };
const later = '2026-11-23T09:00:00.000Z';

async function finished(db: Database, answer = '4') {
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const submission = submissionOf(draft, { b1: answer });
  await finishDraft(db, submission);
  return submission;
}

async function begun(db: Database, answer = '4', changed = {}) {
  const draft = draftOf(changed);
  await beginDraft(db, draft, [{ ref: '/b/b1', answer }]);
  return draft;
}

const said = async (db: Database, id: string) => (await openDraft(db, id))?.kept.map(({ answer }) => answer);
const inOutbox = async (db: Database) =>
  (await waiting(db, Date.now(), 100)).map(({ submission }) => submission.hash).sort();

describe('submissions', () => {
  test('wait in the other outbox, the very same bytes; the giver keeps them until it has its own receipt', async () => {
    const [mali, boss] = [device().db, device().db];
    const one = await finished(mali);
    const taken = await take(boss, await handOver(mali));
    expect(taken).toMatchObject({ submissions: { ...none, added: 1 }, header: { from: 'Mali' } });
    expect(await mySubmissions(boss)).toMatchObject([
      { id: one.id, body: one.body, hash: one.hash, state: 'waiting' },
    ]);
    expect(await inOutbox(boss)).toEqual([one.hash]);
    expect(await inOutbox(mali)).toEqual([one.hash]);
    await keepReceipt(boss, unprovenReceiptFor(one));
    expect(await mySubmissions(boss)).toMatchObject([{ state: 'received' }]);
    expect(await mySubmissions(mali)).toMatchObject([{ state: 'waiting' }]);
  });

  test('read twice, or in another file, are there once', async () => {
    const [mali, boss] = [device().db, device().db];
    await finished(mali);
    const file = await handOver(mali);
    await take(boss, file);
    const after = await everything(boss);
    expect(await take(boss, file)).toMatchObject({ submissions: { ...none, known: 1 } });
    expect(await everything(boss)).toEqual(after);
    expect(await take(boss, await handOver(mali))).toMatchObject({ submissions: { ...none, known: 1 } });
    expect(await inOutbox(boss)).toHaveLength(1);
  });

  test('that were received are left out, unless all is asked for', async () => {
    const { db: mali } = device();
    const [one, other] = [await finished(mali), await finished(mali)];
    await keepReceipt(mali, unprovenReceiptFor(one));
    expect(await take(device().db, await handOver(mali))).toMatchObject({ submissions: { added: 1 } });
    expect(await take(device().db, await handOver(mali, { choice: 'all' }))).toMatchObject({
      submissions: { added: 2 },
    });
    const only = new Set([other.id]);
    expect(await take(device().db, await handOver(mali, { choice: 'all', only }))).toMatchObject({
      submissions: { added: 1 },
    });
  });

  test('of another survey stay where they are', async () => {
    const { db: mali } = device();
    await finished(mali);
    expect(
      (await take(device().db, await handOver(mali, { surveys: ['other'] }))).header.counts.submissions,
    ).toBe(0);
  });

  test('with other answers under the same id are both kept, both sent, and each has its own receipt', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali);
    await take(boss, await handOver(mali));
    const [hers, his] = [submissionOf(draft, { b1: '4' }), submissionOf(draft, { b1: '5' })];
    await finishDraft(mali, hers);
    await finishDraft(boss, his);
    expect(await take(boss, await handOver(mali))).toMatchObject({ submissions: { ...none, beside: 1 } });
    expect(await inOutbox(boss)).toEqual([hers.hash, his.hash].sort());
    expect(await mySubmissions(boss)).toMatchObject([{ hash: his.hash, body: his.body }]);
    expect(await take(boss, await handOver(mali))).toMatchObject({ submissions: { ...none, known: 1 } });

    expect(await keepReceipt(boss, unprovenReceiptFor(hers))).toBe(true);
    expect(await inOutbox(boss)).toEqual([his.hash]);
    expect(await keepReceipt(boss, unprovenReceiptFor(his))).toBe(true);
    expect(await inOutbox(boss)).toEqual([]);
    expect(await take(device().db, await handOver(boss, { choice: 'all' }))).toMatchObject({
      submissions: { added: 1, beside: 1 },
    });
  });

  test('that came while their draft is still open here leave it open, and finishing it makes the second version', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali);
    await take(boss, await handOver(mali));
    const hers = submissionOf(draft, { b1: '1' });
    await finishDraft(mali, hers);
    expect(await take(boss, await handOver(mali))).toMatchObject({ submissions: { ...none, added: 1 } });
    expect(await newestDrafts(boss)).toHaveLength(1);
    const his = submissionOf(draft, { b1: '2' });
    await finishDraft(boss, his);
    await finishDraft(boss, his); // the same act again, after its connection was lost
    expect(await inOutbox(boss)).toEqual([hers.hash, his.hash].sort());
    expect(await newestDrafts(boss)).toEqual([]);
  });
});

describe('drafts', () => {
  test('go on where they were, with who gave them', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali, '3');
    expect(await take(boss, await handOver(mali))).toMatchObject({ drafts: { ...none, added: 1 } });
    expect(await newestDrafts(boss)).toMatchObject([
      { id: draft.id, where: '/b/b1', brought: { from: 'Mali', at: '2026-11-23T05:30:00.000Z' } },
    ]);
    expect(await said(boss, draft.id)).toEqual(['3']);
    expect(await take(boss, await handOver(mali))).toMatchObject({ drafts: { ...none, known: 1 } });
    expect(await newestDrafts(boss)).toHaveLength(1);
  });

  test('of an anonymous survey tell the day and no hour', async () => {
    const { db: mali } = device();
    await keepSurvey(mali, office().survey);
    await begun(mali);
    const parts = [];
    async function* file() {
      yield* await handOver(mali);
    }
    for await (const part of readHandOver(file())) parts.push(part);
    expect(parts.find(({ kind }) => kind === 'draft')).toMatchObject({
      draft: { startedAt: '2026-11-23', changedAt: '2026-11-23' },
    });
  });

  test('that nobody touched here are renewed by a later file; an older one changes nothing that was', async () => {
    const [mali, boss] = [device().db, device().db];
    await keepSurvey(mali, { ...office().survey, privacy: 'identified' });
    const draft = await begun(mali, '3');
    const old = await handOver(mali);
    await take(boss, old);
    await keepAnswers(mali, draft.id, [{ ref: '/b/b1', answer: '5' }], { changedAt: later });
    expect(await take(boss, await handOver(mali))).toMatchObject({ drafts: { renewed: 1 } });
    expect(await said(boss, draft.id)).toEqual(['5']);
    await take(boss, old);
    expect(await said(boss, draft.id)).toEqual(['5']);
  });

  test('that were changed here stay, and what comes stands beside them; whichever is finished is the same interview', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali, '3');
    await take(boss, await handOver(mali));
    await keepAnswers(boss, draft.id, [{ ref: '/b/b1', answer: '1' }], { changedAt: later });
    await keepAnswers(mali, draft.id, [{ ref: '/b/b1', answer: '5' }], { changedAt: later });
    const file = await handOver(mali);
    expect(await take(boss, file)).toMatchObject({ drafts: { ...none, beside: 1 } });
    expect(await take(boss, await handOver(mali))).toMatchObject({ drafts: { ...none, known: 1 } });
    const [second] = (await newestDrafts(boss)).filter(({ id }) => id !== draft.id);
    expect(second).toMatchObject({ standsFor: draft.id, brought: { from: 'Mali' } });
    expect(await said(boss, draft.id)).toEqual(['1']);
    expect(await said(boss, second?.id ?? '')).toEqual(['5']);

    const [hers, his] = [submissionOf(draft, { b1: '5' }), submissionOf(draft, { b1: '1' })];
    await finishDraft(boss, hers, [], second?.id);
    expect(await mySubmissions(boss)).toMatchObject([{ id: draft.id, hash: hers.hash }]);
    await finishDraft(boss, his);
    expect(await inOutbox(boss)).toEqual([hers.hash, his.hash].sort());
    expect(await newestDrafts(boss)).toEqual([]);
  });

  test('that were finished here do not come back; with new answers they do, as a second version', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali, '3');
    await take(boss, await handOver(mali));
    await finishDraft(boss, submissionOf(draft));
    expect(await take(boss, await handOver(mali))).toMatchObject({ drafts: { ...none, known: 1 } });
    await keepAnswers(mali, draft.id, [{ ref: '/b/b1', answer: '5' }], { changedAt: later });
    expect(await take(boss, await handOver(mali))).toMatchObject({ drafts: { ...none, beside: 1 } });
    expect(await newestDrafts(boss)).toMatchObject([{ standsFor: draft.id }]);
  });

  test('that were deleted by mistake come back from one’s own file', async () => {
    const { db } = device();
    const draft = await begun(db, '3');
    const file = await handOver(db);
    await discardDraft(db, draft.id);
    expect(await take(db, file)).toMatchObject({ drafts: { ...none, added: 1 } });
    expect(await said(db, draft.id)).toEqual(['3']);
  });
});

test('what was taken back here does not come back with a file, nor do its photos', async () => {
  const [mali, boss] = [device().db, device().db];
  const { submission: one } = await finishedWith(mali, [photo(700)]);
  const file = await handOver(mali);
  await take(boss, file);
  await wishWithdrawal(mali, one.id, later);
  await withdrawalDone(mali, receiptCode(one.id, one.hash));
  const given = await handOver(boss);
  expect(await take(mali, given)).toMatchObject({ submissions: { ...none, known: 1 } });
  expect(await mySubmissions(mali)).toMatchObject([{ state: 'withdrawn', body: '' }]);
  expect(await mali.attachments.count()).toBe(0);
  expect(await mediaState(mali)).toMatchObject({ files: 0 });
});

describe('files', () => {
  test('come along, whole, wait until their answers are there, and are not given twice', async () => {
    const [mali, boss] = [device().db, device().db];
    const [first, second] = [photo(1_300_000), photo(700, 2)];
    const { submission } = await finishedWith(mali, [first, second]);
    const draft = await begun(mali);
    await attach(mali, draft.id, 'again.jpg', first);
    const taken = await take(boss, await handOver(mali));
    expect(taken.files).toEqual({ added: 2, known: 0 });
    for (const file of [first, second]) {
      const there = await mediaBlob(boss, await hashOf(file));
      expect(there && (await hashOf(there))).toBe(await hashOf(file));
    }
    expect(await mediaState(boss)).toMatchObject({ files: 2, waiting: 0, bytes: first.size + second.size });
    await keepReceipt(boss, unprovenReceiptFor(submission));
    expect(await mediaState(boss)).toMatchObject({ files: 2, waiting: 2 });
    expect((await take(boss, await handOver(mali))).files).toEqual({ added: 0, known: 2 });
    expect(await mediaState(boss)).toMatchObject({ files: 2, waiting: 2 });
  });

  test('of two versions wait for the answers that list them, and one put aside meanwhile goes then', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali);
    await take(boss, await handOver(mali));
    const finish = async (db: Database, bytes: Blob, answer: string) => {
      const { owner: _, ...file } = await attach(db, draft.id, 'photo.jpg', bytes);
      const one = submissionOf(draft, { b1: answer }, [file]);
      await finishDraft(db, one, [file]);
      return one;
    };
    const theirs = await finish(mali, photo(700, 1), '4');
    const own = await finish(boss, photo(700, 2), '5');
    expect(await take(boss, await handOver(mali))).toMatchObject({ submissions: { ...none, beside: 1 } });
    const stands = async () =>
      new Map((await boss.mediaOutbox.toArray()).map(({ hash, state }) => [hash, state]));
    const [theirFile, ownFile] = [await hashOf(photo(700, 1)), await hashOf(photo(700, 2))];
    await keepReceipt(boss, unprovenReceiptFor(own));
    expect(await stands()).toEqual(
      new Map([
        [theirFile, 'unanswered'],
        [ownFile, 'waiting'],
      ]),
    );
    const unlisted = { type: 'about:blank', title: '', status: 403, code: 'media-unlisted' } as const;
    await putMediaAside(boss, { submission: draft.id, hash: theirFile }, unlisted); // as programs of before did
    await keepReceipt(boss, unprovenReceiptFor(theirs));
    expect([...(await stands()).values()]).toEqual(['waiting', 'waiting']);
    expect(await mediaState(boss)).toMatchObject({ files: 2, waiting: 2, aside: 0, bytes: 1400 });
  });

  test('of two versions that have the same name are both kept', async () => {
    const [mali, boss] = [device().db, device().db];
    const draft = await begun(mali);
    await take(boss, await handOver(mali));
    for (const [db, seed] of [
      [mali, 1],
      [boss, 2],
    ] as const) {
      const { owner: _, ...file } = await attach(db, draft.id, 'gate.jpg', photo(900, seed));
      await finishDraft(db, submissionOf(draft, {}, [file]), [file]);
    }
    await take(boss, await handOver(mali));
    expect((await boss.attachments.toArray()).map(({ name }) => name).sort()).toHaveLength(2);
    expect((await take(device().db, await handOver(boss))).files).toEqual({ added: 2, known: 0 });
  });
});

describe('ended in the middle', () => {
  test('at whatever write, the same file finishes the work, and everything is there once', async () => {
    const { db: mali } = device();
    await keepQuestionnaire(mali, { hash: versionOf(smallQuestionnaire), questionnaire: smallQuestionnaire });
    await finishedWith(mali, [photo(600_000)]);
    await finished(mali);
    await begun(mali, '4', { questionnaire: versionOf(smallQuestionnaire) });
    const file = await handOver(mali);
    const whole = device();
    const counting = faultAt(whole.db, Number.POSITIVE_INFINITY, 'abort');
    await take(whole.db, file);
    const expected = {
      submissions: 2,
      drafts: 1,
      media: 1,
      mediaOutbox: 1,
      outbox: 2,
      attachments: 1,
      questionnaires: 1,
      answers: 1,
      handOvers: 1,
    };
    expect(await counts(whole.db)).toMatchObject(expected);
    for (let at = 0; at < counting.writes(); at++) {
      const boss = device();
      faultAt(boss.db, at, 'quota');
      await expect(take(boss.db, file)).rejects.toThrow();
      expect(await takenBefore(boss.db, (await nameOf(file)) ?? '')).toBeUndefined();
      await take(boss.tab(), file);
      expect(await counts(boss.tab())).toMatchObject(expected);
    }
  });

  const counts = async (db: Database) =>
    Object.fromEntries(Object.entries(await everything(db)).map(([name, rows]) => [name, rows.length]));
  async function nameOf(file: readonly Uint8Array[]) {
    async function* pieces() {
      yield* file;
    }
    for await (const part of readHandOver(pieces())) if (part.kind === 'header') return part.header.id;
    return undefined;
  }
});

test('a backup makes an empty phone the same device again', async () => {
  const { db: old } = device();
  const hash = versionOf(smallQuestionnaire);
  const survey = { ...office().survey, questionnaire: hash };
  await keepSurvey(old, survey);
  await keepSurvey(old, { ...survey, id: 'other' });
  await keepQuestionnaire(old, { hash, questionnaire: smallQuestionnaire });
  const enrolment = { survey: 'demo', device: crypto.randomUUID(), token: 'A'.repeat(43), name: 'Mali' };
  await old.enrolments.put({ ...enrolment, enrolledAt: later, questionnaire: hash });
  const draft = await begun(old, '3', { questionnaire: hash, survey: 'other' });
  const { submission } = await finishedWith(old, [photo(1_000)]);
  const received = await finished(old);
  await keepReceipt(old, unprovenReceiptFor(received));

  const { db: fresh } = device();
  const file = await handOver(old, { surveys: ['demo', 'other'], choice: 'all', isBackup: true });
  expect(await take(fresh, file)).toMatchObject({ submissions: { added: 2 }, drafts: { added: 1 } });
  expect(await fresh.surveys.toCollection().primaryKeys()).toEqual(['demo', 'other']);
  expect(await fresh.enrolments.toArray()).toMatchObject([{ ...enrolment, questionnaire: hash }]);
  expect(await deviceId(fresh)).toBe(enrolment.device);
  expect((await fresh.questionnaires.get(hash))?.questionnaire).toEqual(smallQuestionnaire);
  expect(await said(fresh, draft.id)).toEqual(['3']);
  expect(await inOutbox(fresh)).toEqual([submission.hash, received.hash].sort());
  const before = await everything(fresh);
  await take(fresh, file);
  expect(await everything(fresh)).toEqual(before);
});

import { createHash } from 'node:crypto';
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import {
  attachMedia,
  beginDraft,
  type Database,
  discardDraft,
  finishDraft,
  homeIds,
  homeRows,
  keepAnswers,
  keepEnrolment,
  keepReceipt,
  keepSurvey,
  live,
  mediaBlob,
  mySubmissions,
  newestDrafts,
  openDatabase,
  openDraft,
  reopen,
  takeIn,
  waiting,
  wishWithdrawal,
} from '../../src/storage/index.ts';
import {
  changeLock,
  changePin,
  goOnTurning,
  keepEscrow,
  lockedRecords,
  lockOf,
  openWith,
  planLocked,
  tryPin,
  turnOff,
  turnOn,
} from '../../src/storage/lock/index.ts';
import { handOverFormat, readHandOver, unlocked, writeLocked } from '../../src/submission/index.ts';
import { type Act, breakEvery } from '../support/acts.ts';
import { type Device, device, draftOf, everything, faultAt, submissionOf } from '../support/device.ts';
import { desk } from '../support/handover.ts';
import { office, unprovenReceiptFor } from '../support/office.ts';

const pin = 'รหัส 2569';
const kdf = { t: 1, m: 64, p: 1 }; // the real one takes half a second each time
const dataKey = new Uint8Array(32).fill(7);
const scene = new Uint8Array(700_000).fill(81);
const photo = new Blob([scene], { type: 'image/jpeg' });
const hash = createHash('sha256').update(scene).digest('hex');

const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);
const survey = { ...office().survey, handOverTo: recipient };

const draft = draftOf({ name: 'Văn phòng Huế', stands: { section: 'Ẩn', answered: 1, asked: 9 } });
const finishedDraft = draftOf({ name: 'Secret agency' });
const submission = { ...submissionOf(finishedDraft, { b1: 'Secret answer' }), name: 'Secret agency' };

async function filled(db: Database): Promise<void> {
  await keepSurvey(db, survey);
  await keepEnrolment(
    db,
    { survey, device: 'd', name: 'Mali', token: 't', handOverKey: identity } as never,
    draft.startedAt,
  );
  await beginDraft(db, draft, [
    { ref: '/b/b1', answer: 'Ẩn danh' },
    { ref: '/b/photo', answer: 'scene.jpg' },
  ]);
  const file = { name: 'scene.jpg', hash, type: 'image/jpeg', size: photo.size } as const;
  await attachMedia(db, { owner: draft.id, ...file }, photo, draft.startedAt);
  await beginDraft(db, finishedDraft, [{ ref: '/b/b1', answer: 'Secret answer' }]);
  await finishDraft(db, submission);
}

/** As the disk has it, for whoever copies it. */
async function disk({ name, factory }: Device): Promise<string> {
  const raw = openDatabase(name, { indexedDB: factory, IDBKeyRange });
  const rows = await everything(raw);
  raw.close();
  return JSON.stringify(rows, (_, it) =>
    it instanceof Uint8Array
      ? Buffer.from(it).toString('latin1')
      : it instanceof ArrayBuffer
        ? Buffer.from(it.slice(0, 2_000)).toString('latin1')
        : it,
  );
}

const secrets = [
  'Ẩn',
  'Secret',
  'Huế',
  'secret',
  '/b/b1',
  '/b/photo',
  'scene.jpg',
  identity,
  'QQQQ',
  submission.hash,
];

test('nothing that was said, nor what tells of it, lies readable on a locked device', async () => {
  const phone = device();
  await filled(phone.db);
  const before = await everything(phone.db);
  expect(secrets.filter((it) => !JSON.stringify(before).includes(it) && it !== 'QQQQ')).toEqual([]);
  await turnOn(phone.db, pin, { kdf });
  const seen = await disk(phone);
  expect(secrets.filter((it) => seen.includes(it))).toEqual([]);
});

test('whoever has the PIN finds all as it was: acts, lists, search, files', async () => {
  const phone = device();
  await filled(phone.db);
  const before = await everything(phone.db);
  await turnOn(phone.db, pin, { kdf });
  const db = phone.tab();
  const tried = await tryPin(db, pin, 0);
  if (tried.kind !== 'open') throw new Error(tried.kind);
  await openWith(db, tried.dataKey);
  const { settings: _, ...after } = await everything(db);
  expect(sorted(after)).toEqual(sorted({ ...before, settings: undefined }));

  await keepAnswers(
    db,
    draft.id,
    [
      { ref: '/b/b1', answer: '5' },
      { ref: '/b/photo', answer: undefined },
    ],
    { changedAt: draft.changedAt, name: 'Đà Nẵng' },
  );
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/b/b1', answer: '5' }]);
  expect(await homeIds(db, 'drafts', { search: 'da na', sort: 'newest' })).toEqual([draft.id]);
  expect(await homeIds(db, 'waiting', { search: 'agency', sort: 'name' })).toEqual([submission.id]);
  expect((await homeRows(db, 'drafts', [draft.id]))[0]?.name).toBe('Đà Nẵng');
  expect(await (await mediaBlob(db, hash))?.arrayBuffer()).toEqual(await photo.arrayBuffer());
  expect((await waiting(db, 0, 9))[0]?.submission.body).toBe(submission.body);
  expect(await live(() => newestDrafts(db))).toBeDefined();
  await keepReceipt(db, unprovenReceiptFor(submission));
  expect((await mySubmissions(db))[0]?.state).toBe('received');
  await discardDraft(db, draft.id);
  expect(await db.answers.count()).toBe(0);
  expect(await db.mediaPieces.count()).toBe(0);
});

test('taken off, the disk has again what it had', async () => {
  const phone = device();
  await filled(phone.db);
  await phone.db.attachments.put({ owner: 'gone', name: 'left.jpg', hash, type: 'image/jpeg', size: 1 });
  const before = await everything(phone.db);
  const { sealing } = await turnOn(phone.db, pin, { kdf });
  await turnOff(phone.db, sealing);
  expect(sorted(await everything(phone.db))).toEqual(sorted(before));
  expect(await lockOf(phone.db)).toBeUndefined();
});

for (const way of ['on', 'off'] as const) {
  test(`a phone that dies at any write of turning it ${way} has lost nothing, and goes on with the PIN`, async () => {
    const died: number[] = [];
    for (let at = 0; ; at++) {
      const phone = device();
      await filled(phone.db);
      const before = sorted({ ...(await everything(phone.db)), settings: undefined });
      let acting: () => Promise<unknown>;
      if (way === 'on') {
        const { writes } = faultAt(phone.db, at, 'power');
        acting = () => turnOn(phone.db, pin, { kdf, dataKey }).then(() => writes());
      } else {
        const { sealing } = await turnOn(phone.db, pin, { kdf, dataKey });
        faultAt(phone.db, at, 'power');
        acting = () => turnOff(phone.db, sealing);
      }
      const end = await acting().then(
        () => 'done',
        () => 'died',
      );
      phone.db.close();

      const db = phone.tab();
      if (await lockOf(db)) {
        const tried = await tryPin(db, pin, 0);
        if (tried.kind !== 'open') throw new Error(tried.kind);
        const sealing = await openWith(db, tried.dataKey);
        expect(sorted({ ...(await everything(db)), settings: undefined })).toEqual(before); // half of it sealed
        await goOnTurning(db, sealing);
        const state = (await lockOf(db))?.state;
        expect(state).toBe(way === 'on' || at === 0 ? 'on' : undefined); // of turning off, nothing had happened
      } else expect(end === 'died').toBe(way === 'on');
      expect(sorted({ ...(await everything(db)), settings: undefined })).toEqual(before);
      if (end === 'done') break;
      died.push(at);
    }
    expect(died.length).toBeGreaterThanOrEqual(8);
  });
}

test('wrong tries slow down, also for who closes the page or sets the clock back; the right one begins anew', async () => {
  const { db } = device();
  await turnOn(db, pin, { kdf });
  const at = async (now: number, typed = '000000') => tryPin(db, typed, now);
  expect([await at(1), await at(2), await at(3)]).toMatchObject([
    { kind: 'wrong', wait: 0 },
    { kind: 'wrong', wait: 0 },
    { kind: 'wrong', wait: 10_000 },
  ]);
  expect(await at(5_000, pin)).toEqual({ kind: 'wait', wait: 5_003 });
  expect(await at(-5_000, pin)).toEqual({ kind: 'wait', wait: 10_000 });
  expect(await at(11_000)).toEqual({ kind: 'wrong', wait: 30_000 });
  expect(await at(50_000, pin)).toMatchObject({ kind: 'open' });
  expect(await at(50_001)).toEqual({ kind: 'wrong', wait: 0 });
});

test('another PIN opens the same, and the one before does not any more', async () => {
  const { db } = device();
  await turnOn(db, pin, { kdf, dataKey });
  expect(await changePin(db, '000000', 'other PIN', 0, kdf)).toBe('wrong');
  expect(await changePin(db, pin, 'other PIN', 0, kdf)).toBe('open');
  expect(await tryPin(db, pin, 0)).toMatchObject({ kind: 'wrong' });
  expect(await tryPin(db, 'other PIN', 0)).toMatchObject({ kind: 'open', dataKey });
});

test('what another tab wrote without knowing of the lock is read, and sealed when it is written again', async () => {
  const phone = device();
  await filled(phone.db);
  const unaware = phone.tab();
  await unaware.open();
  const { sealing } = await turnOn(phone.db, pin, { kdf });
  await unaware.answers.put({ draft: draft.id, ref: '/b/late', answer: 'Late words' });
  unaware.close();
  expect((await openDraft(phone.db, draft.id))?.kept).toContainEqual({
    ref: '/b/late',
    answer: 'Late words',
  });
  await changeLock(phone.db, (row) => ({ ...row, state: 'sealing' }));
  await goOnTurning(phone.db, sealing);
  expect(await disk(phone)).not.toContain('Late words');
});

const age = async (key: Uint8Array, to: string) => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(to);
  return encrypter.encrypt(key);
};
const opens = async (sealed: Uint8Array) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed);
};

test('with the PIN forgotten, a locked phone hands its survey over, and only that', async () => {
  const phone = device();
  await filled(phone.db);
  const other = { ...survey, id: 'other' };
  await keepSurvey(phone.db, other);
  const others = draftOf({ survey: 'other' });
  await beginDraft(phone.db, others, [{ ref: '/b/b1', answer: 'Not yours' }]);
  const plain = await turnOn(phone.db, pin, { kdf });
  await keepEscrow(phone.db, plain.dataKey, age);
  phone.db.close();

  const db = phone.tab(); // nobody knows the PIN
  const { plans, lost } = await planLocked(db);
  expect(lost).toEqual([]);
  const plan = plans.find((one) => one.survey.id === 'demo');
  if (!plan) throw new Error('nothing to give');
  const at = draft.startedAt;
  const header = {
    format: handOverFormat,
    id: crypto.randomUUID(),
    kind: 'hand-over',
    survey: 'demo',
    at,
    app: '0',
    counts: plan.counts,
  } as const;
  const key = Buffer.from(plan.key).toString('hex');
  const file: Uint8Array[] = [];
  for await (const piece of writeLocked({ header, privacy: 'anonymous', key }, lockedRecords(db, plan)))
    file.push(piece);
  expect(
    secrets.filter((it) =>
      Buffer.concat(file).toString('latin1').includes(Buffer.from(it).toString('latin1')),
    ),
  ).toEqual([]);

  const colleague = device();
  await keepSurvey(colleague.db, survey);
  const taken = await takeIn(colleague.db, readHandOver(unlocked(cutIn(file, 1_000), opens)), desk());
  expect(taken).toMatchObject({ submissions: { added: 1 }, drafts: { added: 1 }, files: { added: 1 } });
  expect((await openDraft(colleague.db, draft.id))?.kept).toHaveLength(2);
  expect((await openDraft(colleague.db, draft.id))?.draft).toMatchObject({
    name: draft.name,
    startedAt: '2026-11-23',
  });
  expect((await mySubmissions(colleague.db))[0]?.body).toBe(submission.body);
  expect(await (await mediaBlob(colleague.db, hash))?.arrayBuffer()).toEqual(await photo.arrayBuffer());

  const stranger = await generateIdentity();
  const theirs = async (sealed: Uint8Array) => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(stranger);
    return decrypter.decrypt(sealed);
  };
  await expect(drain(readHandOver(unlocked(cutIn(file, 1_000), theirs)))).rejects.toThrow();
  const broken = file.map((piece) => piece.slice());
  const middle = broken[Math.floor(broken.length / 2)];
  if (middle) middle[middle.length >> 1] = (middle[middle.length >> 1] ?? 0) ^ 1;
  await expect(drain(readHandOver(unlocked(cutIn(broken, 1_000), opens)))).rejects.toThrow('broken');
});

test('an ordinary hand-over passes as it is', async () => {
  const file = [new TextEncoder().encode('{"format":"rintis hand-over 1"'), new TextEncoder().encode('}\n')];
  const came: Uint8Array[] = [];
  for await (const piece of unlocked(cutIn(file, 3), opens)) came.push(piece);
  expect(Buffer.concat(came)).toEqual(Buffer.concat(file));
});

async function* cutIn(file: readonly Uint8Array[], size: number): AsyncGenerator<Uint8Array> {
  const all = Buffer.concat(file);
  for (let at = 0; at < all.length; at += size) yield new Uint8Array(all.subarray(at, at + size));
}

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const part of parts) {
    const { bytes } = part as { bytes?: AsyncIterable<unknown> };
    if (bytes) for await (const _ of bytes);
  }
}

const sorted = (rows: Record<string, unknown[] | undefined>) =>
  Object.fromEntries(
    Object.entries(rows)
      .filter(([name]) => name !== 'settings')
      .map(([name, list]) => [
        name,
        [...(list ?? [])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      ]),
  );

/** The same acts on a device that is locked and open. */
const locked = (before: (db: Database) => Promise<unknown>) => async (db: Database) => {
  await turnOn(db, pin, { kdf, dataKey });
  await before(db);
};
const begun = (db: Database) => beginDraft(db, draft, [{ ref: '/b/b1', answer: 'old' }]);
const finished = async (db: Database) => {
  await begun(db);
  await finishDraft(db, submissionOf(draft));
};
const acts: Record<string, Act> = {
  keepAnswers: {
    before: locked(begun),
    act: (db) =>
      keepAnswers(
        db,
        draft.id,
        [
          { ref: '/a', answer: 'new' },
          { ref: '/b/b1', answer: undefined },
        ],
        { changedAt: draft.changedAt },
      ),
  },
  finishDraft: { before: locked(begun), act: (db) => finishDraft(db, submissionOf(draft)) },
  reopen: {
    before: locked(finished),
    act: (db) => reopen(db, draft, [{ ref: '/a', answer: 'old' }], undefined),
  },
  wishWithdrawal: { before: locked(finished), act: (db) => wishWithdrawal(db, draft.id, draft.changedAt) },
};
await breakEvery(acts, async (db) => sorted(await everything(db)));

import { expect, test } from 'vitest';
import {
  AlreadyFinished,
  attachMedia,
  attachmentsOf,
  beginDraft,
  type Database,
  detachMedia,
  discardDraft,
  finishDraft,
  keepMediaReceipt,
  keepReceipt,
  keepUpload,
  type MediaParcel,
  mediaBlob,
  mediaPieceSize,
  mediaPieces,
  mediaState,
  mediaWaitingOf,
  nextMedia,
  StorageBroken,
  sweepMedia,
} from '../../src/storage/index.ts';
import { type Act, breakEvery } from '../support/acts.ts';
import { countReads, device, draftOf, everything, faultAt, submissionOf } from '../support/device.ts';
import { attach, attachmentOf, finishedWith, hashOf, noon, photo } from '../support/media.ts';
import { office, unprovenReceiptFor } from '../support/office.ts';

const nextWeek = '2026-11-30T05:00:00.000Z';
const some = photo(2 * mediaPieceSize + 100); // three pieces
const other = photo(100, 2);

async function phone() {
  const { db, tab } = device();
  const draft = draftOf();
  await beginDraft(db, draft, []);
  return { db, tab, draft };
}

/** How much of files lies on a phone: whole ones, and pieces. */
const kept = async (db: Database) => ({
  files: await db.media.count(),
  pieces: await db.mediaPieces.count(),
});

test('a file is kept in pieces, and comes back as it was', async () => {
  const { db, draft } = await phone();
  const file = await attach(db, draft.id, 'house.jpg', some);
  expect(await kept(db)).toEqual({ files: 1, pieces: 3 });
  const back = await mediaBlob(db, file.hash);
  expect(back?.type).toBe('image/jpeg');
  expect(await hashOf(back as Blob)).toBe(file.hash);
  const sizes: number[] = [];
  for await (const piece of mediaPieces(db, file.hash)) sizes.push(piece.byteLength);
  expect(sizes).toEqual([mediaPieceSize, mediaPieceSize, 100]);
  expect(await attachmentsOf(db, draft.id)).toEqual([file]);
});

test('the same bytes twice are kept once, and go with the last who has them', async () => {
  const { db, draft } = await phone();
  const second = draftOf();
  await beginDraft(db, second, []);
  await attach(db, draft.id, 'a.jpg', some);
  await attach(db, draft.id, 'b.jpg', some);
  const { hash } = await attach(db, second.id, 'a.jpg', some);
  expect(await kept(db)).toEqual({ files: 1, pieces: 3 });
  await detachMedia(db, draft.id, 'a.jpg');
  await discardDraft(db, draft.id);
  expect(await attachmentsOf(db, draft.id)).toEqual([]);
  expect(await hashOf((await mediaBlob(db, hash)) as Blob)).toBe(hash);
  await discardDraft(db, second.id);
  expect(await kept(db)).toEqual({ files: 0, pieces: 0 });
});

test('a photo taken again under the same name lets the first one go', async () => {
  const { db, draft } = await phone();
  await attach(db, draft.id, 'a.jpg', some);
  const again = await attach(db, draft.id, 'a.jpg', other);
  expect(await attachmentsOf(db, draft.id)).toEqual([again]);
  expect(await kept(db)).toEqual({ files: 1, pieces: 1 });
});

test('of a draft that is finished, the files that an answer names wait for its receipt, and the others go', async () => {
  const { db, draft } = await phone();
  const { owner: _, ...named } = await attach(db, draft.id, 'a.jpg', some);
  await attach(db, draft.id, 'b.jpg', other);
  const submission = submissionOf(draft, { photo: 'a.jpg' }, [named]);
  await finishDraft(db, submission, [named]);
  await finishDraft(db, submission, [named]); // the other tab
  expect((await attachmentsOf(db, draft.id)).map(({ name }) => name)).toEqual(['a.jpg']);
  expect(await kept(db)).toEqual({ files: 1, pieces: 3 });
  expect(await mediaWaitingOf(db, draft.id)).toMatchObject([{ hash: named.hash, state: 'unanswered' }]);
  expect(await mediaState(db)).toMatchObject({ files: 1, bytes: some.size, sent: 0, waiting: 0 });
  await keepReceipt(db, unprovenReceiptFor(submission));
  expect(await mediaWaitingOf(db, draft.id)).toMatchObject([{ hash: named.hash, state: 'waiting' }]);
});

test('a finished submission keeps its files, whatever is attached or taken away later', async () => {
  const { db } = device();
  const { submission, files } = await finishedWith(db, [some]);
  await expect(detachMedia(db, submission.id, 'photo-0.jpg')).rejects.toThrow(AlreadyFinished);
  await expect(attach(db, submission.id, 'photo-0.jpg', other)).rejects.toThrow(AlreadyFinished);
  await discardDraft(db, draftOf().id);
  await sweepMedia(db, nextWeek);
  expect(await attachmentsOf(db, submission.id)).toEqual(files);
  expect(await kept(db)).toEqual({ files: 1, pieces: 3 });
});

test('a correction that is given up takes nothing from the submission that it was of', async () => {
  const { db } = device();
  const { submission, files } = await finishedWith(db, [some]);
  await beginDraft(db, draftOf({ id: submission.id }), []);
  await attach(db, submission.id, 'new.jpg', other);
  await discardDraft(db, submission.id);
  expect(await attachmentsOf(db, submission.id)).toEqual(files);
  expect(await kept(db)).toEqual({ files: 1, pieces: 3 });
});

test('a browser that was killed between pieces leaves nothing that counts, and the sweep frees it', async () => {
  const { db, tab, draft } = await phone();
  const whole = await attach(db, draft.id, 'a.jpg', other);
  const file = await attachmentOf(draft.id, 'b.jpg', some);
  faultAt(db, 2, 'power');
  db.mediaPieces.hook('deleting', () => {
    throw new Error('killed'); // nobody tidies up after a browser that is gone
  });
  await expect(attachMedia(db, file, some, noon)).rejects.toThrow(StorageBroken);
  db.close();
  const next = tab();
  expect(await attachmentsOf(next, draft.id)).toEqual([whole]);
  expect(await mediaBlob(next, file.hash)).toBeUndefined();
  expect(await kept(next)).toEqual({ files: 1, pieces: 3 });
  await sweepMedia(next, noon);
  expect(await kept(next)).toEqual({ files: 1, pieces: 1 });
  await attachMedia(next, file, some, noon);
  expect(await hashOf((await mediaBlob(next, file.hash)) as Blob)).toBe(file.hash);
});

test('pieces that are here from before are not written again', async () => {
  const { db, draft } = await phone();
  const file = await attachmentOf(draft.id, 'a.jpg', some);
  await db.mediaPieces.put({
    hash: file.hash,
    at: 1,
    bytes: await some.slice(mediaPieceSize, 2 * mediaPieceSize).arrayBuffer(),
  });
  const { writes } = faultAt(db, -1, 'quota');
  await attachMedia(db, file, some, noon);
  expect(writes()).toBe(4); // two pieces, the file, whose it is
  expect(await hashOf((await mediaBlob(db, file.hash)) as Blob)).toBe(file.hash);
});

test('a sweep in another tab takes nothing from a file that is being written', async () => {
  const { db, tab, draft } = await phone();
  const file = await attachmentOf(draft.id, 'a.jpg', some);
  const sweeping = tab();
  let pieces = 0;
  const slow = new Proxy(some, {
    get(blob, key) {
      if (key !== 'slice') return Reflect.get(blob, key) as unknown;
      return (from: number, to: number) => {
        const slice = blob.slice(from, to);
        pieces += 1;
        return pieces === 3
          ? { arrayBuffer: () => sweepMedia(sweeping, noon).then(() => slice.arrayBuffer()) }
          : slice;
      };
    },
  });
  await attachMedia(db, file, slow, noon);
  expect(await hashOf((await mediaBlob(db, file.hash)) as Blob)).toBe(file.hash);
});

test('what nobody owns is freed after a day, not before', async () => {
  const { db } = device();
  await attach(db, draftOf().id, 'a.jpg', some); // its draft never came
  await sweepMedia(db, '2026-11-23T12:00:00.000Z');
  expect(await kept(db)).toEqual({ files: 1, pieces: 3 });
  await sweepMedia(db, nextWeek);
  expect(await everything(db)).toMatchObject({ media: [], mediaPieces: [], attachments: [] });
});

/** Every act of files that writes, after what has to come before it. */
const acts: Record<string, Act> = {
  attachMedia: { before: begun, act: (db) => attach(db, draft.id, 'a.jpg', some) },
  'attachMedia in place of another': {
    before: withPhoto,
    act: (db) => attach(db, draft.id, 'a.jpg', other),
  },
  detachMedia: { before: withPhoto, act: (db) => detachMedia(db, draft.id, 'a.jpg') },
  discardDraft: { before: withPhoto, act: (db) => discardDraft(db, draft.id) },
  'finishDraft with a file': {
    before: async (db) => {
      await withPhoto(db);
      await attach(db, draft.id, 'b.jpg', other);
    },
    act: async (db) => finishDraft(db, submissionOf(draft), [await attachmentOf(draft.id, 'a.jpg', some)]),
  },
  'keepReceipt of a submission with a file': {
    before: async (db) => {
      await withPhoto(db);
      await finishDraft(db, submissionOf(draft), [await attachmentOf(draft.id, 'a.jpg', some)]);
    },
    act: (db) => keepReceipt(db, unprovenReceiptFor(submissionOf(draft))),
  },
};
const draft = draftOf();
async function begun(db: Database): Promise<void> {
  await beginDraft(db, draft, [{ ref: '/photo', answer: 'a.jpg' }]);
}
async function withPhoto(db: Database): Promise<void> {
  await begun(db);
  await attach(db, draft.id, 'a.jpg', some);
}

await breakEvery(acts);

test('with ten thousand files waiting, the next one is found and sent for the reading of a few rows', async () => {
  const { db } = device();
  const { submission, files } = await finishedWith(db, [photo(1000)]);
  const rows = Array.from({ length: 10_000 }, (_, at) => ({
    submission: `other-${at}`,
    hash: 'a'.repeat(64),
    size: 1000,
    state: 'waiting' as const,
    since: new Date(Date.parse(noon) + 60_000 + at).toISOString(),
    tries: 0,
    triedAt: 0,
    nextTryAt: 0,
    sent: 0,
  }));
  await db.mediaOutbox.bulkAdd(rows);
  await keepReceipt(db, unprovenReceiptFor(submission));
  await sweepMedia(db, noon); // these rows came another way: counted anew
  expect(await mediaState(db)).toMatchObject({ files: 10_001, bytes: 10_001_000 });
  const { rowsRead } = countReads(db);
  const next = await nextMedia(db, Date.parse(noon));
  expect(next).toMatchObject({ submission: submission.id });
  await keepUpload(db, next as MediaParcel, '/api/media/1', 500);
  expect(await mediaState(db)).toMatchObject({ files: 10_001, bytes: 10_001_000, sent: 500 });
  const { hash = '', size = 0 } = files[0] ?? {};
  await keepMediaReceipt(db, office().mediaReceiptFor({ submission: submission.id, hash, size }));
  expect(await mediaState(db)).toMatchObject({ files: 10_000, bytes: 10_000_000, sent: 0 });
  expect(rowsRead()).toBeLessThan(20);
});

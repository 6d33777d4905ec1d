/** Bugs planted on purpose, in wrappers around the real parts: a simulator that does not find them proves nothing. */
import type { Acts } from '../../../src/server/store/sqlite-acts.ts';
import type { Database } from '../../../src/storage/index.ts';
import type { After, Letter, Post, Verify, VerifyMedia } from '../../../src/sync/index.ts';
import type { Time } from './time.ts';

/** The life of one server process. */
export interface Life {
  readonly time: Time;
  isAlive(): boolean;
}

export interface Plants {
  overPost(post: Post, db: Database): Post;
  overVerify(verify: Verify): Verify;
  overVerifyMedia(verify: VerifyMedia): VerifyMedia;
  overAfter(after: After): After;
  overActs(acts: Acts, life: Life): Acts;
  /** Over the erasing of files that were taken back. */
  overErase(erase: () => void, time: Time): void;
}

export const none: Plants = {
  overPost: (post) => post,
  overVerify: (verify) => verify,
  overVerifyMedia: (verify) => verify,
  overAfter: (after) => after,
  overActs: (acts) => acts,
  overErase: (erase) => erase(),
};

const idsIn = ({ path, body }: Letter): string[] =>
  path === '/api/submissions' && typeof body === 'string'
    ? body.split('\n').map((line) => (JSON.parse(line) as { id: string }).id)
    : [path.split('/').at(-1) ?? ''];

/** Takes the bytes of files off the device. */
async function free(db: Database, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    await db.mediaPieces.where({ hash }).delete();
    await db.media.delete(hash);
  }
}

export const planted = {
  /** The device forgets a submission when it sends it, not when the receipt is there. */
  'deletes before the receipt': {
    ...none,
    overPost: (post, db) => async (letter) => {
      if (letter.path.startsWith('/api/submissions') && letter.method !== 'GET') {
        for (const id of idsIn(letter)) {
          await db.outbox.delete(id);
          await db.submissions.delete(id);
        }
      }
      return post(letter);
    },
  },
  /** The device lets a file go when its last bytes have left, not when its receipt is there. */
  'forgets a file before its receipt': {
    ...none,
    overPost: (post, db) => async (letter) => {
      if (letter.method === 'PATCH') {
        const first = await db.mediaOutbox.where({ state: 'waiting' }).first();
        if (first) await db.mediaOutbox.delete([first.submission, first.hash]);
      }
      return post(letter);
    },
  },
  /** The answers were received, so their files are freed: though those have a receipt of their own to wait for. */
  'frees a file before its receipt': {
    ...none,
    overAfter: (after) => ({
      ...after,
      async tidy({ db }) {
        const received = new Set(await db.receipts.toCollection().primaryKeys());
        const all = await db.attachments.toArray();
        await free(
          db,
          all.filter(({ owner }) => received.has(owner)).map(({ hash }) => hash),
        );
      },
    }),
  },
  /** A file is freed as soon as it was received: nobody has a copy while the server's disk may still burn. */
  'frees a file before its days are over': {
    ...none,
    overAfter: (after) => ({
      ...after,
      tidy: async ({ db }) =>
        free(
          db,
          (await db.mediaReceipts.toArray()).map(({ hash }) => hash),
        ),
    }),
  },
  /** A wish to take something back is ticked off, and the server never hears of it. */
  'forgets that something was taken back': {
    ...none,
    overAfter: (after) => ({
      ...after,
      async carryWithdrawals({ db }) {
        await db.withdrawals.where({ state: 'waiting' }).modify({ state: 'done' });
      },
    }),
  },
  /** Somebody is told that their photos are gone, and they go an hour later. */
  'says that files are gone before they are': {
    ...none,
    overErase: (erase, time) => void time.later(60 * 60_000, erase),
  },
  /** The photos of what is taken back go from the device at once: the server may never have heard of it. */
  'erases before the server has': {
    ...none,
    overAfter: (after) => ({
      ...after,
      async carryWithdrawals(world) {
        const wishes = await world.db.withdrawals.where({ state: 'waiting' }).toArray();
        for (const { id } of wishes) await world.db.mediaOutbox.where({ submission: id }).delete();
        await after.carryWithdrawals(world);
      },
    }),
  },
  /** Whatever looks like a receipt of a file is taken for one. */
  'believes every receipt of a file': {
    ...none,
    overVerifyMedia: () => async (claims) => claims.map(() => true),
  },
  /** Whatever looks like a receipt is taken for one. */
  'believes every receipt': { ...none, overVerify: () => async (claims) => claims.map(() => true) },
  /** The server says “received” first, and writes a moment later. */
  'replies before it writes': {
    ...none,
    overActs: (acts, { time, isAlive }) => ({
      ...acts,
      keepAll(group) {
        time.later(2_000, () => {
          try {
            if (isAlive()) acts.keepAll(group);
          } catch {
            // a full disk is not heard of any more: that is the bug
          }
        });
        return group.map(({ receivedAt, signingKey }) => ({
          kind: 'kept',
          revision: 1,
          receivedAt,
          signingKey,
        }));
      },
    }),
  },
  /** What arrives again is a new row. */
  'writes what comes again': {
    ...none,
    overActs: (acts) => {
      const seen = new Set<string>();
      const again = ({ id }: { readonly id: string }) => seen.has(id) || !seen.add(id);
      return {
        ...acts,
        keepAll: (group) =>
          acts.keepAll(group.map((one) => (again(one) ? { ...one, hash: `0${one.hash.slice(1)}` } : one))),
      };
    },
  },
} satisfies Record<string, Plants>;

/** What was taken back before it came is remembered as long as the process lives. Only a told scene is sure to find it. */
export const forgetsThePromise: Plants = {
  ...none,
  overActs: (acts) => ({ ...acts, noteAwaited: () => undefined }),
};

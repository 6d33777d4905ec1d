/** Many phones in this process: the real rooms of storage and sync over fake-indexeddb, and real requests over the wire. */
import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  attachMedia,
  beginDraft,
  type Database,
  finishDraft,
  keepSurvey,
  mediaState,
  mySubmissions,
  outboxState,
  tryAgain,
  tryMediaAgain,
} from '../../../src/storage/index.ts';
import { type MediaFile, Survey, verifyReceipt } from '../../../src/submission/index.ts';
import { type Post, type Runner, startRunner } from '../../../src/sync/index.ts';
import { verifyMediaReceipts } from '../../../src/worker/work.ts';
import { device } from '../../support/device.ts';
import { fakeLocks } from '../../support/locks.ts';
import { beginOne, finishOne, photoOf } from './interview.ts';
import type { Stage } from './stage.ts';

export interface Fleet {
  /** What was called finished: hashes by id. */
  readonly finished: ReadonlyMap<string, string>;
  /** Photos of what was finished: `submission hash`. */
  readonly files: ReadonlySet<string>;
  /** Every phone finishes so many; with a photo each, where the survey asks for one. */
  finish(each: number): Promise<void>;
  /** All send until nothing waits anywhere. */
  send(): Promise<void>;
  /** Ids with a verified receipt. */
  received(): Promise<string[]>;
  /** Files with a verified receipt: `submission hash`. */
  receivedFiles(): Promise<string[]>;
  turnClocks(milliseconds: number): void;
  leave(): void;
}

const faster = 20; // as in `phone.page.ts`
const patience = 120_000;

export async function openFleet({ wire, shape }: Stage, count: number): Promise<Fleet> {
  const begun = Date.now();
  let clock = 0;
  const now = () => begun + clock + (Date.now() - begun) * faster;
  const post: Post = ({ method, path, headers, body, signal }) =>
    fetch(wire.origin + path, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
  const survey = Survey.parse(await (await fetch(`${wire.origin}/api/surveys/${shape.survey}`)).json());
  const phones: { readonly db: Database; readonly runner: Runner }[] = [];
  for (let one = 0; one < count; one++) {
    const { db } = device();
    await keepSurvey(db, survey);
    const runner = startRunner({
      post,
      isOnline: () => true,
      timers: {
        set: (work, wait) => setTimeout(work, wait / faster).unref(),
        clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
      },
      gzip: async (text) => new Uint8Array(gzipSync(text)),
      db,
      verify: async (claims, keys) => claims.map(({ receipt, sent }) => verifyReceipt(receipt, keys, sent)),
      verifyMedia: async (claims, keys) => verifyMediaReceipts(claims, keys),
      surroundings: async () => ({ metered: false, lowBattery: false }),
      now,
      random: Math.random,
      locks: fakeLocks(),
    });
    phones.push({ db, runner });
  }
  const finished = new Map<string, string>();
  const files = new Set<string>();
  async function photograph(db: Database, owner: string): Promise<MediaFile[]> {
    if (shape.photo === undefined) return [];
    const bytes = photoOf((some) => void randomFillSync(some));
    const hash = createHash('sha256').update(bytes).digest('hex');
    const file = { name: 'photo.jpg', hash, type: 'image/jpeg', size: bytes.length } as const;
    await attachMedia(db, { ...file, owner }, new Blob([bytes]), new Date().toISOString());
    files.add(`${owner} ${hash}`);
    return [file];
  }
  return {
    finished,
    files,
    async finish(each) {
      for (const { db } of phones) {
        for (let one = 0; one < each; one++) {
          const draft = beginOne(shape, new Date(Date.now() + clock), new Uint8Array(randomBytes(16)));
          await beginDraft(db, draft, [{ ref: '/consent', answer: 'agree' }]);
          const media = await photograph(db, draft.id);
          const done = finishOne(draft, shape, new Date(Date.now() + clock), media);
          await finishDraft(db, done, media);
          finished.set(done.id, done.hash);
        }
      }
    },
    async send() {
      const end = Date.now() + patience;
      await Promise.all(
        phones.map(async ({ db, runner }) => {
          while ((await outboxState(db)).waiting + (await mediaState(db)).files > 0) {
            if (Date.now() > end) throw new Error('a phone does not get rid of what it has');
            await runner.nudge('asked');
            await sleep(100);
          }
        }),
      );
      for (const { db, runner } of phones) {
        for (const { id, state } of await mySubmissions(db)) {
          if (state === 'aside') await tryAgain(db, id);
          if (shape.photo !== undefined) await tryMediaAgain(db, id);
        }
        await runner.nudge('asked');
      }
    },
    async received() {
      const all = await Promise.all(phones.map(({ db }) => mySubmissions(db)));
      return all.flat().flatMap(({ id, state }) => (state === 'received' ? [id] : []));
    },
    async receivedFiles() {
      const receipts = await Promise.all(phones.map(({ db }) => db.mediaReceipts.toArray()));
      return receipts.flat().map(({ submission, hash }) => `${submission} ${hash}`);
    },
    turnClocks(milliseconds) {
      clock += milliseconds;
    },
    leave() {
      for (const { db, runner } of phones) {
        runner.stop();
        db.close();
      }
    },
  };
}

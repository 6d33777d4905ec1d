/**
 * A phone, as it lives in a real browser: the real rooms of storage and sync, without screens. It tells what a screen would
 * have said (`saved`, `finished`) before it goes on, by a request that it waits for, so that its death loses nothing of it.
 */
import type { DBCore } from 'dexie';
import { make, planGiving, readThrough, take } from '../../../src/screens/handover/acts.ts';
import {
  attachMedia,
  attachmentsOf,
  beginDraft,
  type Database,
  finishDraft,
  keepAnswers,
  keepSurvey,
  mediaBlob,
  mediaState,
  mySubmissions,
  newestDrafts,
  openDraft,
  openHere,
  outboxState,
  tryAgain,
  tryMediaAgain,
} from '../../../src/storage/index.ts';
import { HandOverRefused } from '../../../src/submission/index.ts';
import { fetchSurvey, type Runner, startRunner, wayFromHere } from '../../../src/sync/index.ts';
import { atDesk } from '../../../src/worker/index.ts';
import { pointOf } from '../../simulator/parts/points.ts';
import { beginOne, finishOne, photoOf, type Shape } from './interview.ts';

const faster = 20; // fifteen seconds of patience are three quarters of one
const begun = Date.now();
let clock = 0;
const now = () => begun + clock + (Date.now() - begun) * faster;
const pause = (wait: number) => new Promise((resolve) => setTimeout(resolve, wait));

let db: Database;
let shape: Shape;
let runner: Runner | undefined;

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Waits for the other side: nothing of this page goes on meanwhile. */
function tell(name: 'said' | 'strike', what: unknown): void {
  const asked = new XMLHttpRequest();
  asked.open('POST', `/api/phone/${name}`, false);
  asked.send(typeof what === 'string' ? what : JSON.stringify(what));
}

export const phone = {
  async ready(given: Shape): Promise<void> {
    shape = given;
    const opened = await openHere();
    if (opened.kind === 'refused') throw new Error(opened.why);
    db = opened.db;
    for (let tries = 0; tries < 50; tries++) {
      const brought = await fetchSurvey(shape.survey, wayFromHere);
      if (brought.kind === 'brought') return void (await keepSurvey(db, brought.it));
      await pause(100);
    }
    throw new Error('no survey comes');
  },
  /** So many interviews, from consent to “finished”. */
  async finish(many: number): Promise<void> {
    for (let one = 0; one < many; one++) {
      const draft = beginOne(shape, new Date(Date.now() + clock), crypto.getRandomValues(new Uint8Array(16)));
      await beginDraft(db, draft, [{ ref: '/consent', answer: 'agree' }]);
      tell('said', { saved: draft.id, answers: 1 });
      await keepAnswers(db, draft.id, [{ ref: '/words', answer: 'x' }], { changedAt: draft.changedAt });
      tell('said', { saved: draft.id, answers: 2 });
      await phone.end(draft.id);
    }
  },
  /** The same with a photo each, which is on the disk before an answer names it. */
  async photograph(many: number): Promise<void> {
    for (let one = 0; one < many; one++) {
      const draft = beginOne(shape, new Date(Date.now() + clock), crypto.getRandomValues(new Uint8Array(16)));
      await beginDraft(db, draft, [{ ref: '/consent', answer: 'agree' }]);
      const bytes = photoOf((some) => void crypto.getRandomValues(some));
      const hash = await hashOf(bytes);
      const file = {
        name: `photo-${hash.slice(0, 8)}.jpg`,
        hash,
        type: 'image/jpeg',
        size: bytes.length,
      } as const;
      await attachMedia(db, { ...file, owner: draft.id }, new Blob([bytes]), draft.changedAt);
      const answer = { ref: `/${shape.photo}`, answer: file.name };
      await keepAnswers(db, draft.id, [answer], { changedAt: draft.changedAt });
      tell('said', { saved: draft.id, answers: 2, photo: hash });
      await phone.end(draft.id);
    }
  },
  /** So many as they lie there after a month without a network: no screen is between them, so they are said together. */
  async gather(many: number): Promise<void> {
    const month = 30 * 24 * 3_600_000;
    const all = Array.from({ length: many }, (_, at) => {
      const moment = new Date(Date.now() + clock - month + (at * month) / many);
      return finishOne(beginOne(shape, moment, crypto.getRandomValues(new Uint8Array(16))), shape, moment);
    });
    for (let from = 0; from < many; from += 500) {
      const some = all.slice(from, from + 500);
      await db.transaction('rw', db.submissions, db.outbox, async () => {
        await db.submissions.bulkAdd(some);
        const times = { tries: 0, triedAt: 0, nextTryAt: 0 };
        await db.outbox.bulkAdd(
          some.map(({ id, keptAt }) => ({ id, state: 'waiting' as const, since: keptAt, ...times })),
        );
      });
      tell('said', { many: some.map(({ id, hash }) => [id, hash]) });
    }
  },
  async end(id: string): Promise<void> {
    const opened = await openDraft(db, id);
    if (!opened) return;
    const isNamed = opened.kept.some(({ ref }) => ref === `/${shape.photo}`);
    const media = isNamed ? (await attachmentsOf(db, id)).map(({ owner: _, ...file }) => file) : [];
    const done = finishOne(opened.draft, shape, new Date(Date.now() + clock), media);
    await finishDraft(db, done, media);
    tell('said', { finished: id, hash: done.hash, photos: media.map(({ hash }) => hash) });
  },
  /** Finishes what was left half-done. */
  async goOn(): Promise<void> {
    for (const { id } of await newestDrafts(db)) await phone.end(id);
  },
  /** Sends, and sends again, until nothing waits; or until told to stop, or nobody waits any longer. */
  async send(patience = 60_000): Promise<number> {
    runner ??= startRunner({
      ...wayFromHere,
      timers: { ...wayFromHere.timers, set: (work, wait) => setTimeout(work, wait / faster) },
      db,
      verify: async (claims, keys) => (await atDesk()).verifyReceipts(claims, keys),
      verifyMedia: async (claims, keys) => (await atDesk()).verifyMediaReceipts(claims, keys),
      surroundings: async () => ({ metered: false, lowBattery: false }),
      now,
      random: Math.random,
      locks: navigator.locks,
    });
    const end = Date.now() + patience;
    for (;;) {
      await runner.nudge('asked');
      const waiting = (await outboxState(db)).waiting + (await mediaState(db)).files;
      if (waiting === 0 || Date.now() > end) return waiting;
      await pause(150);
    }
  },
  /** The same, while the driver does other things. */
  sendOn(): void {
    void phone.send(600_000).catch((cause: unknown) => tell('said', { broke: String(cause) }));
  },
  stop(): void {
    runner?.stop();
    runner = undefined;
  },
  /** Those that were put aside go again, as a person may say. */
  async again(): Promise<void> {
    for (const { id, state } of await mySubmissions(db)) {
      if (state !== 'received') await tryAgain(db, id);
      await tryMediaAgain(db, id);
    }
  },
  turnClock(milliseconds: number): void {
    clock += milliseconds;
  },
  /** Everything that has no receipt, as one sealed file, laid where another phone can fetch it. Says how many bytes it has. */
  async give(): Promise<number> {
    const survey = await db.surveys.get(shape.survey);
    const plan = await planGiving(db, shape.survey, 'unreceived');
    const sealed = await make(db, plan, { recipient: survey?.handOverTo ?? '' }, () => undefined);
    await fetch('/api/phone/parcel', { method: 'POST', body: sealed.blob });
    return sealed.blob.size;
  },
  /** Takes in the file that lies there, as the page does: read through first. Says how much was new, or why it was refused. */
  async takeIn(identity: string): Promise<{ added: number; known: number; files: number } | string> {
    const file = await (await fetch('/api/phone/parcel', { cache: 'no-store' })).blob();
    const opening = { identities: [identity] };
    try {
      await readThrough(file, opening);
      const { submissions, files } = await take(db, file, opening, () => undefined);
      return { added: submissions.added, known: submissions.known, files: files.added };
    } catch (cause) {
      if (cause instanceof HandOverRefused) return cause.why;
      throw cause;
    }
  },
  /** How many answers and files still wait. */
  async left(): Promise<number> {
    return (await outboxState(db)).waiting + (await mediaState(db)).files;
  },
  /** How many rows the tables that answers and files lie in have. */
  async rows(): Promise<number> {
    const counts = await Promise.all(
      [db.submissions, db.outbox, db.attachments, db.media, db.mediaOutbox].map((table) => table.count()),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  },
  /** Hashes of the photos that are here, whole. */
  async photos(): Promise<string[]> {
    const found: string[] = [];
    for (const hash of await db.media.toCollection().primaryKeys()) {
      const bytes = await (await mediaBlob(db, hash))?.arrayBuffer();
      if (bytes && (await hashOf(new Uint8Array(bytes))) === hash) found.push(hash);
    }
    return found;
  },
  /** All that is here. */
  async whole(): Promise<{
    drafts: Record<string, number>;
    sent: Record<string, { state: string; hash: string }>;
  }> {
    const drafts: Record<string, number> = {};
    for (const { id } of await newestDrafts(db)) drafts[id] = (await openDraft(db, id))?.kept.length ?? 0;
    const sent = (await mySubmissions(db)).map(({ id, state, hash }) => [id, { state, hash }] as const);
    return { drafts, sent: Object.fromEntries(sent) };
  },
  /** The page does not survive the n-th write from now (0 is the first), or never comes to it. */
  strikeAt(at: number, only = ''): void {
    let writes = 0;
    db.close({ disableAutoOpen: false });
    db.use({
      stack: 'dbcore',
      name: 'strike',
      create: (core: DBCore): DBCore => ({
        ...core,
        table(name) {
          const table = core.table(name);
          return {
            ...table,
            mutate(request) {
              const point = pointOf(name, request.type);
              if ((only === '' || only === point) && writes++ === at) tell('strike', point);
              return table.mutate(request);
            },
          };
        },
      }),
    });
  },
};

Object.assign(globalThis, { phone });

/**
 * The real server (createApp, the catalogue, the acts of the embedded store) in this process, over a database that keeps
 * exactly what was committed when the server is killed.
 */
import './threads.ts';
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { createApp } from '../../../src/server/app.ts';
import { openAwaited } from '../../../src/server/awaited.ts';
import type { Call } from '../../../src/server/calls.ts';
import { openCatalogue } from '../../../src/server/catalogue.ts';
import { readClient } from '../../../src/server/client.ts';
import type { Exports } from '../../../src/server/exports/index.ts';
import type { Keyring } from '../../../src/server/keys.ts';
import type { Media } from '../../../src/server/media/index.ts';
import type { Store } from '../../../src/server/store/index.ts';
import { storeOver } from '../../../src/server/store/sqlite.ts';
import { type Acts, openActs } from '../../../src/server/store/sqlite-acts.ts';
import type { Connection } from '../../../src/server/store/sqlite-ledger.ts';
import { type Arriving, toRequest } from './arriving.ts';
import type { Chance } from './chance.ts';
import { type Depot, openDepot } from './depot.ts';
import { judgeErased, judgeLate, judgeWord } from './judgeTakenBack.ts';
import type { Ledger } from './ledger.ts';
import type { Plan, ServerFault } from './plan.ts';
import type { Plants } from './plants.ts';
import { ringsOf, witnessed } from './rings.ts';
import { questionnaire, surveyOf } from './survey.ts';
import type { Time } from './time.ts';

export interface Row {
  readonly id: string;
  readonly revision: number;
  readonly hash: string;
  readonly body: string;
}

export interface Office {
  /** The reply, or nothing where the server is away or dies over it. */
  answer(request: Arriving): Promise<Response | undefined>;
  start(): Promise<void>;
  kill(): void;
  readonly isUp: boolean;
  /** The next start signs with a new key. */
  rotate(): void;
  turnClock(milliseconds: number): void;
  /** The files. */
  readonly depot: Depot;
  /** The latest moment that a reply of the server has told. */
  readonly latest: number;
  /** A coordinator sends one of the submissions back. */
  sendBack(): Promise<void>;
  /** How a submission stands, by the table that lists are made of; nothing where it is simply received. */
  standing(id: string): string | undefined;
  /** The server's own note of when it received this. */
  receivedAt(id: string, hash: string): string | undefined;
  /** Whether a submission is committed. */
  keeps(id: string, hash: string): boolean;
  rows(): Row[];
  rowsOf(id: string): Row[];
  /** What the survey's counters say: submissions, revisions. */
  counted(): readonly [submissions: number, revisions: number];
  close(): void;
}

interface Life {
  isOver: boolean;
  readonly over: Promise<void>;
  end(): void;
}

/** The server died in the middle of an act: it goes no further, and nobody hears of it. */
class Killed extends Error {}

const never = new Promise<never>(() => undefined);
const start = Date.parse('2026-11-23T05:00:00Z');

export interface World {
  readonly time: Time;
  readonly chance: Chance;
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly plants: Plants;
}

export async function openOffice({ time, chance, plan, ledger, plants }: World): Promise<Office> {
  const db = new DatabaseSync(':memory:');
  let keyrings = 0;
  let clock = start;
  let life: Life | undefined;
  let app: ReturnType<typeof createApp> | undefined;
  let keyring: Keyring | undefined;
  let latest = 0;
  let books: Store | undefined;
  const now = () => {
    const moment = clock + time.now();
    latest = Math.max(latest, moment);
    return moment;
  };
  const inTheDepot: Media = {
    files: { authored: elsewhere } as never,
    handle: elsewhere,
    bring: elsewhere,
    standing: elsewhere,
    erase: async (submission) => plants.overErase(() => depot.erase(submission), time),
    sweep: elsewhere,
  };
  const depot = openDepot((id) => rowsOf(id).map(({ body }) => body), chance.apart(), ledger);
  const held = { rowsOf, files: depot.files };
  const strike = (fault: ServerFault, point: string) => ledger.strike('server', fault, point);

  function kill(): void {
    life?.end();
    life = undefined;
    app = undefined;
    if (db.isTransaction) db.exec('ROLLBACK'); // what was not committed is gone
  }

  function commit(): void {
    db.exec('COMMIT');
    judgeErased(ledger, held);
  }

  /** The database, with what can go wrong at a commit. */
  const faulty = (mine: Life): Connection => ({
    exec(sql) {
      if (sql !== 'COMMIT' || life !== mine) return db.exec(sql); // no faults while it starts
      const fault = plan.inServer();
      if (fault === 'server killed') {
        const before = chance.happens(0.5);
        strike(fault, before ? 'before the commit' : 'after the commit');
        if (!before) commit();
        kill();
        throw new Killed();
      }
      if (fault === 'database full') {
        strike(fault, 'at the commit');
        throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
      }
      commit();
      if (fault === 'commit done, told failed') {
        strike(fault, 'at the commit');
        throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
      }
    },
    prepare: (sql) => db.prepare(sql),
    get isTransaction() {
      return db.isTransaction;
    },
    close: () => undefined, // the disk stays
  });

  async function begin(): Promise<void> {
    const mine = newLife();
    const acts = plants.overActs(openActs(faulty(mine)), { time, isAlive: () => life === mine });
    let last: Promise<unknown> = Promise.resolve();
    const call: Call<Acts> = (act, ...args) => {
      const done = last.then(async () => {
        await time.sleep(wait());
        if (mine.isOver) return never;
        try {
          return (acts[act] as (...args: unknown[]) => unknown)(...args);
        } catch (error) {
          if (error instanceof Killed) return never;
          throw error;
        }
      });
      last = done.catch(() => undefined);
      return done as never;
    };
    const wait = (): number => {
      const fault = life === mine ? plan.inServer() : undefined;
      if (fault !== 'disk slow') return chance.between(0, 20);
      strike(fault, 'at an act of the store');
      return chance.between(1_000, 100_000);
    };
    const [first, ...later] = ringsOf();
    const store = storeOver(call, ':memory:', async () => undefined);
    books = store;
    const keys = witnessed(
      later[keyrings - 1] ?? (keyrings ? later.at(-1) : first) ?? first,
      ledger,
      (word) => judgeWord(word, ledger, held),
    );
    keyring = keys;
    const catalogue = openCatalogue(store, keys, now);
    const hash = await catalogue.addQuestionnaire(questionnaire);
    await catalogue.saveSurvey(surveyOf(hash));
    await catalogue.fielding('demo');
    const log = (line: Readonly<Record<string, unknown>>) => {
      if ('failure' in line) ledger.note('server', `failed: ${String(line.failure)}`);
    };
    const awaited = openAwaited(store, inTheDepot, now);
    await awaited.sweep();
    app = createApp({
      store: awaited.store,
      awaited,
      catalogue,
      keys,
      media: inTheDepot,
      exports: noExports,
      client: noClient,
      publicUrl: null,
      log,
      now,
    });
    life = mine;
  }

  async function answered(open: NonNullable<typeof app>, request: Arriving): Promise<Response> {
    const reply = await open.request(toRequest(request));
    const brings = request.method === 'PUT' || request.path === '/api/submissions';
    if (brings && reply.ok) judgeLate(await reply.clone().text(), ledger, held);
    return reply;
  }

  function rowsOf(id: string): Row[] {
    const rows = db.prepare('SELECT id, revision, hash, body FROM submissions WHERE id = ?').all(id);
    return rows as unknown as Row[];
  }
  const isKept = () => db.prepare('SELECT 1 FROM submissions WHERE id = ? AND hash = ?');
  return {
    async answer(request) {
      const mine = life;
      if (!mine || !app) return undefined;
      if (plan.inServer() === 'server killed') {
        strike('server killed', 'when a request arrives');
        depot.dies(request);
        kill();
        return undefined;
      }
      const aboutFiles = keyring ? depot.answer(request, keyring) : undefined;
      if (aboutFiles !== 'not about files') return aboutFiles;
      const died = mine.over.then(() => undefined);
      return Promise.race([answered(app, request), died]);
    },
    start: begin,
    kill,
    get isUp() {
      return life !== undefined;
    },
    rotate() {
      keyrings += 1;
    },
    turnClock(milliseconds) {
      clock += milliseconds;
    },
    depot,
    get latest() {
      return latest;
    },
    async sendBack() {
      const ids = db.prepare('SELECT DISTINCT id FROM submissions ORDER BY id').all();
      const [first, ...more] = ids.map(({ id }) => String(id));
      if (first === undefined || !life || !books) return;
      const died = life.over;
      const act = { kind: 'returned', by: 'coordinator', comment: 'Please look again.' } as const;
      const done = books.act(chance.one([first, ...more]), act, '2026-11-23').catch(() => undefined);
      await Promise.race([done, died]);
    },
    standing(id) {
      const row = db.prepare('SELECT standing FROM standings WHERE id = ?').get(id);
      return row && String(row.standing);
    },
    receivedAt(id, hash) {
      const row = db
        .prepare('SELECT received_at AS at FROM submissions WHERE id = ? AND hash = ?')
        .get(id, hash);
      return row && String(row.at);
    },
    keeps: (id, hash) => isKept().get(id, hash) !== undefined,
    rows: () => db.prepare('SELECT id, revision, hash, body FROM submissions').all() as unknown as Row[],
    rowsOf,
    counted() {
      const sums = db
        .prepare('SELECT sum(submissions) AS submissions, sum(revisions) AS revisions FROM survey_days')
        .get();
      return [Number(sums?.submissions ?? 0), Number(sums?.revisions ?? 0)];
    },
    close() {
      db.close();
    },
  };
}

const elsewhere = async (): Promise<never> => {
  throw new Error('files are in the depot');
};

/** Nobody in the simulator asks for one. */
const noExports: Exports = {
  begin: async () => null,
  find: async () => null,
  list: async () => [],
  pathOf: () => null,
  remove: async () => false,
  sweep: async () => {},
  stop: async () => {},
};
const noClient = readClient('no client was built');

function newLife(): Life {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const life: Life = {
    isOver: false,
    over,
    end() {
      life.isOver = true;
      resolve();
    },
  };
  return life;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

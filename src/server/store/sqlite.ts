/** The embedded store: SQLite in a thread of its own, so that no request waits while the disk does. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { type Call, callsTo } from '../calls.ts';
import { gather } from './gather.ts';
import type { Acts } from './sqlite-acts.ts';
import { lookAt } from './sqlite-look.ts';
import type { ThreadActs } from './sqlite-thread.ts';
import type { Incoming, Store } from './store.ts';
import { inPieces, NotEmpty } from './tables.ts';

const young = 16; // MB of rows that come and go in the thread; left alone it takes 128

/** How another thread reaches the one that holds the file. */
export interface SqliteReach {
  readonly path: string;
  readonly port: MessagePort;
}

/** Opens the file, makes it if need be, and brings it up to date. */
export async function openSqlite(path: string): Promise<Store & { reach(): SqliteReach }> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), {
    workerData: path,
    resourceLimits: { maxYoungGenerationSizeMb: young },
  });
  const call = callsTo<ThreadActs>(worker);
  await call('check'); // rejects with the reason if the file would not open
  return {
    ...storeOver(call, path, async () => void (await worker.terminate())),
    reach() {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ number: 0, act: 'hear', args: [port1] }, [port1]);
      return { path, port: port2 };
    },
  };
}

/** The same store, from another thread: closing it leaves it open for those who opened it. */
export const reachSqlite = ({ path, port }: SqliteReach): Store => ({
  ...storeOver(callsTo<Acts>(port), path, async () => undefined),
  close: async () => port.close(),
});

/** The store whose acts are done by `call`, wherever that is, in the file at `path`; `leave` is the last that is done. */
export function storeOver(call: Call<Acts>, path: string, leave: () => Promise<void>): Store {
  const keeping = gather((group: Incoming[]) => call('keepAll', group), { most: 500, lanes: 2, another: 50 });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await keeping.idle();
    await call('close');
    await leave();
  };
  return {
    keep: keeping.add,
    newest: (...args) => call('newest', ...args),
    countsOf: (...args) => call('countsOf', ...args),
    standingCountsOf: (...args) => call('standingCountsOf', ...args),
    act: (...args) => call('act', ...args),
    idsByCode: (...args) => call('idsByCode', ...args),
    history: (...args) => call('history', ...args),
    standings: (...args) => call('standings', ...args),
    addEnrolmentCode: (...args) => call('addEnrolmentCode', ...args),
    enrolmentCodes: (...args) => call('enrolmentCodes', ...args),
    revokeEnrolmentCode: (...args) => call('revokeEnrolmentCode', ...args),
    enrol: (...args) => call('enrol', ...args),
    devices: (...args) => call('devices', ...args),
    retireDevice: (...args) => call('retireDevice', ...args),
    deviceOf: (...args) => call('deviceOf', ...args),
    noteSeen: (...args) => call('noteSeen', ...args),
    people: () => call('people'),
    person: (...args) => call('person', ...args),
    setRole: (...args) => call('setRole', ...args),
    removePerson: (...args) => call('removePerson', ...args),
    noteOffice: (...args) => call('noteOffice', ...args),
    officeLog: (...args) => call('officeLog', ...args),
    changeSurvey: (...args) => call('changeSurvey', ...args),
    noteAnswered: (...args) => call('noteAnswered', ...args),
    isAnswered: (...args) => call('isAnswered', ...args),
    addBatch: (...args) => call('addBatch', ...args),
    batches: (...args) => call('batches', ...args),
    invitations: (...args) => call('invitations', ...args),
    invitation: (...args) => call('invitation', ...args),
    useInvitation: (...args) => call('useInvitation', ...args),
    openInvitations: (...args) => call('openInvitations', ...args),
    sealInvitations: (...args) => call('sealInvitations', ...args),
    media: {
      of: (...args) => call('mediaOf', ...args),
      isListed: (...args) => call('isMediaListed', ...args),
      note: (...args) => call('noteMedia', ...args),
      toErase: (...args) => call('mediaToErase', ...args),
      forget: (...args) => call('forgetMedia', ...args),
    },
    awaited: {
      note: (...args) => call('noteAwaited', ...args),
      all: () => call('awaited'),
      come: (...args) => call('awaitedCome', ...args),
      forget: (...args) => call('forgetAwaited', ...args),
    },
    results: {
      lines: (...args) => call('resultLines', ...args),
      version: (...args) => call('resultVersion', ...args),
      figures: (...args) => call('resultFigures', ...args),
      toCount: (...args) => call('toCount', ...args),
      behind: (...args) => call('behindResults', ...args),
      counted: (...args) => call('countedRows', ...args),
      write: (...args) => call('writeResults', ...args),
      forget: (...args) => call('forgetResults', ...args),
    },
    review: {
      toReview: (...args) => call('toReview', ...args),
      behind: (...args) => call('behindReview', ...args),
      write: (...args) => call('writeReview', ...args),
      counts: (...args) => call('reviewCounts', ...args),
      find: (...args) => call('findReview', ...args),
      lines: (...args) => call('reviewLines', ...args),
      having: (...args) => call('reviewMarked', ...args),
    },
    shelf: {
      shelve: (...args) => call('shelve', ...args),
      all: () => call('shelved'),
      unshelved: () => call('unshelved'),
    },
    addQuestionnaire: (...args) => call('addQuestionnaire', ...args),
    questionnaire: (...args) => call('questionnaire', ...args),
    saveSurvey: (...args) => call('saveSurvey', ...args),
    survey: (...args) => call('survey', ...args),
    surveys: () => call('surveys'),
    hasCoordinators: () => call('hasCoordinators'),
    setPassword: (...args) => call('setPassword', ...args),
    passwordOf: (...args) => call('passwordOf', ...args),
    openSession: (...args) => call('openSession', ...args),
    coordinatorOf: (...args) => call('coordinatorOf', ...args),
    closeSession: (...args) => call('closeSession', ...args),
    async look(see) {
      const { db, snapshot } = lookAt(path);
      try {
        return await see(snapshot);
      } finally {
        db.close();
      }
    },
    async load(rows) {
      if (!(await call('beginLoad'))) throw new NotEmpty();
      try {
        for await (const { table, rows: some } of inPieces(rows, 200)) await call('loadPiece', table, some);
        await call('endLoad', 'COMMIT');
      } catch (error) {
        await call('endLoad', 'ROLLBACK');
        throw error;
      }
    },
    check: () => call('check'),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

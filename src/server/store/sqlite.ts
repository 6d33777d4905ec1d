/** The embedded store: SQLite in a thread of its own, so that no request waits while the disk does. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gather } from './gather.ts';
import type { Acts } from './sqlite-acts.ts';
import { lookAt } from './sqlite-look.ts';
import type { Incoming, Store } from './store.ts';
import { inPieces, NotEmpty } from './tables.ts';

type Reply = { readonly number: number } & ({ readonly result: unknown } | { readonly error: Error });
export type Call = <Name extends keyof Acts>(
  act: Name,
  ...args: Parameters<Acts[Name]>
) => Promise<ReturnType<Acts[Name]>>;

const young = 16; // MB of rows that come and go in the thread; left alone it takes 128

/** Opens the file, makes it if need be, and brings it up to date. */
export async function openSqlite(path: string): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), {
    workerData: path,
    resourceLimits: { maxYoungGenerationSizeMb: young },
  });
  const call = callsTo(worker);
  await call('check'); // rejects with the reason if the file would not open
  return storeOver(call, path, async () => void (await worker.terminate()));
}

/** The store whose acts are done by `call`, wherever that is, in the file at `path`; `leave` is the last that is done. */
export function storeOver(call: Call, path: string, leave: () => Promise<void>): Store {
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

/** Asks the thread, and hears its replies by number. A thread that dies answers every question with its reason. */
function callsTo(worker: Worker): Call {
  const asked = new Map<number, { resolve: (result: never) => void; reject: (error: unknown) => void }>();
  let last = 0;
  let gone: Error | undefined;
  const fail = (error: Error) => {
    gone = error;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  };
  worker.on('message', (reply: Reply) => {
    const waiting = asked.get(reply.number);
    asked.delete(reply.number);
    if ('error' in reply) waiting?.reject(reply.error);
    else waiting?.resolve(reply.result as never);
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(gone ?? new Error('the store is closed')));
  return (act, ...args) =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      asked.set(++last, { resolve, reject });
      worker.postMessage({ number: last, act, args });
    });
}

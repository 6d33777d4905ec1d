/** A phone of one's own for each test: a database with a name, and what can go wrong while it writes. */
import { type DBCore, type DBCoreMutateRequest, Dexie } from 'dexie';
import { forceCloseDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { type Database, type Draft, type FinishedSubmission, openDatabase } from '../../src/storage/index.ts';
import { submissionIdFor, toBody } from '../../src/submission/finish.ts';
import type { Submission } from '../../src/submission/index.ts';

// `live` looks here whether the world has databases at all.
Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange });

let devices = 0;

export interface Device {
  readonly db: Database;
  readonly factory: IDBFactory;
  readonly name: string;
  /** Another tab of the same browser. */
  tab(): Database;
}

/** `rest`: what is waited for before a connection that was lost again is opened once more; by the clock where nothing is said. */
export function device({ rest }: { rest?: () => Promise<void> } = {}): Device {
  const factory = new IDBFactory();
  const name = `device-${++devices}`;
  const tab = () => openDatabase(name, { indexedDB: factory, IDBKeyRange, ...(rest ? { rest } : {}) });
  return { db: tab(), factory, name, tab };
}

export type Fault = 'quota' | 'abort' | 'killed' | 'power';

/** What a fault does at a write; `killed` is iOS closing the connection of a page in the background. */
function strike(fault: Fault, db: Database, { trans }: DBCoreMutateRequest): void {
  if (fault === 'quota') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  if (fault === 'abort') (trans as unknown as IDBTransaction).abort();
  if (fault === 'power') throw new DOMException('Data lost due to missing file.', 'DataError');
  if (fault === 'killed') {
    forceCloseDatabase(db.backendDB() as never);
    throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
  }
}

/** Lets the n-th write from now (0 is the first) meet a fault. Gives back how many writes were tried. */
export const faultAt = (db: Database, at: number, fault: Fault): { readonly writes: () => number } =>
  faultWhere(db, (write) => write === at, fault, `fault-${at}`);

/** Lets every write from now on of which `meets` says so (0 is the first) meet a fault. */
export function faultWhere(
  db: Database,
  meets: (write: number, table: string, type: string) => boolean,
  fault: Fault,
  name = 'fault',
): { readonly writes: () => number } {
  let writes = 0;
  db.close({ disableAutoOpen: false }); // faults are built in when it opens again
  db.use({
    stack: 'dbcore',
    name,
    create: (core: DBCore): DBCore => ({
      ...core,
      table: (of) => {
        const table = core.table(of);
        return {
          ...table,
          mutate: async (request) => {
            if (meets(writes++, of, request.type)) strike(fault, db, request);
            return table.mutate(request);
          },
        };
      },
    }),
  });
  return { writes: () => writes };
}

/** Counts the rows that are read from now on. */
export function countReads(db: Database): { readonly rowsRead: () => number } {
  let rows = 0;
  for (const table of db.tables) {
    table.hook('reading', (row) => {
      rows += 1;
      return row;
    });
  }
  return { rowsRead: () => rows };
}

/** All rows of all tables, to compare before with after. */
export async function everything(db: Database): Promise<Record<string, unknown[]>> {
  const tables = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.toArray()] as const),
  );
  return Object.fromEntries(tables);
}

const noon = '2026-11-23T05:00:00.000Z';
let drafts = 0;

const randomOf = (seed: number): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, at) => (seed * 31 + at * 7) % 256);

/** A draft as a test wants it: the n-th of this run, begun at noon. */
export function draftOf(changed: Partial<Draft> = {}): Draft {
  return {
    id: submissionIdFor('anonymous', new Date(noon), randomOf(++drafts)),
    survey: 'demo',
    questionnaire: 'a'.repeat(64),
    language: 'th',
    mode: 'self',
    where: '/b/b1',
    startedAt: noon,
    changedAt: noon,
    pages: {},
    ...changed,
  };
}

/** What becomes of a draft when it is finished with these answers. */
export function submissionOf(
  draft: Draft,
  answers: Submission['answers'] = { b1: '4' },
  media: Submission['media'] = [],
): FinishedSubmission {
  const { id, survey, questionnaire, language } = draft;
  const finishedAt = '2026-11-23';
  const { body, hash } = toBody({
    format: 1,
    id,
    survey,
    questionnaire,
    language,
    mode: draft.mode,
    startedAt: finishedAt,
    finishedAt,
    pages: {},
    app: '0.1.0',
    answers,
    ...(media.length > 0 ? { media } : {}),
  });
  return { id, survey, questionnaire, language, finishedAt, keptAt: draft.changedAt, body, hash };
}

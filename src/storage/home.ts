/**
 * What an enumerator's home shows of this device. A list is its ids, taken from an index, in order; its rows are looked up a
 * screenful at a time. So ten thousand submissions with their texts are never read to show twelve.
 */
import type { Table } from 'dexie';
import { fold } from '../questionnaire/index.ts';
import type { Problem } from '../submission/index.ts';
import { look } from './act.ts';
import type { Database } from './database.ts';
import { type Draft, type FinishedSubmission, type Parcel, twinKey } from './rows.ts';

/** drafts: begun. waiting: finished, on their way. aside: the server will not have them. returned: to be corrected. */
export type Shelf = 'drafts' | 'waiting' | 'aside' | 'returned' | 'received';

export type HomeCounts = Record<Shelf, number>;

/**
 * Counted by the indexes: with ten thousand submissions that is fast, and still not what a person should wait for. A version that
 * stands beside another one of the same interview is in no list, so it is not counted either.
 */
export const homeCounts = (db: Database): Promise<HomeCounts> =>
  look(db, [db.drafts, db.submissions, db.outbox, db.returned, db.revisions], async () => {
    const [drafts, submissions, waiting, aside, returned] = await Promise.all([
      db.drafts.count(),
      db.submissions.orderBy('keptAt').count(), // by an index: the table itself has all the texts in its way
      db.outbox.where({ state: 'waiting' }).count(),
      db.outbox.where({ state: 'aside' }).count(),
      db.returned.count(),
    ]);
    const beside = await twins(db);
    const own = { waiting: waiting - beside.waiting, aside: aside - beside.aside };
    return { drafts, ...own, returned, received: submissions - own.waiting - own.aside };
  });

/** Versions beside others that are in the outbox. Most devices never have one. */
async function twins(db: Database): Promise<Record<Parcel['state'], number>> {
  const keys = await db.revisions.toCollection().primaryKeys();
  const parcels =
    keys.length > 0 ? await db.outbox.bulkGet(keys.map(([id, hash]) => twinKey({ id, hash }))) : [];
  const of = (state: Parcel['state']) => parcels.filter((parcel) => parcel?.state === state).length;
  return { waiting: of('waiting'), aside: of('aside') };
}

export interface Wish {
  /** What a person types to find one; nothing for all. */
  readonly search: string;
  readonly sort: 'newest' | 'oldest' | 'name';
}

/** The ids that lie on a shelf, found and sorted as wished. */
export const homeIds = (db: Database, shelf: Shelf, { search, sort }: Wish): Promise<string[]> =>
  look(db, [db.drafts, db.submissions, db.outbox, db.returned], async () => {
    const table = db.table<Draft | FinishedSubmission, string>(shelf === 'drafts' ? 'drafts' : 'submissions');
    const isThere = await membership(db, shelf);
    const found = await findIn(table, search);
    const byTime = await table.orderBy(shelf === 'drafts' ? 'changedAt' : 'keptAt').primaryKeys();
    const all = byTime.filter((id) => isThere(id) && (!found || found.has(id)));
    if (sort === 'oldest') return all;
    if (sort === 'newest') return all.reverse();
    return inOrderOfNames(table, all.reverse());
  });

/**
 * The newest of a shelf, as many as are among the newest of all: enough for the first screenful, for the reading of a few rows.
 * Blank where they lie further back; then only `homeIds` can tell.
 */
export const homeNewest = (db: Database, shelf: Shelf): Promise<string[]> =>
  look(db, [db.drafts, db.submissions, db.outbox, db.returned], async () => {
    const [table, index] =
      shelf === 'drafts' ? ([db.drafts, 'changedAt'] as const) : ([db.submissions, 'keptAt'] as const);
    const newest = table.orderBy(index).reverse().limit(screenful);
    const ids: string[] = await newest.primaryKeys();
    if (shelf === 'drafts') return ids;
    const [parcels, returns] = await Promise.all([db.outbox.bulkGet(ids), db.returned.bulkGet(ids)]);
    return ids.filter((_, at) =>
      shelf === 'returned' ? returns[at] : shelf === 'received' ? !parcels[at] : parcels[at]?.state === shelf,
    );
  });

const screenful = 12;

async function membership(db: Database, shelf: Shelf): Promise<(id: string) => boolean> {
  if (shelf === 'drafts') return () => true;
  if (shelf === 'received') {
    const unsent = new Set<string>(await db.outbox.toCollection().primaryKeys());
    return (id) => !unsent.has(id);
  }
  const ids = new Set<string>(
    shelf === 'returned'
      ? await db.returned.toCollection().primaryKeys()
      : await db.outbox.where({ state: shelf }).primaryKeys(),
  );
  return (id) => ids.has(id);
}

type Named = Table<Draft | FinishedSubmission, string>;

/** The ids whose names have a word beginning with each that was typed; nothing where nothing was. */
async function findIn(table: Named, search: string): Promise<ReadonlySet<string> | null> {
  const typed = fold(search)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
  if (typed.length === 0) return null;
  const having = await Promise.all(
    typed.map(async (word) => new Set(await table.where('words').startsWith(word).primaryKeys())),
  );
  const [first = new Set<string>(), ...others] = having;
  return new Set([...first].filter((id) => others.every((ids) => ids.has(id))));
}

/** By name, as it is found: without marks. Those without a name come last, newest first. */
async function inOrderOfNames(table: Named, ids: readonly string[]): Promise<string[]> {
  const wanted = new Set(ids);
  const named: string[] = [];
  for (const id of await table.orderBy('folded').primaryKeys()) if (wanted.delete(id)) named.push(id);
  return [...named, ...wanted];
}

/** A line of a list. */
export interface HomeRow {
  readonly id: string;
  readonly survey: string;
  readonly name: string | undefined;
  /** When it was last changed, or finished. */
  readonly at: string;
  readonly stands?: Draft['stands'];
  /** Who handed it over to this device. */
  readonly brought?: string;
  readonly reason?: Parcel['reason'];
  readonly problem?: Problem;
  /** What a coordinator asks for. */
  readonly comment?: string;
}

/** The lines of these ids, in their order; `undefined` for one that has gone since. */
export const homeRows = (
  db: Database,
  shelf: Shelf,
  ids: readonly string[],
): Promise<(HomeRow | undefined)[]> =>
  look(db, [db.drafts, db.submissions, db.outbox, db.returned], async () => {
    if (shelf === 'drafts') {
      const drafts = await db.drafts.bulkGet([...ids]);
      return drafts.map(
        (draft) =>
          draft &&
          toRow(draft, draft.changedAt, { stands: draft.stands, brought: draft.brought?.from || undefined }),
      );
    }
    const [submissions, parcels, returns] = await Promise.all([
      db.submissions.bulkGet([...ids]),
      db.outbox.bulkGet([...ids]),
      db.returned.bulkGet([...ids]),
    ]);
    return submissions.map(
      (submission, at) =>
        submission &&
        toRow(submission, submission.keptAt, {
          reason: parcels[at]?.reason,
          problem: parcels[at]?.problem,
          comment: returns[at]?.comment,
        }),
    );
  });

function toRow(
  { id, survey, name }: { id: string; survey: string; name?: string },
  at: string,
  more: { [Key in 'stands' | 'brought' | 'reason' | 'problem' | 'comment']?: HomeRow[Key] | undefined },
): HomeRow {
  const told = Object.fromEntries(Object.entries(more).filter(([, it]) => it !== undefined));
  return { id, survey, name, at, ...told };
}

import type { Table } from 'dexie';
import { type Database, restOf } from './database.ts';
import { isLostConnection, toTrouble } from './trouble.ts';

/**
 * An act is one transaction: all, or none. Where the browser closed the database under it, the database is opened again
 * and the act done once more, three times at most; so every act is written to come out the same when it had already happened.
 */
export const act = <T>(db: Database, tables: Table[], work: () => Promise<T>): Promise<T> =>
  withNewConnection(db, () => db.transaction('rw', tables, work));

/** A look at several tables at one instant. */
export const look = <T>(db: Database, tables: Table[], work: () => Promise<T>): Promise<T> =>
  withNewConnection(db, () => db.transaction('r', tables, work));

// Milliseconds before each further try: a connection that iOS killed is often followed by one more while its server comes back.
const again = [0, 100, 500];

async function withNewConnection<T>(db: Database, once: () => PromiseLike<T>): Promise<T> {
  for (const wait of again) {
    const connection = connectionOf(db);
    try {
      return await once();
    } catch (cause) {
      if (!isLostConnection(cause)) throw toTrouble(cause);
      if (wait > 0) await restOf(db)(wait);
      await reopen(db, connection).catch(() => undefined); // then the next try says it
    }
  }
  try {
    return await once();
  } catch (cause) {
    throw toTrouble(cause);
  }
}

/** Several acts find the same connection gone: the first opens another, the others must not close that one again. */
async function reopen(db: Database, lost: unknown): Promise<void> {
  if (lost && connectionOf(db) === lost) db.close({ disableAutoOpen: false });
  await db.open();
}

const connectionOf = (db: Database): unknown => db.backendDB();

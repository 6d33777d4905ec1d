import { join } from 'node:path';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export type { Counts, Incoming, Kept, KeptSubmission, Store } from './store.ts';

/** PostgreSQL where a `DATABASE_URL` is given, else a file in the data folder. */
export const openStore = (
  where: { readonly dataDir: string; readonly databaseUrl: string | undefined },
  onLoss: (error: Error) => void,
): Promise<Store> =>
  where.databaseUrl
    ? openPostgres(where.databaseUrl, onLoss)
    : openSqlite(join(where.dataDir, 'rintis.sqlite'));

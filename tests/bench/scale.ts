/**
 * What the server takes: ingest beside a bare client of the same database, two thousand phones that come back at once, and the
 * cost of a submission among a thousand and among a million. On the embedded store, and on PostgreSQL where it is installed.
 */
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { benchGrowth } from './scale/growth.ts';
import { benchIngest } from './scale/ingest.ts';
import { benchStorm } from './scale/storm.ts';

const each = 20; // submissions on a phone that comes back

export interface ScaleOptions {
  readonly rounds: number;
  readonly quick: boolean;
  /** Only some of ingest, storm and growth, or one of the stores: each is measured by itself, so they need no common run. */
  readonly parts: readonly string[];
  readonly store: string | undefined;
}

/** Prints the tables; gives what was not as it should be. */
export async function benchScale({ rounds, quick, parts, store }: ScaleOptions): Promise<string[]> {
  const bin = store === 'SQLite' ? null : findPostgres();
  const database = bin ? startPostgres(bin) : null;
  const remove = () => database?.remove();
  process.once('exit', remove);
  const failures: string[] = [];
  try {
    const stores: [name: string, newDatabase: () => string][] = [
      ['SQLite', () => ''],
      ...(database ? [['PostgreSQL', () => database.newDatabase()] as [string, () => string]] : []),
    ];
    const sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000];
    for (const [name, newDatabase] of stores) {
      if (store !== undefined && store !== name) continue;
      if (parts.includes('ingest')) failures.push(...(await benchIngest(name, newDatabase, rounds, quick)));
      if (parts.includes('storm'))
        failures.push(...(await benchStorm(name, newDatabase, quick ? 400 : 2_000, each)));
      if (parts.includes('growth')) failures.push(...(await benchGrowth(name, newDatabase, sizes, rounds)));
      console.log();
    }
  } finally {
    process.off('exit', remove);
    remove();
  }
  if (!database && store !== 'SQLite')
    failures.push('PostgreSQL is not installed here (PG_BIN names one): nothing was measured on it');
  return failures;
}

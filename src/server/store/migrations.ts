/** Migrations: numbered, forward only, each once. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** All migrations of a dialect, in order. */
export function readMigrations(dialect: 'sqlite' | 'postgres'): Migration[] {
  const folder = new URL(`../migrations/${dialect}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, number, name] = /^(\d{4})_(\w+)\.sql$/.exec(file) ?? [];
      return number && name
        ? [{ number: Number(number), name, sql: readFileSync(new URL(file, folder), 'utf8') }]
        : [];
    });
}

/** Those still to do. A store that is ahead of this program was made by a newer one, and is left alone. */
export function pending(migrations: readonly Migration[], newest: number): Migration[] {
  const last = migrations.at(-1)?.number ?? 0;
  if (newest > last)
    throw new Error(`the store has migration ${newest}, this program knows ${last}: it is too old`);
  return migrations.filter(({ number }) => number > newest);
}

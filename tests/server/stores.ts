/** The stores that every test of a store runs on, each empty and on its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore, type Store } from '../../src/server/store/index.ts';
import { findPostgres, startPostgres, type ThrowAway } from '../support/postgres.ts';

export interface Place {
  open(): Promise<Store>;
}

export interface Ground {
  /** A place with nothing in it. */
  newPlace(): Place;
}

/** Runs the stories on SQLite and on PostgreSQL; where that is not installed, a line of the output says so. */
export function onEachStore(stories: (ground: Ground) => void): void {
  describe('SQLite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rintis-sqlite-'));
    let places = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    stories({
      newPlace() {
        const dataDir = join(folder, String(++places));
        return { open: () => openStore({ dataDir, databaseUrl: undefined }, fail) };
      },
    });
  });

  const bin = findPostgres();
  if (!bin) {
    console.warn(
      'NOT RUN: the stories on PostgreSQL, since no PostgreSQL server is installed here (PG_BIN names one).',
    );
    describe.todo('PostgreSQL is not installed here: its stories did not run');
    return;
  }
  describe('PostgreSQL', () => {
    let server: ThrowAway;
    beforeAll(() => {
      server = startPostgres(bin);
    }, 60_000);
    afterAll(() => server.remove());
    stories({
      newPlace() {
        const databaseUrl = server.newDatabase();
        return { open: () => openStore({ dataDir: '', databaseUrl }, fail) };
      },
    });
  });
}

const fail = (error: Error) => console.error(error);

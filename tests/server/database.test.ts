import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../src/server/store/index.ts';
import { submissionIdFor } from '../../src/submission/index.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { hashOf } from './office.ts';

const bin = findPostgres();
const nameIfThere = bin ? test : test.todo;

const keepOne = (store: Store) => {
  const body = randomBytes(200).toString('hex');
  return store.keep({
    id: submissionIdFor('anonymous', new Date('2026-11-23'), randomBytes(16)),
    survey: 'demo',
    questionnaire: 'a'.repeat(64),
    hash: hashOf(body),
    code: 'AAAAA-AAAAA',
    receivedAt: '2026-11-23',
    day: '2026-11-23',
    basedOn: '',
    late: false,
    signingKey: 'key',
    body,
  });
};

nameIfThere(
  'a PostgreSQL that stops under many writes fails those, and when it is back all goes on',
  async () => {
    const database = startPostgres(bin ?? '');
    onTestFinished(() => database.remove());
    const store = await openStore({ dataDir: '', databaseUrl: database.newDatabase() }, () => undefined);
    onTestFinished(() => store.close());

    for (let times = 0; times < 5; times++) {
      const writes = Array.from({ length: 60 }, () => keepOne(store));
      const outcomes = Promise.allSettled(writes);
      await Promise.race(writes);
      const more = Promise.allSettled(Array.from({ length: 300 }, () => keepOne(store)));
      database.stop('immediate');
      database.start();
      await Promise.all([outcomes, more]);
      expect(await keepOne(store)).toMatchObject({ kind: 'kept', revision: 1 });
    }
  },
  120_000,
);

import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { isAway, persist } from '../../src/server/store/away.ts';
import { openStore } from '../../src/server/store/index.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { openOffice, submissionTo } from './office.ts';

test('what is only the weather is tried again; a mistake is not', async () => {
  const codes = ['40001', '57P01', 'ECONNRESET', '40P01'];
  let tries = 0;
  const kept = await persist(async () => {
    const code = codes[tries++];
    if (code) throw Object.assign(new Error('weather'), { code });
    return 'kept';
  });
  expect([kept, tries]).toEqual(['kept', 5]);
  let mistakes = 0;
  await expect(
    persist(async () => {
      mistakes++;
      throw Object.assign(new Error('syntax'), { code: '42601' });
    }),
  ).rejects.toThrow('syntax');
  expect(mistakes).toBe(1);
  expect(isAway(new Error('Connection terminated unexpectedly'))).toBe(true);
});

const quiet = () => undefined; // connections that break are the story
const bin = findPostgres();
describe.runIf(bin)('PostgreSQL', () => {
  test('connections cut and a server restarted in the middle of a crowd: nobody hears of it, all is there once', async () => {
    const server = startPostgres(bin ?? '');
    onTestFinished(() => server.remove());
    const databaseUrl = server.newDatabase();
    const store = await openStore({ dataDir: '', databaseUrl }, quiet);
    const office = await openOffice({ store });
    const crowd = Array.from({ length: 400 }, () => submissionTo(office));
    const replies = Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        const statuses: number[] = [];
        for (let at = lane; at < crowd.length; at += 8) {
          statuses.push((await office.put(crowd[at] ?? submissionTo(office))).status);
        }
        return statuses;
      }),
    );
    const cutter = new pg.Client({ connectionString: databaseUrl });
    cutter.on('error', () => undefined); // it is cut off with the others
    await cutter.connect();
    for (let cut = 0; cut < 5; cut++) {
      await wait(30);
      await cutter.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
      );
    }
    server.stop('immediate');
    server.start();
    expect(new Set((await replies).flat())).toEqual(new Set([200]));
    const found = await store.look(audit);
    expect([found.submissions, found.revisions, found.faults]).toEqual([400, 400, []]);
    expect((await store.countsOf('demo')).submissions).toBe(400);
    await store.close();
    await cutter.end().catch(() => undefined); // it is gone already
  });

  test('where the database stays away, a phone is told to come later', async () => {
    const server = startPostgres(bin ?? '');
    onTestFinished(() => server.remove());
    const store = await openStore({ dataDir: '', databaseUrl: server.newDatabase() }, quiet);
    const office = await openOffice({ store });
    const one = submissionTo(office);
    await office.put(one);
    server.stop('immediate');
    const reply = await office.put(submissionTo(office));
    expect([reply.status, reply.headers.get('retry-after'), (await reply.json()).code]).toEqual([
      503,
      '5',
      'server-busy',
    ]);
    server.start();
    expect((await office.put(one)).status).toBe(200);
    await store.close();
  });
});

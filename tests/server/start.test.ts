import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv } from '../submission/readCsv.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { json, newFolder } from './office.ts';
import { rintis, startServer } from './process.ts';

const signIn = (url: string, password: string) =>
  fetch(`${url}/api/session`, json('POST', JSON.stringify({ name: 'coordinator', password })));

test('the first start makes folder, keys and a survey, and says where to go; the second one has no password to tell', async () => {
  const DATA_DIR = join(newFolder(), 'new', 'data');
  const first = await startServer({ DATA_DIR, LANG: 'C.UTF-8' });
  const said = first.started.said();
  const [, password = ''] = /name coordinator, password (\S+)/.exec(said) ?? [];
  expect(said).toContain(`${first.url}/s/demo`);
  expect(said).toContain('/coordinator');
  expect(said).toMatch(/[█▀▄]{10}/); // the code for the phone
  expect((await signIn(first.url, password)).status).toBe(200);
  expect((await signIn(first.url, 'wrong')).status).toBe(401);
  expect(statSync(DATA_DIR).mode & 0o777).toBe(0o700);

  const survey = await (await fetch(`${first.url}/api/surveys/demo`)).json();
  expect(survey).toMatchObject({
    id: 'demo',
    privacy: 'anonymous',
    inserts: { transfer_abroad: { words: 'no' } },
  });
  const notice = (survey.inserts.retention_date as { day: string }).day;
  expect(Number(notice.slice(0, 4))).toBe(new Date().getUTCFullYear() + 2);
  await first.started.end('SIGTERM');

  const second = await startServer({ DATA_DIR, LANG: 'vi_VN.UTF-8' });
  expect(second.started.said()).toContain('Điều phối viên');
  expect(second.started.said()).not.toContain(password);
  expect((await signIn(second.url, password)).status).toBe(200);
  expect(await (await fetch(`${second.url}/api/surveys/demo`)).json()).toEqual(survey);
});

test('the command line exports beside the running server, gives a new password, and says what it cannot do', async () => {
  const folder = newFolder();
  const env = { DATA_DIR: join(folder, 'data'), LANG: 'C' };
  const server = await startServer(env);

  const printed = await rintis(['export', 'demo', '--labels', '--lang', 'en'], env);
  expect(printed.code).toBe(0);
  expect(readCsv(printed.said)[0]).toContain('idx_culture');
  const file = join(folder, 'demo.csv');
  expect(await rintis(['export', 'demo', '--format', 'csv', '-o', file], env)).toEqual({ code: 0, said: '' });
  expect(readFileSync(file, 'utf8')).toBe(printed.said);

  const { said } = await rintis(['password', 'coordinator'], env);
  const [, password = ''] = /new password (\S+)/.exec(said) ?? [];
  expect((await signIn(server.url, password)).status).toBe(200);

  for (const [args, sentence] of [
    [['export', 'nowhere'], 'There is no survey nowhere. There are: agencies, demo'],
    [['export', 'demo', '--lang', 'km'], 'The survey has no language km.'],
    [['export', 'demo', '--table', 'x'], 'There is no table x.'],
    [['export', 'demo', '--format', 'pdf'], 'There is no format pdf'],
    [['dance'], 'Usage:'],
    [['export', '--nonsense'], 'Usage:'],
    [[], 'Usage:'],
  ] as const) {
    const { code, said } = await rintis([...args], env);
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
  }
  expect((await rintis(['rotate-key'], env)).said).toContain('New signing key');
});

test('a port that is taken is said in a sentence, and the first sign-in is still to come', async () => {
  const env = { DATA_DIR: newFolder(), LANG: 'C' };
  const other = await startServer({ DATA_DIR: newFolder() });
  const PORT = new URL(other.url).port;
  await expect(startServer({ ...env, PORT })).rejects.toThrow(`Port ${PORT} is taken by another program.`);
  expect((await startServer(env)).started.said()).toContain('password');
});

const bin = findPostgres();
if (!bin) {
  console.warn(
    'NOT RUN: a start on PostgreSQL, since no PostgreSQL server is installed here (PG_BIN names one).',
  );
  test.todo('PostgreSQL is not installed here: the start on it did not run');
} else {
  test('with a DATABASE_URL everything is in PostgreSQL, and a database that comes back is found again', async () => {
    const postgres = startPostgres(bin);
    try {
      const env = { DATA_DIR: newFolder(), DATABASE_URL: postgres.newDatabase(), LANG: 'C' };
      const server = await startServer(env);
      const health = async () => (await fetch(`${server.url}/health`)).status;
      expect(await health()).toBe(200);
      expect((await rintis(['export', 'demo'], env)).code).toBe(0);
      postgres.stop('immediate');
      expect(await health()).toBe(503);
      postgres.start();
      expect(await health()).toBe(200);
      await server.started.end('SIGTERM');
    } finally {
      postgres.remove();
    }
  });
}

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { backUp, keysIn, restore } from '../../src/server/backup.ts';
import { BackupRefused, seal, unseal } from '../../src/server/backupKeys.ts';
import { openMediaFiles } from '../../src/server/media/index.ts';
import { NotEmpty, openStore, type Store } from '../../src/server/store/index.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { json, newFolder, submissionTo } from './office.ts';
import { rintis, startServer } from './process.ts';
import { incomingWith, onEachStore, postgresPlace } from './stores.ts';

const idOf = (n: number) => `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const keepOne = (store: Store, n: number) => {
  const body = JSON.stringify({ n, words: 'ไทย Đà Nẵng \u2028 \\u0000' });
  return store.keep(incomingWith(idOf(n), body, { survey: n % 3 ? 'demo' : 'other', late: n % 5 === 0 }));
};
const noFiles = () => openMediaFiles(newFolder(), Date.now);
const allOf = async (store: Store) => [
  ...(await store.newest('demo', null, 10_000)),
  ...(await store.newest('other', null, 10_000)),
];
const smallStore = async () => {
  const store = await openStore({ dataDir: newFolder(), databaseUrl: undefined }, console.error);
  onTestFinished(() => store.close());
  return store;
};

onEachStore((ground) => {
  test('a backup under load is one moment: it restores into either store with chain, counts and every letter', async () => {
    const store = await ground.newPlace().open();
    await Promise.all(Array.from({ length: 300 }, (_, n) => keepOne(store, n)));
    await store.act(idOf(7), { kind: 'withdrawn' }, '2026-11-23');
    await store.setPassword('mali', 'hash');
    let isOver = false;
    let sent = 300;
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!isOver) await keepOne(store, sent++);
      }),
    );
    const file = join(newFolder(), 'all.backup');
    await backUp(store, await noFiles(), file, undefined);
    isOver = true;
    await load;
    expect(statSync(file).mode & 0o777).toBe(0o600);

    for (const place of [ground.newPlace()]) {
      const copy = await place.open();
      await restore(copy, await noFiles(), file);
      const found = await copy.look(audit);
      expect(found.faults).toEqual([]);
      expect(found.submissions).toBeGreaterThanOrEqual(300);
      expect(found.submissions).toBeLessThan(sent);
      const originals = new Map((await allOf(store)).map((row) => [row.id, row]));
      const rows = await allOf(copy);
      expect(rows).toHaveLength(found.submissions - 1);
      for (const row of rows) expect(row).toEqual(originals.get(row.id));
      expect(await copy.passwordOf('mali')).toBe('hash');
      await keepOne(copy, 100_000);
      expect((await copy.look(audit)).faults).toEqual([]);
      await expect(restore(copy, await noFiles(), file)).rejects.toThrow(NotEmpty);
      await copy.close();
    }
    const small = await smallStore();
    await restore(small, await noFiles(), file);
    expect((await small.look(audit)).faults).toEqual([]);
    await store.close();
  });
});

const bin = findPostgres();
describe.runIf(bin)('from the small store to the large one', () => {
  test('what was in SQLite goes on in PostgreSQL', async () => {
    const small = await smallStore();
    await Promise.all(Array.from({ length: 50 }, (_, n) => keepOne(small, n)));
    const file = join(newFolder(), 'all.backup');
    await backUp(small, await noFiles(), file, undefined);
    const server = startPostgres(bin ?? '');
    onTestFinished(() => server.remove());
    const large = await postgresPlace(server.newDatabase()).open();
    await restore(large, await noFiles(), file);
    expect(await allOf(large)).toEqual(await allOf(small));
    expect((await large.look(audit)).days).toEqual((await small.look(audit)).days);
    await large.close();
  });
});

test('a file that was cut, changed, or is something else is refused, and nothing of it stays', async () => {
  const store = await smallStore();
  await Promise.all(Array.from({ length: 40 }, (_, n) => keepOne(store, n)));
  const file = join(newFolder(), 'all.backup');
  await backUp(store, await noFiles(), file, undefined);
  const bytes = readFileSync(file);
  const flipped = Buffer.from(bytes);
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  for (const broken of [
    bytes.subarray(0, bytes.length - 30),
    bytes.subarray(0, 50),
    flipped,
    Buffer.from('hello'),
  ]) {
    writeFileSync(file, broken);
    const copy = await smallStore();
    await expect(restore(copy, await noFiles(), file)).rejects.toThrow(BackupRefused);
    expect(await allOf(copy)).toEqual([]);
  }
});

test('sealed keys open with their passphrase and no other', () => {
  const sealed = seal('the keys', 'a long sentence');
  expect(unseal(sealed, 'a long sentence')).toBe('the keys');
  expect(() => unseal(sealed, 'another one')).toThrow(BackupRefused);
});

test('at the command line: verified, anchored, backed up beside the running server, and restored with its keys', async () => {
  const folder = newFolder();
  const env = { DATA_DIR: join(folder, 'data'), LANG: 'C', BACKUP_PASSPHRASE: 'a long sentence' };
  const server = await startServer(env);
  const { questionnaire } = await (await fetch(`${server.url}/api/surveys/demo`)).json();
  const refused = submissionTo({ hash: questionnaire });
  await fetch(`${server.url}/api/submissions/${refused.id}`, json('PUT', JSON.stringify(refused)));
  const anchor = join(folder, 'anchor.json');
  expect((await rintis(['verify', '--anchor', anchor], env)).said).toContain('Anchor until');
  expect(await rintis(['verify', '--against', anchor], env)).toMatchObject({ code: 0 });

  const file = join(folder, 'all.backup');
  expect((await rintis(['backup', file], env)).said).toContain('sealed with BACKUP_PASSPHRASE');
  expect(await keysIn(file)).toBeDefined();
  const { keys } = await (await fetch(`${server.url}/api/keys`)).json();

  const other = { ...env, DATA_DIR: join(folder, 'other') };
  expect((await rintis(['restore', file], { ...other, BACKUP_PASSPHRASE: 'wrong' })).said).toContain(
    'does not open',
  );
  expect((await rintis(['restore', file], { ...other, BACKUP_PASSPHRASE: '' })).said).toContain(
    'set BACKUP_PASSPHRASE',
  );
  const restored = await rintis(['restore', file], other);
  expect(restored.said).toContain('All is as it was kept');
  expect(restored.code).toBe(0);
  expect((await rintis(['restore', file], other)).said).toContain('data here already');
  expect(await rintis(['verify', '--against', anchor], other)).toMatchObject({ code: 0 });
  const again = await startServer(other);
  expect((await (await fetch(`${again.url}/api/keys`)).json()).keys[0]).toEqual(keys[0]);

  const clear = { ...env, BACKUP_PASSPHRASE: '' };
  expect((await rintis(['backup', file], clear)).said).toContain(`${file}.keys`);
  expect(statSync(`${file}.keys`).mode & 0o777).toBe(0o600);
});

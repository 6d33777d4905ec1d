/**
 * Backups that older programs wrote (tests/fixtures/backups, made by the programs of 2026-11-23 as git has them: 78117a5, 0fb1fc4,
 * cd17ced, 6e2a334, cba5935, 456c1fd, 4db72cb): twelve submissions, every fifth with a correction, one taken back, one sent back, and a photo where
 * there were any.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { backUp, restore } from '../../src/server/backup.ts';
import { BackupRefused } from '../../src/server/backupKeys.ts';
import { auditMedia } from '../../src/server/media/audit.ts';
import { openMediaFiles } from '../../src/server/media/index.ts';
import { openStore } from '../../src/server/store/index.ts';
import { newFolder } from './office.ts';
import { incomingWith, onEachStore } from './stores.ts';

const folder = new URL('../fixtures/backups/', import.meta.url);
const older = readdirSync(folder).sort();

onEachStore((ground) => {
  test.each(older)('%s restores, verifies, and goes on', async (name) => {
    const store = await ground.newPlace().open();
    onTestFinished(() => store.close());
    const files = await openMediaFiles(newFolder(), Date.now);
    await restore(store, files, new URL(name, folder).pathname);
    const found = await store.look(audit);
    expect(found).toMatchObject({ submissions: 12, revisions: 15, faults: [] });
    const rows = await store.newest('demo', null, 100);
    expect(rows).toHaveLength(11);
    for (const { body } of rows) expect(body).toContain('ไทย Đà Nẵng \u2028');
    expect(await store.countsOf('demo')).toEqual({ submissions: 12, revisions: 3, late: 1 });
    expect(await store.standingCountsOf('demo')).toMatchObject({ withdrawn: 1, returned: 1 });
    expect(await store.passwordOf('mali')).toBe('hash');
    expect(await auditMedia(store, files)).toEqual({
      files: name.startsWith('format-1') ? 0 : 1,
      faults: [],
    });
    await store.keep(incomingWith('019aa000-0000-7000-8000-0000000000ff', '{"n":99}'));
    expect((await store.look(audit)).faults).toEqual([]);
    const again = join(newFolder(), 'again.backup');
    expect(await backUp(store, files, again, undefined)).toMatchObject({ missing: 0 });
  });
});

test('one of a program that is not written yet is refused', async () => {
  const store = await openStore({ dataDir: newFolder(), databaseUrl: undefined }, console.error);
  onTestFinished(() => store.close());
  const text = gunzipSync(readFileSync(new URL(older.at(-1) ?? '', folder))).toString();
  const file = join(newFolder(), 'newer.backup');
  writeFileSync(file, gzipSync(text.replace(/"migration":\d+/, '"migration":999')));
  const files = await openMediaFiles(newFolder(), Date.now);
  await expect(restore(store, files, file)).rejects.toThrow(new BackupRefused('other-version'));
});

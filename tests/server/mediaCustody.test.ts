import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { backUp, restore } from '../../src/server/backup.ts';
import { BackupRefused } from '../../src/server/backupKeys.ts';
import { exportCsv } from '../../src/server/export.ts';
import { auditMedia } from '../../src/server/media/audit.ts';
import { exportFiles } from '../../src/server/media/export.ts';
import { openMediaFiles } from '../../src/server/media/index.ts';
import { toZip } from '../../src/server/media/zip.ts';
import { openStore } from '../../src/server/store/index.ts';
import { fileOf, openMediaOffice, pictureOf, send, standingOf, withMedia } from './mediaOffice.ts';
import { newFolder } from './office.ts';

/** An office with two submissions that share a photo, and one file that has not come yet. */
async function busyOffice() {
  const office = await openMediaOffice();
  const [board, door, list] = [
    pictureOf('board', 70_000),
    pictureOf('door'),
    Buffer.from('name,n\r\nไทย,1\r\n'),
  ];
  const listed = fileOf(list, 'list.csv', 'text/csv');
  const one = withMedia(office, fileOf(board), listed, fileOf(door, 'door.jpg'));
  const other = withMedia(office, fileOf(board, 'same.jpg'), fileOf(pictureOf('awaited'), 'awaited.jpg'));
  for (const submission of [one, other]) await office.put(submission);
  for (const bytes of [board, door]) await send(office, one.id, bytes);
  await send(office, one.id, list, listed);
  expect((await standingOf(office, other)).receipts).toHaveLength(1);
  return { office, one, other, board, door, list };
}

const emptyBooks = async () => {
  const store = await openStore({ dataDir: newFolder(), databaseUrl: undefined }, console.error);
  onTestFinished(() => store.close());
  return { store, files: await openMediaFiles(newFolder(), Date.now) };
};
const everything = (folder: string) =>
  (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );

test('a backup carries each file once, and what was restored proves well', async () => {
  const { office, board, door, list } = await busyOffice();
  const file = join(newFolder(), 'all.backup');
  expect(await backUp(office.store, office.media.files, file, undefined)).toMatchObject({
    files: 3,
    missing: 0,
  });
  const { store, files } = await emptyBooks();
  await restore(store, files, file);
  for (const bytes of [board, door, list])
    expect(readFileSync(files.pathOf(fileOf(bytes).hash))).toEqual(bytes);
  expect(await auditMedia(store, files)).toEqual({ files: 3, faults: [] });
  expect(everything(dirname(files.uploads))).toHaveLength(3);
});

test('a backup that was cut or changed anywhere restores nothing, and leaves nothing lying about', async () => {
  const { office } = await busyOffice();
  const file = join(newFolder(), 'all.backup');
  await backUp(office.store, office.media.files, file, undefined);
  const bytes = readFileSync(file);
  const flipped = (at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 4;
    return copy;
  };
  const secondPart = bytes.indexOf(Buffer.from('1f8b08', 'hex'), 10);
  expect(secondPart).toBeGreaterThan(10);
  for (const broken of [
    bytes.subarray(0, secondPart),
    bytes.subarray(0, secondPart + 30_000),
    bytes.subarray(0, bytes.length - 20),
    flipped(secondPart + 40_000),
    flipped(bytes.length - 60),
  ]) {
    writeFileSync(file, broken);
    const { store, files } = await emptyBooks();
    await expect(restore(store, files, file)).rejects.toThrow(BackupRefused);
    expect(await store.newest('demo', null, 10)).toEqual([]);
    expect(everything(dirname(files.uploads))).toEqual([]);
  }
});

test('a file that is gone is not in the backup, and whoever makes it hears so', async () => {
  const { office, door } = await busyOffice();
  rmSync(office.media.files.pathOf(fileOf(door).hash));
  const file = join(newFolder(), 'all.backup');
  expect(await backUp(office.store, office.media.files, file, undefined)).toMatchObject({
    files: 2,
    missing: 1,
  });
});

test('a flipped byte, a lost file and one that nobody lists are found', async () => {
  const { office, one, board, door } = await busyOffice();
  const { files } = office.media;
  expect((await auditMedia(office.store, files)).faults).toEqual([]);
  const path = files.pathOf(fileOf(board).hash);
  const bytes = readFileSync(path);
  bytes[60_000] = (bytes[60_000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  rmSync(files.pathOf(fileOf(door).hash));
  const stray = files.pathOf(fileOf(pictureOf('stray')).hash);
  mkdirSync(dirname(stray), { recursive: true });
  writeFileSync(stray, pictureOf('stray'));
  const { faults } = await auditMedia(office.store, files);
  expect(faults.map(({ what, where }) => `${what}: ${where}`).sort()).toEqual(
    [
      `media: a file is missing: ${one.id} ${fileOf(door).hash}`,
      `media: a file that no submission lists: ${fileOf(pictureOf('stray')).hash}`,
      `media: bytes: ${fileOf(board).hash}`,
    ].sort(),
  );
});

test('files leave named by submission and question, as a folder or a ZIP, and the table has their names', async () => {
  const { office, one, other, board, door, list } = await busyOffice();
  const fielding = await office.catalogue.fielding('demo');
  if (!fielding) throw new Error('no survey');
  const expected = {
    [`${one.id}/board-board.jpg`]: board,
    [`${one.id}/list-list.csv`]: list,
    [`${one.id}/room-1-door-door.jpg`]: door,
    [`${other.id}/board-same.jpg`]: board,
  };
  const done = { written: 4, awaited: 1 };
  const folder = join(newFolder(), 'files');
  expect(await exportFiles(office.store, office.media.files, fielding, folder)).toEqual(done);
  expect(everything(folder).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, bytes] of Object.entries(expected))
    expect(readFileSync(join(folder, name))).toEqual(bytes);

  const zip = join(newFolder(), 'files.zip');
  expect(await exportFiles(office.store, office.media.files, fielding, zip)).toEqual(done);
  const inside = unzipSync(readFileSync(zip));
  expect(Object.keys(inside).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, bytes] of Object.entries(expected))
    expect(Buffer.from(inside[name] ?? [])).toEqual(bytes);

  const csv = (await Array.fromAsync((await exportCsv(office.store, fielding, {})) ?? [])).join('');
  expect(csv).toContain('board.jpg');
  expect(csv).toContain('same.jpg');
});

test('a ZIP holds more files than its old form can count', async () => {
  const bytes = Buffer.from('ไทย');
  const entries = Array.from({ length: 66_000 }, (_, n) => ({
    name: `ห้อง/${n}.txt`,
    size: bytes.length,
    read: () => [bytes],
  }));
  const inside = unzipSync(Buffer.concat(await Array.fromAsync(toZip(entries))));
  expect(Object.keys(inside)).toHaveLength(66_000);
  expect(Buffer.from(inside['ห้อง/65999.txt'] ?? [])).toEqual(bytes);
});

/** The file of the embedded database with one bit of it turned over, anywhere: a disk that decays, or somebody with an editor. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { hashOf, openStore } from '../../src/server/store/index.ts';
import { chanceOf, pick } from './spoil.ts';
import { incomingWith } from './stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'rintis-flipped-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fail = (cause: unknown) => {
  throw cause;
};
const idOf = (n: number) => `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const openIn = (dataDir: string) => openStore({ dataDir, databaseUrl: undefined }, fail);

/** A database at rest, with something in each table that stands under the log. */
async function filled(): Promise<string> {
  const dataDir = join(folder, 'whole');
  const store = await openIn(dataDir);
  await store.addQuestionnaire(hashOf('{"a":1}'), '{"a":1}');
  for (let n = 0; n < 60; n++) {
    const media = [{ name: `${n}.jpg`, hash: hashOf(String(n)), type: 'image/jpeg' as const, size: 3 }];
    const words = 'an answer of somebody '.repeat(n % 7);
    await store.keep({ ...incomingWith(idOf(n), JSON.stringify({ n, words, media })), media });
  }
  await store.act(idOf(3), { kind: 'withdrawn' }, '2026-11-24');
  await store.act(idOf(4), { kind: 'returned', by: 'mali', comment: 'Which year?' }, '2026-11-25');
  await store.close();
  return dataDir;
}

const audited = [
  'submissions',
  'submission_acts',
  'submission_media',
  'standings',
  'survey_days',
  'questionnaires',
];

/** All that is under the log, as it reads now; or that it cannot be read. */
function readingOf(dataDir: string): string {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(dataDir, 'rintis.sqlite'), { readOnly: true });
    return JSON.stringify(
      audited.map((table) => db?.prepare(`SELECT * FROM ${table}`).all()),
      (_, value) => value ?? 0, // a NULL in the place of a number is read as none
    );
  } catch {
    return 'unreadable';
  } finally {
    db?.close();
  }
}

async function verdictOn(dataDir: string): Promise<string> {
  try {
    const store = await openIn(dataDir);
    try {
      return (await store.look(audit)).faults.length > 0 ? 'found' : 'fine';
    } finally {
      await store.close();
    }
  } catch {
    return 'found';
  }
}

test('whichever bit of the file is turned over: nothing reads otherwise, or it is found', async () => {
  const whole = await filled();
  const reading = readingOf(whole);
  expect(await verdictOn(whole)).toBe('fine');
  const file = readFileSync(join(whole, 'rintis.sqlite'));
  const written = [...file.keys()].filter((at) => file[at] !== 0); // most of it is room for more
  const chance = chanceOf(20261123);
  let changed = 0;
  for (let time = 0; time < 60; time++) {
    const at = pick(chance, written);
    const spoilt = Buffer.from(file);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
    const dataDir = join(folder, `spoilt-${time}`);
    cpSync(whole, dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'rintis.sqlite'), spoilt);
    const isChanged = readingOf(dataDir) !== reading;
    changed += isChanged ? 1 : 0;
    if (isChanged) expect([time, at, await verdictOn(dataDir)]).toEqual([time, at, 'found']);
    rmSync(dataDir, { recursive: true });
  }
  expect(changed).toBeGreaterThan(15); // the others lie in other tables, or where something stood before
});

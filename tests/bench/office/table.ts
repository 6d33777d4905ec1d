/**
 * The office among a million submissions: any page of the table of submissions, whatever is asked for, and the figures of progress. The
 * lines are written by the store's own act, as the follower does, with marks as submissions have them; the bodies under them are not
 * there, since neither page reads any.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { type Line, type LinePage, marksOf, type State } from '../../../src/review/index.ts';
import { openStore, type ReviewRow } from '../../../src/server/store/index.ts';
import { submissionIdFor } from '../../../src/submission/index.ts';
import { chance } from '../../results/people.ts';
import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { survey } from '../scale/form.ts';
import { openPlace, type Place } from '../scale/place.ts';

const longestPage = 200; // milliseconds, anywhere
const longestFigures = 1_000;
const asks = 20;
const day = 24 * 60 * 60_000;
const first = Date.parse('2026-08-01T00:00:00Z');

/** Prints a line for each question that an office asks; gives what was not as fast as it should be. */
export async function benchTable(rows: number, only: string | undefined): Promise<string[]> {
  const bin = only === 'SQLite' ? null : findPostgres();
  const database = bin ? startPostgres(bin) : null;
  const remove = () => database?.remove();
  process.once('exit', remove);
  const failures: string[] = [];
  try {
    for (const [name, url] of [
      ['SQLite', ''],
      ['PostgreSQL', database?.newDatabase()],
    ] as const) {
      if (url === undefined || (only !== undefined && only !== name)) continue;
      const began = Date.now();
      const place = await openPlace(url, (dataDir) => lay(url, dataDir, rows));
      const each = (1_000 * (Date.now() - began)) / rows;
      console.log(`office ${name}: ${rows.toLocaleString('en')} lines laid, ${each.toFixed(0)} µs each`);
      try {
        failures.push(...(await look(name, place, rows)));
      } finally {
        await place.leave();
      }
    }
  } finally {
    process.off('exit', remove);
    remove();
  }
  if (!database && only !== 'SQLite')
    failures.push('PostgreSQL is not installed here (PG_BIN names one): nothing was measured on it');
  return failures;
}

async function lay(databaseUrl: string, dataDir: string, rows: number): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl: databaseUrl || undefined }, console.error);
  const random = chance(4);
  const step = (100 * day) / rows;
  for (let from = 0; from < rows; from += 5_000) {
    const some = Array.from({ length: Math.min(5_000, rows - from) }, (_, at) =>
      rowAt(first + Math.floor((from + at) * step), random),
    );
    await store.review.write(survey, some);
  }
  await store.close();
  const days = `INSERT INTO survey_days (slot, survey_id, day, submissions, revisions, late, entries, sum)
    VALUES (0, '${survey}', '2026-11-08', ${rows}, 0, 0, ${rows}, ${databaseUrl ? 0 : "'0'"})`;
  if (!databaseUrl) {
    const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'));
    db.exec(days);
    db.close();
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(days);
  await client.query('ANALYZE');
  await client.end();
}

function rowAt(at: number, random: () => number): ReviewRow {
  const pick = (count: number) => Math.floor(random() ** 1.5 * count);
  const moment = new Date(at);
  const chosen = random();
  const state: State =
    chosen < 0.97
      ? 'received'
      : chosen < 0.98
        ? 'accepted'
        : chosen < 0.99
          ? 'corrected'
          : chosen < 0.9999
            ? 'review'
            : 'returned';
  const area = pick(30);
  const line: Line = {
    id: submissionIdFor('identified', moment, randomBytes(16)),
    receivedAt: moment.toISOString(),
    state,
    code: randomBytes(5).toString('hex').toUpperCase(),
    revision: 1,
    language: area < 5 ? 'th' : 'en', // two that never meet: the worst that can be asked for together
    mode: 'interview',
    seconds: 300 + pick(900),
    device: `device-${pick(200)}`,
    groups: { q03: `option_${area}`, q05: `option_${pick(30)}` },
    flags: random() < 0.06 ? [{ flag: 'speed', why: 'seconds-per-item', figure: 1, bound: 2 }] : [],
  };
  const alike = [`p:${randomBytes(12).toString('hex')}`];
  return { id: line.id, at, entries: 1, line: JSON.stringify(line), marks: marksOf(line, alike) };
}

async function look(name: string, { server }: Place, rows: number): Promise<string[]> {
  const { coordinator, origin } = server;
  const signedIn = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(coordinator),
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = async (path: string) => {
    const began = performance.now();
    const reply = await fetch(`${origin}/api/coordinator/surveys/${survey}/${path}`, { headers: { cookie } });
    const said = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${said}`);
    return { took: performance.now() - began, said };
  };
  await ask('progress');
  const failures: string[] = [];
  const place = (part: number) =>
    `${first + Math.floor(part * 100 * day)}.ffffffff-ffff-7fff-bfff-ffffffffffff`;
  const questions: [string, (at: number) => string, number][] = [
    ['any page', (at) => `submissions?after=${place((at + 0.5) / asks)}`, longestPage],
    ['the first page', () => 'submissions?', longestPage],
    ['sent back (one in ten thousand)', () => 'submissions?state=returned', longestPage],
    ['flagged, any page', (at) => `submissions?flag=any&after=${place((at + 0.5) / asks)}`, longestPage],
    ['one device', (at) => `submissions?device=device-${at}`, longestPage],
    [
      'an area, a language and a flag',
      (at) => `submissions?language=en&flag=speed&group=q03%3Doption_${5 + at}`,
      longestPage,
    ],
    [
      'an area in days of a month',
      (at) => `submissions?group=q03%3Doption_${at}&from=2026-09-01&until=2026-09-30`,
      longestPage,
    ],
    ['what never meets: one look', () => 'submissions?language=th&group=q03%3Doption_6', longestPage],
    ['figures of progress', () => 'progress', longestFigures],
  ];
  for (const [what, path, longest] of questions) {
    const times: number[] = [];
    let found = 0;
    for (let at = 0; at < asks; at++) {
      const { took, said } = await ask(path(at));
      times.push(took);
      if (path(at).startsWith('submissions')) found += (JSON.parse(said) as LinePage).lines.length;
    }
    times.sort((a, b) => a - b);
    const [middle = 0, most = 0] = [times[asks / 2], times.at(-1)];
    console.log(
      `office ${name.padEnd(10)} among ${rows.toLocaleString('en')}: ${what.padEnd(34)} ${middle.toFixed(0).padStart(5)} ms, at most ${most.toFixed(0).padStart(5)} ms; ${found} lines`,
    );
    if (most > longest)
      failures.push(`office on ${name}, ${what}: ${most.toFixed(0)} ms, more than ${longest}`);
  }
  return failures;
}

/**
 * What a submission costs when a thousand are there already, and when a million are. The rows are laid into the
 * store's own tables; then a real server takes some more. The cost is the
 * processor's time of the server, and for PostgreSQL the wall's, for its processes are its own; rounds go up and down the sizes,
 * so that a bad minute of the machine falls on all of them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { median } from '../core/rows.ts';
import { makeBody, survey } from './form.ts';
import type { Measured } from './load.ts';
import { openPlace, type Place } from './place.ts';
import { inProcess } from './process.ts';

const mostRatio = 1.5; // of the cost among the most rows to that among the fewest
const sent = 2_000;
const day = 24 * 60 * 60_000;

/** Prints a line for each size; gives what was not as it should be. */
export async function benchGrowth(
  store: string,
  newDatabase: () => string,
  sizes: readonly number[],
  rounds: number,
): Promise<string[]> {
  const places: {
    readonly size: number;
    readonly place: Place;
    readonly costs: number[];
    readonly rates: number[];
  }[] = [];
  try {
    for (const size of sizes) {
      const began = Date.now();
      const database = newDatabase();
      const place = await openPlace(database, (dataDir, hash) => fill(database, dataDir, hash, size));
      console.log(
        `growth ${store}: ${size.toLocaleString('en')} rows laid in ${Math.round((Date.now() - began) / 1_000)} s`,
      );
      places.push({ size, place, costs: [], rates: [] });
    }
    for (let round = 0; round <= rounds; round++) {
      for (const { place, costs, rates } of round % 2 ? [...places].reverse() : places) {
        const load = { port: place.server.port, hash: place.hash, clients: 8, requests: sent / 8, batch: 1 };
        const go = await inProcess<Measured>('./load.ts', load);
        const before = processorTime(place.server.pid());
        const { seconds, submissions, statuses } = await go();
        if (statuses[200] !== submissions) throw new Error(`growth: replies ${JSON.stringify(statuses)}`);
        if (round === 0) continue; // warms up
        costs.push((processorTime(place.server.pid()) - before) / submissions);
        rates.push(submissions / seconds);
      }
    }
  } finally {
    for (const { place } of places) await place.leave();
  }
  const [fewest] = places;
  const failures: string[] = [];
  for (const { size, costs, rates } of places) {
    const ratio = (of: readonly number[], to: readonly number[] = []) =>
      median(of.map((it, round) => it / (to[round] ?? Number.NaN)));
    const cost = ratio(costs, fewest?.costs);
    const time = ratio(fewest?.rates ?? [], rates);
    console.log(
      `growth ${store.padEnd(10)} among ${size.toLocaleString('en').padStart(9)}: ${Math.round(median(costs) * 1_000)} µs of the processor (${cost.toFixed(2)}×),`,
      `${Math.round(median(rates))}/s at 8 clients (${time.toFixed(2)}× the time)`,
    );
    if (size !== fewest?.size && (cost > mostRatio || time > mostRatio))
      failures.push(
        `growth on ${store}: ${Math.max(cost, time).toFixed(2)}× among ${size}, more than ${mostRatio}×`,
      );
  }
  return failures;
}

/**
 * Rows over a hundred days, made by the database itself. Their hashes and the lines of their log are chance: an audit would
 * object, but they are as long as true ones and lie where true ones would.
 */
export async function fill(databaseUrl: string, dataDir: string, hash: string, size: number): Promise<void> {
  const bodies = Array.from({ length: 500 }, () => makeBody(hash).body);
  if (databaseUrl) await fillPostgres(databaseUrl, bodies, hash, size);
  else fillSqlite(join(dataDir, 'rintis.sqlite'), bodies, hash, size);
}

const firstId = Date.now() - 100 * day;

function fillSqlite(file: string, bodies: readonly string[], hash: string, size: number): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = OFF; CREATE TEMP TABLE bodies (at INTEGER PRIMARY KEY, body TEXT)');
  const put = db.prepare('INSERT INTO bodies (at, body) VALUES (?, ?)');
  for (const [at, body] of bodies.entries()) put.run(at, body);
  const insert = db.prepare(`
    WITH RECURSIVE series (n) AS (SELECT $from UNION ALL SELECT n + 1 FROM series WHERE n + 1 < $to),
      ids AS (SELECT n, printf('%012x', $begun + n * $step) AS ms, lower(hex(randomblob(10))) AS r FROM series)
    INSERT INTO submissions (id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on,
      body, number, day, entry)
    SELECT substr(ms, 1, 8) || '-' || substr(ms, 9, 4) || '-7' || substr(r, 1, 3) || '-8' || substr(r, 4, 3) || '-' ||
        substr(r, 7, 12), 1, $survey, $hash, lower(hex(randomblob(32))), upper(hex(randomblob(5))),
      '2026-11-23T10:00:00.000Z', 0, 'abcdefghijkl', '', body, 1, '2026-11-23', lower(hex(randomblob(21)))
    FROM ids JOIN bodies ON bodies.at = n % $bodies`);
  const begun = firstId;
  const step = Math.floor((100 * day) / size);
  for (let from = 0; from < size; from += 20_000) {
    const to = Math.min(from + 20_000, size);
    insert.run({ from, to, begun, step, survey, hash, bodies: bodies.length });
  }
  db.prepare(`INSERT INTO survey_days VALUES (0, ?, '2026-11-23', ?, 0, 0, ?, '0')`).run(survey, size, size);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

async function fillPostgres(
  url: string,
  bodies: readonly string[],
  hash: string,
  size: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET synchronous_commit = off');
  await client.query('CREATE TEMP TABLE bodies (at integer PRIMARY KEY, body text)');
  await client.query(
    'INSERT INTO bodies SELECT ordinality - 1, body FROM unnest($1::text[]) WITH ORDINALITY AS it (body)',
    [bodies],
  );
  const step = Math.floor((100 * day) / size);
  await client.query(
    `INSERT INTO submissions (id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on, body)
     SELECT (lpad(to_hex($1::bigint + n * $2::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid, 1,
       $3, $4, r || r, upper(substr(r, 20, 11)), '2026-11-23T10:00:00.000Z', 0, 'abcdefghijkl', '', body
     FROM (SELECT n, md5(random()::text) AS r FROM generate_series(0, $5::integer - 1) AS n) AS ids
     JOIN bodies ON bodies.at = n % $6::integer ORDER BY n`,
    [firstId, step, survey, hash, size, bodies.length],
  );
  await client.query(
    `INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
     SELECT id, 1, '2026-11-23', 'kept', 1, '', substr(hash, 1, 43) FROM submissions`,
  );
  await client.query(
    `INSERT INTO survey_days (slot, survey_id, day, submissions, revisions, late, entries, sum)
     VALUES (0, $1, '2026-11-23', $2, 0, 0, $2, 0)`,
    [survey, size],
  );
  await client.query('ANALYZE');
  await client.end();
}

/** Milliseconds that a process has had of the processors, all its threads. */
function processorTime(pid: number): number {
  const [, words = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = words.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // they are hundredths of a second
}

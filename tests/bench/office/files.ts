/**
 * Files of many submissions of 60 answers, as `rintis export` makes them: how fast beside the database's own way to hand out the same
 * rows, how much memory the program takes, and whether twice as many take twice as long.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { survey } from '../scale/form.ts';
import { fill } from '../scale/growth.ts';
import { openPlace } from '../scale/place.ts';

const leastShare = 0.5; // of the speed of COPY … TO
const mostMemory = 300; // MB
const longestXlsx = 60; // seconds
const xlsxRows = 100_000;
const rintis = fileURLToPath(new URL('../../../src/server/rintis.ts', import.meta.url));

/** Prints a line for each file; gives what was not as it should be. */
export async function benchFiles(rows: number): Promise<string[]> {
  const bin = findPostgres();
  if (!bin) return ['PostgreSQL is not installed here (PG_BIN names one): no file was held against COPY'];
  const database = startPostgres(bin);
  const remove = () => database.remove();
  process.once('exit', remove);
  const failures: string[] = [];
  const want = (isWell: boolean, what: string) => void (isWell || failures.push(what));
  try {
    for (const size of [rows / 2, rows]) {
      const url = database.newDatabase();
      const place = await openPlace(url, (dataDir, hash) => fill(url, dataDir, hash, size));
      const env = { ...process.env, DATA_DIR: place.dataDir, DATABASE_URL: url };
      const take = (format: string, ...more: string[]) =>
        run(process.execPath, [rintis, 'export', survey, '--format', format, ...more], env);
      try {
        const same = `COPY (SELECT * FROM submissions WHERE survey_id = '${survey}' ORDER BY id) TO STDOUT`;
        const copy = await run(join(bin, 'psql'), [url, '-c', same], process.env);
        const csv = await take('csv', '-o', '/dev/null');
        const share = copy.seconds / csv.seconds;
        tell(size, 'COPY … TO', copy);
        tell(size, `CSV: ${share.toFixed(2)} of that speed`, csv);
        want(
          share >= leastShare,
          `CSV of ${size}: ${share.toFixed(2)} of the speed of COPY, less than ${leastShare}`,
        );
        want(csv.megabytes <= mostMemory, `CSV of ${size}: ${csv.megabytes.toFixed(0)} MB`);
        if (size > xlsxRows) continue;
        const folder = join(place.dataDir, 'files');
        const xlsx = await take('xlsx', '-o', folder);
        await rm(folder, { recursive: true });
        tell(size, 'XLSX', xlsx);
        want(
          xlsx.seconds * (xlsxRows / size) <= longestXlsx,
          `XLSX of ${size}: ${xlsx.seconds.toFixed(0)} s`,
        );
        want(xlsx.megabytes <= mostMemory, `XLSX of ${size}: ${xlsx.megabytes.toFixed(0)} MB`);
      } finally {
        await place.leave();
      }
    }
  } finally {
    process.off('exit', remove);
    remove();
  }
  return failures;
}

interface Run {
  readonly seconds: number;
  /** The most that it had in memory. */
  readonly megabytes: number;
}

const tell = (rows: number, what: string, { seconds, megabytes }: Run): void =>
  console.log(
    `files of ${rows.toLocaleString('en').padStart(9)}: ${what.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s, ${Math.round(rows / seconds).toLocaleString('en')} rows/s, ${megabytes.toFixed(0)} MB`,
  );

/** Runs a program to its end, and looks at its memory meanwhile. */
async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const began = performance.now();
  const child = spawn(program, [...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  let kilobytes = 0;
  const look = setInterval(async () => {
    const told = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    kilobytes = Math.max(kilobytes, Number(/^VmHWM:\s+(\d+) kB$/m.exec(told)?.[1] ?? 0));
  }, 100);
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  clearInterval(look);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, megabytes: kilobytes / 1024 };
}

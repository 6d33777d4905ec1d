/**
 * `npm run bench`: ours against the field's or against a limit, in the same run, one after the other in turns. Milliseconds are
 * this machine's; the ratios are what counts. `--only` takes some of the parts, `--quick` is for every day.
 */
import { parseArgs } from 'node:util';
import { benchBrowser } from './browser.ts';
import { benchCore } from './core.ts';
import { benchDrain } from './drain/drain.ts';
import { benchField } from './field.ts';
import { benchHome } from './home.ts';
import { benchFiles } from './office/files.ts';
import { benchTable } from './office/table.ts';
import { installPeers } from './peers/install.ts';
import { benchResults } from './results.ts';
import { benchScale } from './scale.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    /** Of what the server takes (ingest, storm, growth) and of the office (table, files): some parts; and one of the stores (SQLite, PostgreSQL). */
    part: { type: 'string', default: 'ingest storm growth' },
    store: { type: 'string' },
    /** Submissions that wait on the phone that is to get rid of them. */
    waiting: { type: 'string', default: '10000' },
    /** That phone's browser starts no workers. */
    alone: { type: 'boolean', default: false },
    /** Submissions that an office goes through. */
    rows: { type: 'string' },
    /** Where the field's forms are, for the import; it is left out where there are none. */
    conformance: { type: 'string', default: '../shared/conformance' },
  },
});
const rounds = Number(values.rounds);

/** Each prints its tables, and gives what is not as fast as it should be. */
const parts: Record<string, () => Promise<string[]>> = {
  /** The engines in Node. */
  core: async () => {
    installPeers();
    return benchCore(rounds, values.conformance);
  },
  /** What the server takes. */
  scale: () =>
    benchScale({ rounds, quick: values.quick, parts: values.part.split(' '), store: values.store }),
  /** Results of a million submissions. */
  results: async () => benchResults(values.quick),
  /** The table of submissions and the figures, anywhere among them; and files of them. */
  office: async () => {
    const rows = Number(values.rows ?? (values.quick ? 100_000 : 1_000_000));
    const parts = values.part.split(' ');
    const isOnly = parts.some((part) => part === 'table' || part === 'files');
    return [
      ...(!isOnly || parts.includes('table') ? await benchTable(rows, values.store) : []),
      ...(!isOnly || parts.includes('files') ? await benchFiles(rows) : []),
    ];
  },
  /** How fast a phone gets rid of what waits on it. */
  drain: () => benchDrain(Number(values.waiting), values.alone),
  /** Answering, with five thousand questions. */
  field: () => benchField(rounds),
  /** An enumerator's start page, with what a year leaves on a device. */
  home: () => benchHome(rounds),
  /** Until a person sees the first question. */
  browser: async () => {
    installPeers();
    return benchBrowser(rounds);
  },
};

const names = values.only?.split(' ') ?? Object.keys(parts);
const failures: string[] = [];
for (const name of names) {
  const part = parts[name];
  if (!part) throw new Error(`--only takes some of: ${Object.keys(parts).join(', ')}`);
  console.log(`\n── ${name} ──`);
  failures.push(...(await part()));
}
console.log(
  failures.length === 0
    ? `\nverdict: every goal is met: ${names.join(', ')}`
    : `\nverdict: not as fast as it should be: ${failures.join('; ')}`,
);
process.exit(failures.length === 0 ? 0 : 1);

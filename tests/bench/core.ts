/**
 * The core against the field's engines in Node, without any screen: loading, answering, filtering; and our import. Everyone
 * writes the same form in its own words, is asked the same, and has to show the same: what differs is void.
 */
import { type ImportRound, importOnce, largestForms, printImport } from './core/imports.ts';
import { measure } from './core/process.ts';
import { median, ms, printRows, type Row, ratioOf } from './core/rows.ts';
import type { Visit } from './core/visit.ts';

const engines = { rintis: 'Rintis', surveyjs: 'survey-core', odk: 'xforms-engine' } as const;
type Name = keyof typeof engines;
const peers = ['surveyjs', 'odk'] as const;

/** What the project set itself: how many times as long the others take, at least. */
const goals = { load: { surveyjs: 3, odk: 20 }, answer: 20, answerAt: 5_000 };
const sizes = [100, 1_000, 5_000];
/** Milliseconds for one answer to a cascade; and how much more for five times the list, when as much is left of it. */
const cascade = { most: 5, mostGrowth: 2.5, list: ['20', '500'], longer: ['100', '500'] };
/** No round begins that would probably end later than this. */
const budget = 225_000;

/** Runs the rounds and prints the table; gives what was not as good as it should be. */
export function benchCore(wanted: number, conformance: string): string[] {
  const seen = new Map<string, Visit[]>();
  const forms = largestForms(conformance);
  const imports = new Map<string, ImportRound[]>(forms.map((file) => [file, []]));
  const visit = (name: Name, args: readonly string[]): void => {
    const key = keyOf(name, args);
    seen.set(key, [...(seen.get(key) ?? []), measure<Visit>('./visit.ts', [name, ...args])]);
  };
  const began = Date.now();
  let rounds = 0;
  const hasTime = () => rounds === 0 || (Date.now() - began) * (1 + 1 / rounds) < budget;
  for (; rounds < wanted && hasTime(); rounds++) {
    for (const args of [...sizes.map((size) => [String(size)]), cascade.list]) {
      for (const name of ['rintis', ...peers] as const) visit(name, args);
    }
    visit('rintis', cascade.longer);
    for (const [file, all] of imports) all.push(importOnce(file));
    console.log(`core: round ${rounds + 1}, ${Math.round((Date.now() - began) / 1_000)} s`);
  }
  const visits = (name: Name, args: readonly string[]) => seen.get(keyOf(name, args)) ?? [];

  console.log(
    `\nThe engines in Node ${process.versions.node}, median of ${rounds} (fastest–slowest), each visit in a process`,
  );
  console.log('of its own, after a form of 100 questions loaded and answered there as warm-up\n');
  const failures = sizes.flatMap((size) => reportSize(size, (name) => visits(name, [String(size)])));
  failures.push(...reportCascade(visits));
  for (const [file, all] of imports) failures.push(...printImport(file, all));
  if (forms.length === 0) console.log(`import: not measured, there are no forms in ${conformance}`);
  return failures;
}

const keyOf = (name: Name, args: readonly string[]): string => [name, ...args].join(' ');

type Visits = (name: Name) => readonly Visit[];

function reportSize(size: number, visits: Visits): string[] {
  const isVoid = differenceIn(visits);
  const at = `${size.toLocaleString('en')} questions`;
  const failures = printRows(`load, ${at}`, rowsOf(visits, 'load', goals.load), isVoid);
  if (isVoid === null) console.log(`${''.padEnd(27)}${checkInWords(visits)}`);
  for (const [kind, words] of Object.entries(answers)) {
    printRows(`${words}, ${at}`, rowsOf(visits, kind), isVoid);
  }
  const goal = size === goals.answerAt ? { surveyjs: goals.answer, odk: goals.answer } : {};
  failures.push(...printRows(`an answer, ${at}`, rowsOf(visits, 'all', goal), isVoid));
  console.log();
  return failures;
}

/** What ours does once with a questionnaire that arrives, and what the loads would be with it each time. */
function checkInWords(visits: Visits): string {
  const [ours, ...others] = rowsOf(visits, 'load');
  const checks = visits('rintis').map(({ times }) => median(times.check ?? []));
  const both = {
    name: '',
    took: ours?.took.map((time, round) => time + (checks[round] ?? Number.NaN)) ?? [],
  };
  const ratios = others.map((row) => `${ratioOf(row, both).toFixed(1)}×`).join(' and ');
  return `(our check on arrival, once, not in this: ${ms(median(checks))} ms; with it ${ratios})`;
}

/** The kinds of answers, five to a block: a choice that nobody looks at, two numbers of the total, a yes and a no. */
const answers = { plain: 'plain', number: 'number', appear: 'yes', vanish: 'no' } as const;

function rowsOf(visits: Visits, kind: string, goal: Partial<Record<Name, number>> = {}): Row[] {
  const took = ({ times }: Visit): number => {
    const of = (each: string) => median(times[each] ?? []);
    // what an answer takes in the mean of a block
    return kind === 'all' ? (of('plain') + 2 * of('number') + of('appear') + of('vanish')) / 5 : of(kind);
  };
  return (['rintis', ...peers] as const).map((name) => ({
    name: engines[name],
    took: visits(name).map(took),
    ...(goal[name] !== undefined && { goal: goal[name] }),
  }));
}

function reportCascade(visits: (name: Name, args: readonly string[]) => readonly Visit[]): string[] {
  const inList: Visits = (name) => visits(name, cascade.list);
  const rows = rowsOf(inList, 'filter');
  const failures = printRows('cascade of 10,000', rows, differenceIn(inList));
  const slowest = median(inList('rintis').map(({ times }) => times.slowest?.[0] ?? Number.NaN));
  const longer = visits('rintis', cascade.longer).map(({ times }) => median(times.filter ?? []));
  const growth = median(longer.map((time, round) => time / (rows[0]?.took[round] ?? Number.NaN)));
  const isFast = slowest <= cascade.most;
  const isFlat = growth <= cascade.mostGrowth;
  console.log(
    `cascade: the slowest of ours ${ms(slowest)} ms (limit ${cascade.most} ms, ${isFast ? 'kept' : 'not kept'});`,
    `of 50,000 with as many left ${growth.toFixed(1)}× (limit ${cascade.mostGrowth}×, ${isFlat ? 'kept' : 'not kept'})\n`,
  );
  if (!isFast) failures.push(`cascade: ${ms(slowest)} ms`);
  if (!isFlat) failures.push(`cascade: ${growth.toFixed(1)}× for five times the list`);
  return failures;
}

/** The first thing that somebody saw otherwise than we did. */
function differenceIn(visits: Visits): string | null {
  const [ours] = visits('rintis');
  for (const name of ['rintis', ...peers] as const) {
    for (const { seen } of visits(name)) {
      const at = seen.findIndex((line, index) => line !== ours?.seen[index]);
      if (at >= 0)
        return `${engines[name]} shows "${seen[at]}" where ${engines.rintis} shows "${ours?.seen[at]}"`;
    }
  }
  return null;
}

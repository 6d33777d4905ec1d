/** The parts of a conformance run: what each counts, and the goal that it has to meet. */
import { judgeExpressions } from '../support/expressions.ts';
import { readForms } from './imports.ts';
import { reasonFor } from './known.ts';
import { replayTraces } from './replay.ts';
import { passes, playScenarios } from './scenarios.ts';
import type { Difference } from './state.ts';

export interface Part {
  readonly name: string;
  /** What is printed. */
  readonly line: string;
  readonly meetsGoal: boolean;
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly id: string;
  readonly why: string;
  /** Why it is as it is, where that was looked into. */
  readonly known?: string;
}

const goals = { expressions: 0.99, scenarios: 0.95, replay: 0.98, toTheLetter: 0.98, imported: 54 / 58 };

export const parts: readonly ((directory: string) => Promise<Part | undefined>)[] = [
  expressions,
  scenarios,
  imports,
  replay,
];

async function expressions(directory: string): Promise<Part | undefined> {
  const verdicts = await judgeExpressions(directory);
  if (!verdicts) return;
  const judged = verdicts.filter(({ dialect }) => !dialect);
  const passed = judged.filter((verdict) => verdict.passed).length;
  const dialect = verdicts.length - judged.length;
  return {
    name: 'expressions',
    line: `${passed} passed, ${judged.length - passed} failed, ${dialect} dialect`,
    meetsGoal: passed >= goals.expressions * judged.length,
    passed,
    total: judged.length,
    failures: verdicts
      .filter((verdict) => !verdict.passed)
      .map(({ fact, given, dialect }) => ({
        id: fact.id,
        why: `${dialect ? 'dialect: ' : ''}${fact.expr}: expected ${JSON.stringify(fact.expected)}, is ${JSON.stringify(given)}`,
      })),
  };
}

async function scenarios(directory: string): Promise<Part | undefined> {
  const played = await playScenarios(directory);
  if (!played) return;
  const missed = played.filter((one) => !passes(one));
  const passed = played.length - missed.length;
  const lacking = missed.filter(({ lacks }) => lacks.length > 0).length;
  const made = played.filter((one) => one.made.length > 0 && passes(one)).length;
  const rest = [
    ...(lacking > 0 ? [`${lacking} of them without the file that they read`] : []),
    ...(made > 0 ? [`${made} passed with a file made here, as their test has it`] : []),
  ];
  return {
    name: 'scenarios',
    line: [`${passed} passed, ${missed.length} failed`, ...rest].join('; '),
    meetsGoal: passed >= goals.scenarios * played.length,
    passed,
    total: played.length,
    failures: missed.map((one) => {
      const why = `${one.test}: ${one.trouble ?? one.differences.map(inWords).join('; ')}`;
      const known = one.lacks.length > 0 ? `not in the trace: ${one.lacks.join(', ')}` : reasonFor(one);
      return { id: one.id, why, ...(known && { known }) };
    }),
  };
}

async function imports(directory: string): Promise<Part | undefined> {
  const read = await readForms(directory);
  if (!read) return;
  const imported = read.filter((one) => one.imported).length;
  const answered = read.filter((one) => one.imported || one.isNamed).length;
  const compared = read.reduce((sum, one) => sum + one.compared, 0);
  const equal = compared - read.reduce((sum, one) => sum + one.differences.length, 0);
  const rest =
    compared === 0
      ? ''
      : `; ${equal} of ${compared} parts as in the reference (${percentOf(equal, compared)})`;
  return {
    name: 'import',
    line: `${imported} imported, ${answered - imported} refused with their cell, ${read.length - answered} otherwise${rest}`,
    meetsGoal: answered === read.length && imported >= Math.floor(goals.imported * read.length),
    passed: imported,
    total: read.length,
    failures: read.flatMap(({ id, imported, refusal, differences }) =>
      imported ? differences.map((why) => ({ id, why })) : [{ id, why: refusal }],
    ),
  };
}

async function replay(directory: string): Promise<Part | undefined> {
  const replayed = await replayTraces(directory);
  if (!replayed) return;
  const total = replayed.reduce((sum, { rows }) => sum + rows, 0);
  const passed = replayed.reduce((sum, { equal }) => sum + equal, 0);
  const strictly = replayed.reduce((sum, { strict }) => sum + strict.rows, 0);
  const strictlyEqual = replayed.reduce((sum, { strict }) => sum + strict.equal, 0);
  const complete = replayed.filter(({ equal, rows }) => equal === rows).length;
  return {
    name: 'replay',
    line: `${passed} of ${total} nodes equal (${percentOf(passed, total)}), ${complete} of ${replayed.length} forms in all of them; to the letter ${strictlyEqual} of ${strictly} (${percentOf(strictlyEqual, strictly)})`,
    meetsGoal: passed >= goals.replay * total && strictlyEqual >= goals.toTheLetter * strictly,
    passed,
    total,
    failures: replayed.flatMap(({ id, differences, troubles }) => {
      const all = [...troubles, ...differences.map(inWords)];
      const known = reasonFor({ id });
      return all.map((why) => ({ id, why, ...(known && { known }) }));
    }),
  };
}

const percentOf = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;

const inWords = ({ ref, property, expected, actual }: Difference): string =>
  `${ref} ${property}: expected ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`;

/** The parts of a conformance run: what each counts, and the goal that it has to meet. */
import { judgeExpressions } from '../support/expressions.ts';
import { judgeImports } from './imports.ts';
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

const goals = { expressions: 0.99, scenarios: 0.95, replay: 0.98, imported: 54 / 58 };

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
  return {
    name: 'scenarios',
    line: `${passed} passed, ${missed.length} failed`,
    meetsGoal: passed >= goals.scenarios * played.length,
    passed,
    total: played.length,
    failures: missed.map((one) => {
      const why = `${one.test}: ${one.trouble ?? one.differences.map(inWords).join('; ')}`;
      const known = reasonFor(one);
      return { id: one.id, why, ...(known && { known }) };
    }),
  };
}

async function imports(directory: string): Promise<Part | undefined> {
  const judged = await judgeImports(directory);
  if (!judged) return;
  const imported = judged.filter((one) => one.imported).length;
  const answered = judged.filter((one) => one.imported || one.named).length;
  const compared = judged.filter((one) => one.compared);
  const equal = compared.filter((one) => one.differences.length === 0).length;
  return {
    name: 'import',
    line: `${imported} of ${judged.length} imported, ${answered} answered; ${equal} of ${compared.length} equal to the reference`,
    meetsGoal: answered === judged.length && imported >= Math.floor(goals.imported * judged.length),
    passed: imported,
    total: judged.length,
    failures: judged.flatMap(({ id, imported, refusal, differences }) =>
      imported ? differences.map((why) => ({ id, why })) : [{ id, why: refusal }],
    ),
  };
}

async function replay(directory: string): Promise<Part | undefined> {
  const replayed = await replayTraces(directory);
  if (!replayed) return;
  const total = replayed.reduce((sum, { rows }) => sum + rows, 0);
  const passed = replayed.reduce((sum, { equal }) => sum + equal, 0);
  const complete = replayed.filter(({ equal, rows }) => equal === rows).length;
  const percent = total === 0 ? '–' : ((100 * passed) / total).toFixed(1);
  return {
    name: 'replay',
    line: `${passed} of ${total} nodes equal (${percent} %), ${complete} of ${replayed.length} forms in all of them`,
    meetsGoal: passed >= goals.replay * total,
    passed,
    total,
    failures: replayed.flatMap(({ id, differences, troubles }) => {
      const all = [...troubles, ...differences.map(inWords)];
      return all.map((why) => ({ id, why }));
    }),
  };
}

const inWords = ({ ref, property, expected, actual }: Difference): string =>
  `${ref} ${property}: expected ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`;

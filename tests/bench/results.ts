/**
 * Results of a million submissions of 60 answers: what it costs to count one, to take one away, and to tell everything, with alpha
 * and omega for all scales, for everybody and by the question with most groups.
 */
import { absorb, blankLedger, renew, resultsOf } from '../../src/results/index.ts';
import { chance, officialsPlan, questionnaire, settled } from '../results/people.ts';

const longest = 3_000; // milliseconds: the goal for alpha and omega of all scales
const figures = 1_000; // the goal for what the dashboard shows at once

/** Prints the table; gives what was not as it should be. */
export function benchResults(quick: boolean): string[] {
  const plan = officialsPlan();
  const random = chance(1);
  const people = Array.from({ length: 20_000 }, () => settled(plan, random));
  const each = (count: number, act: (at: number) => void): number => {
    const began = performance.now();
    for (let at = 0; at < count; at++) act(at);
    return ((performance.now() - began) / count) * 1000;
  };
  const ledger = blankLedger(plan);
  const one = (at: number) => people[at % people.length] ?? null;
  const many = quick ? 100_000 : 1_000_000;
  const early = each(10_000, (at) => absorb(plan, ledger, '', null, one(at)));
  const late = each(many - 10_000, (at) => absorb(plan, ledger, '', null, one(at)));
  const gone = each(10_000, (at) => absorb(plan, ledger, '', one(at), null));
  const released = each(1, () => renew(plan, ledger, '2026-11-23')) / 1000;
  console.log(
    `counting one submission: ${early.toFixed(0)} µs among the first, ${late.toFixed(0)} µs up to ${many}`,
  );
  console.log(
    `taking one away: ${gone.toFixed(0)} µs; deciding what may be shown: ${released.toFixed(0)} ms`,
  );

  const failures: string[] = [];
  const groupings = [undefined, ...plan.dimensions.map(({ name }) => name)];
  for (const by of groupings) {
    const times = Array.from({ length: 5 }, () =>
      each(1, () => {
        resultsOf({ survey: 'demo', questionnaire, plan, ledger, wish: {}, by, isOpen: true });
      }),
    ).map((micro) => micro / 1000);
    const worst = Math.max(...times);
    console.log(`everything by ${by ?? 'nothing'}: ${times.map((x) => x.toFixed(0)).join(', ')} ms`);
    if (worst > (by === undefined ? figures : longest))
      failures.push(`results by ${by}: ${worst.toFixed(0)} ms`);
  }
  return failures;
}

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeExpressions } from '../../support/expressions.ts';

const corpus = process.env.CONFORMANCE ?? '../shared/conformance';

test('what the engines of the field agree on holds here too, 99 times in 100', async ({ annotate }) => {
  if (!existsSync(corpus)) {
    await annotate(`no facts at ${corpus}: nothing was compared`);
    return;
  }
  const judged = ((await judgeExpressions(corpus)) ?? []).filter(({ dialect }) => !dialect);
  const missed = judged
    .filter(({ passed }) => !passed)
    .map(({ fact, given }) => [fact.expr, fact.expected, given]);
  expect(missed.length, JSON.stringify(missed.slice(0, 20))).toBeLessThanOrEqual(judged.length / 100);
});

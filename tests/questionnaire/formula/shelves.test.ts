import { expect, test } from 'vitest';
import { compile, loadMore, needsMore, parseFormula } from '../../../src/questionnaire/formula/index.ts';

const read = (source: string) => {
  const parsed = parseFormula(source);
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  return parsed.formula;
};
const runs = (source: string) => 'run' in compile(read(source), { resolve: () => undefined });

test('a phone loads only the functions that its questionnaire calls', async () => {
  expect(needsMore(read('if(selected(., "a"), round(1.5), today())'))).toBe(false);
  const [pattern, format] = [
    read('regex(., "^a$")'),
    read('concat("x", //item[format-date(., "%Y") = "1"])'),
  ];
  expect([needsMore(pattern), needsMore(format), runs('regex("a", "a")')]).toEqual([true, true, false]);

  await loadMore(pattern);
  expect([needsMore(pattern), needsMore(format), runs('regex("a", "a")'), runs('pi()')]).toEqual([
    false,
    true,
    true,
    false,
  ]);

  await loadMore();
  expect([needsMore(format), runs('pi()'), runs('digest("a", "MD5")')]).toEqual([false, true, true]);
});

test('what nobody knows stays unknown after everything is loaded', async () => {
  const strange = read('made-up()');
  await loadMore(strange);
  expect([needsMore(strange), runs('made-up()')]).toEqual([true, false]);
});

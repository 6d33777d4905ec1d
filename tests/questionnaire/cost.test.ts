import { expect, test } from 'vitest';
import { ask, interview, repeat } from '../support/scenario.ts';

/** As the benchmark has it: every tenth question has skip logic, one running total over twenty. */
const long = (questions: number) => {
  const items = Array.from({ length: questions }, (_, at) =>
    ask.integer(`q${at}`, at % 10 === 9 ? { relevant: `\${q${at - 1}} > 5` } : {}),
  );
  const terms = Array.from({ length: 20 }, (_, at) => `coalesce(\${q${at}}, 0)`);
  return interview(...items, ask.calculate('total', terms.join(' + ')));
};

test('at 5,000 questions an answer costs what depends on it, and nothing else', () => {
  const visit = long(5_000);
  expect(visit.costs(() => visit.answer('q4001', 1))).toBe(0);
  expect(visit.costs(() => visit.answer('q4008', 9))).toBe(1);
  expect(visit.costs(() => visit.answer('q4008', 9))).toBe(0);
  expect(visit.costs(() => visit.answer('q3', 4))).toBe(1);
  expect(visit.costs(() => visit.answer('q8', 7))).toBe(2);
  expect(visit.sends).toMatchObject({ total: 11 });
});

test('the cost of an answer is the same in a questionnaire of 100 and of 5,000', () => {
  const [small, large] = [long(100), long(5_000)].map((visit) => visit.costs(() => visit.answer('q18', 6)));
  expect(small).toBe(large);
});

test('the running total over twenty terms keeps up, term by term', () => {
  const visit = long(100);
  for (let at = 0; at < 20; at++) visit.answer(`q${at}`, 1);
  expect(visit.sends).toMatchObject({ total: 18 }); // q9 and q19 are not asked
});

test('an answer in one of 300 instances costs that instance alone', () => {
  const visit = interview(
    repeat('row', [
      ask.integer('n'),
      ask.calculate('twice', '${n} * 2'),
      ask.calculate('four', '${twice} * 2'),
    ]),
  );
  for (let at = 2; at <= 300; at++) visit.add('row', `k${at}`);
  expect(visit.costs(() => visit.answer('/row[k150]/n', 5))).toBe(2);
});

test('a group that appears costs what stands in it', () => {
  const visit = interview(
    ask.text('any'),
    ...Array.from({ length: 500 }, (_, at) =>
      ask.integer(`q${at}`, { relevant: at < 3 ? "${any} = 'x'" : 'true()' }),
    ),
  );
  expect(visit.costs(() => visit.answer('any', 'x'))).toBe(3);
});

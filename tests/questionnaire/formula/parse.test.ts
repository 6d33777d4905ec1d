// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how formulas name answers
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compile,
  type Expr,
  parseFormula,
  printFormula,
  referencesOf,
} from '../../../src/questionnaire/formula/index.ts';
import { axes, levelOf, type Operator, type Step } from '../../../src/questionnaire/formula/syntax.ts';

const problem = (source: string) => {
  const parsed = parseFormula(source);
  return 'problem' in parsed ? [parsed.problem.code, parsed.problem.position] : 'fine';
};
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, it) => (key === 'position' ? undefined : it)));

describe('what is wrong with a formula is told with its position', () => {
  test.each([
    ['', 'formula-empty', 0],
    ['   ', 'formula-empty', 3],
    ['1 +', 'formula-unexpected-end', 3],
    ['if(a, b', 'formula-unexpected-end', 7],
    ['a b', 'formula-unexpected', 2],
    ['concat(1,)', 'formula-unexpected', 9],
    ["'open", 'formula-open-text', 0],
    ['${two words}', 'formula-bad-reference', 0],
    ['1 = “x”', 'formula-bad-character', 4],
    ['sideways::a', 'formula-unknown-axis', 0],
  ])('%s', (source, code, position) => {
    expect(problem(source)).toEqual([code, position]);
  });
});

test('a formula 10,000 brackets deep is a problem, not a crash', () => {
  for (const [open, close] of [
    ['(', ')'],
    ['not(', ')'],
    ['-', ''],
    ['a[', ']'],
    ['1+1*(', ')'],
  ] as const) {
    expect(problem(`${open.repeat(10_000)}1${close.repeat(10_000)}`)).toContain('formula-too-deep');
  }
});

test('the deepest formula that is taken can be printed, examined and run', () => {
  const source = `${'if(1 = 1 and 2 > 1, '.repeat(290)}1${', 0)'.repeat(290)}`;
  const parsed = parseFormula(source);
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  expect(referencesOf(parsed.formula).functions).toEqual(['if']);
  expect(parseFormula(printFormula(parsed.formula))).not.toHaveProperty('problem');
  expect(compile(parsed.formula, { resolve: () => undefined })).toHaveProperty('run');
});

test('operators of several levels in each bracket count as depth too', () => {
  const wrapped = (times: number) => `${'('.repeat(times)}1${' * 1 + 1 < 1 = 1 and 1 or 1)'.repeat(times)}`;
  expect(problem(wrapped(40))).toBe('fine');
  expect(problem(wrapped(200))).toContain('formula-too-deep');
});

test('a sum of ten thousand terms is not deep', () => {
  const parsed = parseFormula(Array(10_000).fill('1').join(' + '));
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  const compiled = compile(parsed.formula, { resolve: () => undefined });
  expect('run' in compiled && compiled.run(undefined as never)).toBe(10_000);
});

describe('an operator is a word only where an operand has ended', () => {
  test.each([
    ['div div div', 'div div div'],
    ['* * *', '* * *'],
    ['and and or', 'and and or'],
    ['1div 2', '1 div 2'],
    ['a-b - c', 'a-b - c'],
    ['${a}-1', '${a} - 1'],
    ['${ last-saved#a }', '${last-saved#a}'],
    ['(1 + 2) * 3', '(1 + 2) * 3'],
    ['1 + 2 * 3', '1 + 2 * 3'],
    ['1 - (2 - 3)', '1 - (2 - 3)'],
    ['..//@a[1]', '../descendant-or-self::node()/@a[1]'],
    ['(/) = 1', '(/) = 1'],
    [
      "instance('c')/root/item[name = current()/../x]/label",
      "instance('c')/root/item[name = current()/../x]/label",
    ],
  ])('%s', (source, printed) => {
    const parsed = parseFormula(source);
    expect('formula' in parsed && printFormula(parsed.formula)).toBe(printed);
  });
});

const name = fc.stringMatching(/^[a-z_ñก][a-z0-9_.ñก-]{0,6}$/);
const { expr } = fc.letrec<{ expr: Expr; step: Step }>((tie) => ({
  step: fc.record({
    axis: fc.constantFrom(...axes),
    test: fc.oneof(name, fc.constantFrom('*', 'node()', 'text()', 'jr:*', 'orx:meta', 'div', 'text')),
    predicates: fc.array(tie('expr'), { maxLength: 2 }),
  }),
  expr: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record({
      kind: fc.constant('literal' as const),
      value: fc.oneof(
        fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
        fc.string().filter((text) => !(text.includes('"') && text.includes("'"))),
      ),
    }),
    fc.record({
      kind: fc.constant('name' as const),
      name,
      lastSaved: fc.boolean(),
      position: fc.constant(0),
    }),
    fc.constant<Expr>({ kind: 'path', from: 'root', steps: [] }),
    fc.record({ kind: fc.constant('negation' as const), operand: tie('expr') }),
    fc.record({
      kind: fc.constant('call' as const),
      name: name.filter((it) => it !== 'text' && it !== 'node'),
      args: fc.array(tie('expr'), { maxLength: 3 }),
      position: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('filter' as const),
      base: tie('expr'),
      predicates: fc.array(tie('expr'), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('path' as const),
      from: fc.oneof(fc.constantFrom('root' as const, 'here' as const), tie('expr')),
      steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
    }),
    fc
      .integer({ min: 1, max: 8 })
      .filter((level) => level !== 7)
      .chain((level) => {
        const operator = fc.constantFrom(
          ...(Object.keys(levelOf) as Operator[]).filter((it) => levelOf[it] === level),
        );
        return fc.array(fc.tuple(operator, tie('expr')), { minLength: 1, maxLength: 3 }).chain((rest) =>
          tie('expr').map(
            (first): Expr => ({
              kind: 'chain',
              operands: [first, ...rest.map(([, it]) => it)],
              operators: rest.map(([it]) => it),
            }),
          ),
        );
      }),
  ),
}));

test('reading what was printed gives the same formula', () => {
  fc.assert(
    fc.property(expr, (formula) => {
      const again = parseFormula(printFormula(formula));
      expect('formula' in again ? bare(again.formula) : again).toEqual(bare(formula));
    }),
    { numRuns: 2000 },
  );
});

const token = fc.constantFrom(
  ...'${a} ${last-saved#b} . .. / // @ * ( ) [ ] , | + - = != < <= and or div mod if( concat( instance( selected( position( not( "x" \'y\' 1 .5 2. a jr:b node() text() :: child:: self:: ${ $ " \' “ é ก \u0000'.split(
    ' ',
  ),
);

test('a soup of tokens, and any text at all, is read or refused, but never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(token, { maxLength: 30 }).map((all) => all.join(' ')),
        fc.array(token, { maxLength: 30 }).map((all) => all.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (source) => {
        const parsed = parseFormula(source);
        if ('problem' in parsed) {
          expect(parsed.problem.position).toBeLessThanOrEqual(source.length);
          return;
        }
        expect(bare(parseFormula(printFormula(parsed.formula)))).toEqual(bare(parsed));
        referencesOf(parsed.formula);
        compile(parsed.formula, { resolve: () => () => undefined });
      },
    ),
    { numRuns: 3000 },
  );
});

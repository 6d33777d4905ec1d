/** What looks over the shape of answers in a hurry says what the schema says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openApi } from '../../src/server/openapi.ts';
import { readSubmission, toPointer } from '../../src/server/submission.ts';
import { Submission } from '../../src/submission/index.ts';
import { chanceOf, type JsonSchema, pick, spoil } from './spoil.ts';

const said = {
  format: 1,
  id: '019ab000-0000-7000-8000-000000000001',
  survey: 'demo',
  questionnaire: 'a'.repeat(64),
  language: 'en',
  mode: 'self',
  startedAt: '2026-11-23T10:00:00Z',
  finishedAt: '2026-11-23',
  pages: { a: 1 },
  app: '1',
  answers: {},
};
const read = (text: string) => readSubmission(Buffer.from(text));

/** What the schema alone makes of it. */
function slowly(text: string) {
  const outcome = Submission.safeParse(JSON.parse(text));
  if (outcome.success) return { submission: outcome.data, text };
  return outcome.error.issues.map(({ path, code }) => ({ pointer: toPointer(path), code }));
}

function agrees(text: string): boolean {
  const [quick, slow] = [read(text), slowly(text)];
  if ('code' in quick) expect(quick.errors).toEqual(slow);
  else expect(quick).toEqual(slow);
  return !('code' in quick);
}

test('answers of every shape, right and wrong', () => {
  const { answer } = fc.letrec((tie) => ({
    answer: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(null),
        fc.boolean(),
      ),
      fc.array(fc.oneof(fc.string(), fc.constantFrom(null, 1)), { maxLength: 3 }),
      fc.array(tie('answer'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'constructor', 'toString', ''), tie('answer')),
    ),
  }));
  let [right, wrong] = [0, 0];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('x', 'y', 'z', 'length'), answer), (answers) => {
      if (agrees(JSON.stringify({ ...said, answers }))) right++;
      else wrong++;
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(right, wrong)).toBeGreaterThan(300);
});

test('submissions that are right in most places', () => {
  const { schemas } = (openApi() as unknown as { components: { schemas: Record<string, JsonSchema> } })
    .components;
  const chance = chanceOf(4);
  let right = 0;
  for (let n = 0; n < 3_000; n++) {
    const spoilt = spoil(schemas.Submission ?? {}, schemas, chance, pick(chance, [10, 60, 1e9]));
    const some = Object.entries(Object(spoilt)).filter(([name]) => name === 'answers' || chance() < 0.2);
    const text = JSON.stringify({ ...said, ...Object.fromEntries(some) });
    if (!text.includes('"__proto__"') && agrees(text)) right++;
  }
  expect(right).toBeGreaterThan(300);
});

const consent = { question: 'c', answer: 'yes', language: 'en', givenAt: '2026-11-23' };
test.each<[string, Record<string, unknown>, isRight: boolean]>([
  ['as most are', {}, true],
  ['agreed to', { consent }, true],
  ['agreed to in passing', { consent: { ...consent, x: 1 } }, false],
  ['half agreed to', { consent: { question: 'c' } }, false],
  ['at our kind of moment', { startedAt: '2028-02-29T23:59:59.999Z' }, true],
  ['on a day that there is not', { finishedAt: '2027-02-29T00:00:00.000Z' }, false],
  ['at an hour that there is not', { finishedAt: '2027-02-28T24:00:00.000Z' }, false],
  ['with a page that is no name', { pages: { '1': 2 } }, false],
  ['with a page that takes time back', { pages: { a: -1 } }, false],
  ['with minus no time', { pages: { a: -0 } }, true],
  ['with what only others have', { constructor: {} }, false],
  ['without a language', { language: undefined }, false],
  ['in no language', { language: 'not a language' }, false],
  ['with a correction', { basedOn: 'b'.repeat(64) }, true],
  ['with no correction', { basedOn: null }, false],
  ['with an app of many words', { app: 'x'.repeat(65) }, false],
  ['as a list', { answers: [] }, false],
])('one %s', (_, changes, isRight) => {
  for (let times = 0; times < 2; times++)
    expect(agrees(JSON.stringify({ ...said, ...changes }))).toBe(isRight);
});

test.each([
  ['1e999', '/answers/a'],
  ['{"b":{"c":true}}', '/answers/a'],
  ['["x",{}]', '/answers/a'],
])('%s is no answer, and it is said where', (value, pointer) => {
  const outcome = read(JSON.stringify({ ...said, answers: { a: 0 } }).replace('"a":0', `"a":${value}`));
  const errors = 'code' in outcome ? (outcome.errors ?? []) : [];
  expect(errors.map((error) => error.pointer)).toEqual([pointer]);
});

test.each([
  ['a name that is none in JavaScript', '{"a":{"__proto__":{"b":1}}}'],
  ['groups that go on and on', `${'{"a":'.repeat(41)}1${'}'.repeat(41)}`],
  ['lists that go on and on', `{"a":${'['.repeat(41)}${']'.repeat(41)}}`],
])('%s is refused, without a look at the rest', (_, answers) => {
  const text = JSON.stringify(said).replace('"answers":{}', `"answers":${answers}`);
  expect(read(text)).toEqual({ code: 'submission-malformed' });
});

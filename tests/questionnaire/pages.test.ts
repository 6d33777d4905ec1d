import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  asked,
  askedAt,
  askedBefore,
  askedFrom,
  type Interview,
  type Item,
  progress,
  questionAt,
} from '../../src/questionnaire/index.ts';
import { ask, group, questionnaire, repeat, Visit } from '../support/scenario.ts';

/** Groups, pages and repeats out of dice, some of them never asked. */
function itemsOf(dice: readonly number[]): Item[] {
  let [at, names] = [0, 0];
  const roll = (sides: number): number => (dice[at++ % dice.length] ?? 0) % sides;
  const item = (depth: number): Item => {
    const name = `q${names++}`;
    const rest = roll(5) === 0 ? { relevant: 'false()' } : {};
    const kind = roll(depth < 2 ? 8 : depth < 3 ? 6 : 4);
    if (kind < 3) return ask.integer(name, rest);
    if (kind === 3) return ask.note(name, rest);
    const items = Array.from({ length: roll(4) }, () => item(depth + 1));
    const page = roll(3) === 0 ? { ...rest, page: true as const } : rest;
    if (kind < 6) return group(name, items, page);
    return repeat(name, items, { ...page, ...(kind === 7 ? { count: '2' } : { begins: [{}, {}] }) });
  };
  return Array.from({ length: 1 + roll(6) }, () => item(0));
}

const inDice = fc
  .array(fc.nat(40), { minLength: 5, maxLength: 40 })
  .map((dice) => ({ dice, items: itemsOf(dice) }));

test('pages from any place on, and before it, are those of the whole walk', () => {
  fc.assert(
    fc.property(inDice, ({ items }) => {
      const { at: interview } = new Visit(questionnaire(items));
      const all = [...asked(interview)];
      expect([...askedBefore(interview, null)].reverse()).toEqual(all);
      for (const [at, page] of all.entries()) {
        for (const place of [page.ref, ...page.items.map(({ ref }) => ref)]) {
          const refs = JSON.stringify({ place });
          expect([...askedFrom(interview, place)], refs).toEqual(all.slice(at));
          expect([...askedBefore(interview, place)].reverse(), refs).toEqual(all.slice(0, at));
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('what counts as progress is what the pages ask', () => {
  fc.assert(
    fc.property(inDice, ({ items, dice }) => {
      const visit = new Visit(questionnaire(items));
      const questions = () => countable(visit.at);
      for (const [at, die] of dice.slice(0, 4).entries()) {
        const ref = questions()[die]?.ref;
        if (ref !== undefined) visit.answer(ref, at);
      }
      expect(progress(visit.at)).toEqual({
        asked: questions().length,
        answered: questions().filter(({ answer }) => answer !== null).length,
      });
    }),
  );
});

const countable = (interview: Interview) =>
  [...asked(interview)]
    .flatMap(({ items }) =>
      items.flatMap(({ kind, ref }) => (kind === 'question' ? (questionAt(interview, ref) ?? []) : [])),
    )
    .filter(({ question }) => question.kind !== 'note');

test('from a place that nobody knows, the walk begins at the beginning', () => {
  const { at: interview } = new Visit(questionnaire([ask.text('a'), ask.text('b')]));
  expect([...askedFrom(interview, '/gone')]).toEqual([...asked(interview)]);
});

test('from a question that is skipped, the next one that is asked comes', () => {
  const items = [ask.text('a'), ask.text('b', { relevant: "${a} = 'x'" }), ask.text('c')];
  const { at: interview } = new Visit(questionnaire(items));
  expect([...askedFrom(interview, '/b')].map(({ ref }) => ref)).toEqual(['/c']);
  expect([...askedBefore(interview, '/b')].map(({ ref }) => ref)).toEqual(['/a']);
});

test('a question is found by its name where it is asked, and only then', () => {
  const visit = new Visit(
    questionnaire([
      ask.text('a'),
      group('g', [ask.text('b', { relevant: "${a} = 'x'" })]),
      repeat('r', [ask.text('c')], { begins: [] }),
    ]),
  );
  expect(askedAt(visit.at, 'b')).toBeNull();
  expect(askedAt(visit.at, 'c')).toBeNull();
  visit.answer('a', 'x');
  expect(askedAt(visit.at, 'b')).toBe('/g/b');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, type Item, problemsOf, type Questionnaire } from '../../src/questionnaire/index.ts';
import { Naive } from '../support/naive.ts';
import { ask, choices, group, questionnaire, quietWorld, repeat, Visit } from '../support/scenario.ts';

const lists = {
  colour: choices(
    ...['a', 'b', 'c', 'd'].map((name, at) => ({ name, label: name, columns: { shade: String(at % 3) } })),
  ),
};

/** A questionnaire out of dice: every formula looks only at what stands before it, so that nothing goes in circles. */
function questionnaireOf(dice: readonly number[]): Questionnaire {
  let [at, names] = [0, 0];
  const roll = (sides: number): number => (dice[at++ % dice.length] ?? 0) % sides;
  const questions: string[] = [];
  const repeats: string[] = [];
  const any = (): string => (questions.length > 0 ? `\${${questions[roll(questions.length)]}}` : "''");
  const rows = (): string => (repeats.length > 0 ? `\${${repeats[roll(repeats.length)]}}` : 'parent::node()');

  const condition = (): string =>
    [
      () => `${any()} > 2`,
      () => `${any()} = ''`,
      () => `coalesce(${any()}, 0) + coalesce(${any()}, 0) > 4`,
      () => `count(${rows()}) > 1`,
      () => 'position(..) mod 2 = 1',
      () => `not(${any()} = 3)`,
      () => `selected(${any()}, 'a')`,
    ][roll(7)]?.() ?? '1';
  const calculation = (): string =>
    [
      () => `coalesce(${any()}, 0) + 1`,
      () => `concat(${any()}, '-', ${any()})`,
      () => `count(${rows()})`,
      () => `if(${condition()}, ${any()}, 'x')`,
      () => `string-length(${any()}) + position(..)`,
      () => (repeats.length > 0 ? `count(${rows()}[. != ''])` : 'count(..)'),
    ][roll(6)]?.() ?? '1';

  const item = (depth: number): Item => {
    const name = `q${names++}`;
    const rest = roll(3) === 0 ? { relevant: condition() } : {};
    const kind = roll(depth < 2 ? 9 : 6);
    if (kind >= 6) {
      const count = kind === 8 ? { count: `coalesce(number(${any()}), 2) mod 4` } : {};
      const items = Array.from({ length: 1 + roll(3) }, () => item(depth + 1));
      if (kind === 6) return group(name, items, rest);
      repeats.push(name);
      const [first] = items;
      const asked = first?.kind === 'integer' ? { [first.name]: '3' } : {};
      const begins = [{}, { begins: [] }, { begins: [{}, asked] }][roll(3)];
      return repeat(name, items, { ...rest, ...count, ...begins });
    }
    const made =
      kind < 2
        ? ask.integer(name, rest)
        : kind < 4
          ? ask.calculate(name, calculation(), rest)
          : kind === 4
            ? ask.one(name, 'colour', { ...rest, choiceFilter: `shade = ${any()} or shade = '1'` })
            : ask.many(name, 'colour', { ...rest, choiceFilter: `shade = ${any()}` });
    questions.push(name);
    return made;
  };
  return questionnaire(
    Array.from({ length: 4 + roll(6) }, () => item(0)),
    { lists },
  );
}

type Act = readonly [kind: number, which: number, value: number];
const answers: Record<string, readonly Answer[]> = {
  integer: [null, 0, 1, 2, 3, 5],
  one: [null, 'a', 'b', 'c', 'd'],
  many: [null, ['a'], ['a', 'b'], ['c', 'd', 'b']],
};

/** Does the same to both. */
function act(visit: Visit, naive: Naive, [kind, which, value]: Act, key: string): void {
  const live = [...naive.live(naive.top)];
  const open = live.filter((node) => node.item.kind === 'repeat' && node.item.count === undefined);
  if (kind < 2 && open.length > 0) {
    const target = open[which % open.length];
    if (!target) return;
    const gone = target.instances[value % Math.max(1, target.instances.length)];
    if (kind === 0) {
      visit.add(naive.refOf(target), key);
      naive.add(target, key);
    } else if (gone) {
      visit.remove(naive.refOf(gone));
      target.instances = target.instances.filter((one) => one !== gone);
      target.count = target.instances.length;
    }
  } else {
    const asked = live.filter((node) => node.item.kind in answers);
    const target = asked[which % Math.max(1, asked.length)];
    if (!target) return;
    const offers = answers[target.item.kind] ?? [];
    target.given = offers[value % offers.length] ?? null;
    visit.answer(naive.refOf(target), target.given);
  }
  naive.settle();
}

test('any sequence of acts gives what evaluating everything from the beginning gives', () => {
  const acts = fc.array(fc.tuple(fc.nat(7), fc.nat(50), fc.nat(50)), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 30, maxLength: 60 }), acts, (dice, steps) => {
      const of = questionnaireOf(dice);
      const visit = new Visit(of);
      expect(problemsOf(visit.at.form)).toEqual([]);
      const naive = new Naive(of, quietWorld());
      expect(visit.sends, JSON.stringify(of.items)).toEqual(naive.sends);
      for (const [at, step] of steps.entries()) {
        act(visit, naive, step, `k${at}`);
        expect(visit.sends, JSON.stringify([of.items, steps])).toEqual(naive.sends);
      }
      expect(visit.resume().sends).toEqual(naive.sends);
    }),
    { numRuns: 250 },
  );
});

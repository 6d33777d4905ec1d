import { expect, test } from 'vitest';
import {
  absorb,
  blankLedger,
  type Distribution,
  type Facts,
  hiddenCells,
  type Ledger,
  mostAudited,
  type Results,
  renew,
  resultsOf,
  showing,
  unitsOf,
} from '../../src/results/index.ts';
import { basisOf, both, countedIn, isLaidBare, isolated, membersOf, shownSets, sizeOf } from './attacker.ts';
import { chance, officialsPlan, person, questionnaire, settled } from './people.ts';

const plan = officialsPlan();
const units = unitsOf(plan);
const some = [0, 3, 10, 46, 60]; // the groups themselves, two background questions, an item, a score

const peopleOf = (n: number, seed: number): Facts[] => {
  const random = chance(seed);
  return Array.from({ length: n }, () => (seed % 2 ? settled : person)(plan, random));
};

test.each([
  { n: 60, seed: 1 },
  { n: 150, seed: 2 },
  { n: 150, seed: 3 },
  { n: 700, seed: 5 },
])('of $n people, no sum over fewer than ten follows from all figures that are shown', ({ n, seed }) => {
  const people = peopleOf(n, seed);
  const ledger = blankLedger(plan);
  const here = new Map(people.map((facts, at) => [String(at), facts]));
  for (const [id, facts] of here) absorb(plan, ledger, id, null, facts);
  renew(plan, ledger, '2026-11-23', 'auto', n <= mostAudited ? here : undefined);
  const { shown } = ledger.release ?? { shown: new Uint8Array() };
  const members = membersOf(plan, people);
  const counted = countedIn(plan, people);
  for (const unit of some) {
    const among = counted[unit] as Float64Array;
    const basis = basisOf(shownSets(plan, shown, members, among, unit));
    expect(basis.length).toBeGreaterThan(3); // something is shown
    expect(isolated(basis, n)).toEqual([]);
    const sets = members.map((set) => both(set, among));
    for (const [group, set] of sets.entries()) {
      const isShown = shown[group * units + unit] === showing.shown;
      if (isShown) expect([group, unit, sizeOf(set) === 0 || sizeOf(set) >= 10]).toEqual([group, unit, true]);
      else if (sizeOf(set) > 0) expect([group, unit, isLaidBare(set, basis)]).toEqual([group, unit, false]);
      for (const other of sets.slice(group + 1)) {
        const cell = both(set, other);
        const size = sizeOf(cell);
        if (size > 0 && size < 10) expect(isLaidBare(cell, basis)).toBe(false);
      }
    }
  }
});

test.each(['auto', 'asked'] as const)('nobody stands alone between one release and the next (%s)', (wish) => {
  for (const seed of [1, 8]) {
    const people = peopleOf(220, seed);
    const members = membersOf(plan, people);
    const counted = countedIn(plan, people);
    const ledger = blankLedger(plan);
    const here = new Map<string, Facts>();
    let before: { shown: Uint8Array; n: number } | null = null;
    for (const [at, facts] of people.entries()) {
      const n = at + 1;
      here.set(String(at), facts);
      absorb(plan, ledger, String(at), null, facts);
      if (!renew(plan, ledger, '2026-11-23', wish, here)) continue;
      const { shown } = ledger.release ?? { shown: new Uint8Array() };
      for (const unit of some) {
        const until = (set: Float64Array, n: number) => set.map((x, place) => (place < n ? x : 0));
        const setsAt = (shown: Uint8Array, n: number) =>
          shownSets(plan, shown, members, counted[unit] as Float64Array, unit).map((set) => until(set, n));
        const all = [...setsAt(shown, n), ...(before ? setsAt(before.shown, before.n) : [])];
        expect([seed, n, unit, isolated(basisOf(all), people.length)]).toEqual([seed, n, unit, []]);
        for (let group = 0; before && group < plan.groups; group++) {
          const place = group * units + unit;
          if (before.shown[place] !== showing.shown || shown[place] !== showing.shown) continue;
          const set = both(members[group] as Float64Array, counted[unit] as Float64Array);
          const came = sizeOf(until(set, n)) - sizeOf(until(set, before.n));
          expect([group, unit, came === 0 || came >= 10]).toEqual([group, unit, true]);
        }
      }
      before = { shown, n };
    }
    expect(before?.n).toBeGreaterThan(100); // there were releases to attack
  }
});

const ask = (ledger: Ledger, by?: string): Results => {
  const told = resultsOf({ survey: 'demo', questionnaire, plan, ledger, wish: {}, by, isOpen: true });
  if (!told) throw new Error(by);
  return told;
};

test('ten thousand random queries, while people come, go and correct themselves, single nobody out', () => {
  const random = chance(42);
  const pick = (n: number) => Math.floor(random() * n);
  const ledger = blankLedger(plan);
  const here = new Map<string, Facts>();
  const add = (id: string, facts: Facts | null) => {
    absorb(plan, ledger, id, here.get(id) ?? null, facts);
    if (facts) here.set(id, facts);
    else here.delete(id);
  };
  for (let at = 0; at < 90; at++) add(String(at), settled(plan, random));
  let last = 90;
  const told = new Map<string, Results>();
  for (let query = 0; query < 10_000; query++) {
    if (query % 10 === 0) {
      const ids = [...here.keys()];
      const what = random();
      if (what < 0.1) add(ids[pick(ids.length)] ?? '', null);
      else if (what < 0.2) add(ids[pick(ids.length)] ?? '', settled(plan, random));
      else add(String(last++), settled(plan, random));
      const people = here.size <= mostAudited ? here : undefined;
      if (renew(plan, ledger, '2026-11-23', random() < 0.2 ? 'asked' : 'auto', people)) told.clear();
    }
    const by = plan.dimensions[pick(plan.dimensions.length)]?.name ?? '';
    const now = told.get(by) ?? ask(ledger, by);
    told.set(by, now);
    const unit = pick(now.questions.length + now.scores.length);
    const question = now.questions[unit];
    const score = now.scores[unit - now.questions.length];
    const groups = (question ?? score)?.groups ?? [];
    const nOf = (it: (typeof groups)[number]): number | null =>
      !it ? null : 'unanimous' in it ? it.valid : 'valid' in it ? it.valid : it.n;
    const all = nOf((question ?? score)?.all ?? null);
    let rest = all ?? 0;
    for (const [group, it] of [...groups.entries(), ['all', (question ?? score)?.all ?? null] as const]) {
      const n = nOf(it);
      if (n === null) continue;
      if (group !== 'all' && it && !('unanimous' in it)) rest -= n;
      if (it && !('unanimous' in it)) expect(n === 0 || n >= 10).toBe(true);
    }
    const isHidden = groups.some((it) => it === null || 'unanimous' in it);
    const own = plan.dimensions.find(({ name }) => name === by)?.column;
    if (all !== null && isHidden && own !== unit && groups.some((it) => it !== null))
      expect([by, unit, rest === 0 || rest >= 10]).toEqual([by, unit, true]);
  }
  expect(last).toBeGreaterThan(500);
});

test('two background questions crossed: no cell under ten is shown, nor follows from rows and columns', () => {
  const people = peopleOf(400, 11);
  const ledger = blankLedger(plan);
  for (const [at, facts] of people.entries()) absorb(plan, ledger, String(at), null, facts);
  renew(plan, ledger, '2026-11-23');
  const told = ask(ledger, 'country');
  const back = ask(ledger, 'gov_level');
  const cells = (of: Results, name: string) =>
    of.questions
      .find((it) => it.name === name)
      ?.groups?.map((it) => (it && 'counts' in it ? (it as Distribution).counts : null)) ?? [];
  const there = cells(told, 'gov_level');
  const [countries, levels] = ['country', 'gov_level'].map((name) =>
    plan.dimensions.find((it) => it.name === name),
  );
  let hidden = 0;
  for (const [row, counts] of there.entries())
    for (let column = 0; column < 5; column++) {
      const count = counts?.[column] ?? null;
      if (count === null) hidden++;
      else expect(count === 0 || count >= 10).toBe(true);
      const turned = cells(back, 'country')[column]?.[row] ?? null;
      if (count !== null && turned !== null) expect(turned).toBe(count);
    }
  expect(hidden).toBeGreaterThan(1);
  if (!countries || !levels || !ledger.release) throw new Error('no release');
  const { sums, shown } = ledger.release;
  const isHidden = hiddenCells(plan, sums, (group) => shown[group * units] === 1, countries, levels);
  const isHiddenBack = hiddenCells(plan, sums, (group) => shown[group * units] === 1, levels, countries);
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 5; column++) expect(isHidden(row, column)).toBe(isHiddenBack(column, row));
});

test('all of one mind are told as more than 95 %, and a few newcomers do not show', () => {
  const ledger = blankLedger(plan);
  const random = chance(3);
  const at = plan.columns.findIndex(({ name }) => name === 'has_unit');
  const agreeing = (n: number) => {
    const facts = person(plan, random);
    return { ...facts, cells: facts.cells.map((cell, column) => (column === at ? n : cell)) };
  };
  for (let i = 0; i < 60; i++) absorb(plan, ledger, String(i), null, agreeing(0));
  expect(renew(plan, ledger, '2026-11-23')).toBe(true);
  const told = ask(ledger);
  expect(told.questions[at]?.all).toEqual({ unanimous: true, valid: 60, category: 0 });
  absorb(plan, ledger, 'x', null, agreeing(2));
  expect(renew(plan, ledger, '2026-11-23', 'asked')).toBe(false);
  expect(ask(ledger)).toMatchObject({ submissions: 61, release: { submissions: 60 } });
});

/** People who answer the officials' survey by chance, the same ones each time. */

import { Questionnaire } from '../../src/questionnaire/index.ts';
import officials from '../../src/questionnaires/ics_officials.json' with { type: 'json' };
import { type Facts, type Plan, planOf } from '../../src/results/index.ts';

export const questionnaire = Questionnaire.parse(officials);
export const languages = ['en', 'ms', 'fil', 'th', 'vi'];
export const officialsPlan = (): Plan => planOf(questionnaire, languages, { formative: ['s_brd'] });

/** Chance that can be had again (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Small groups are frequent: the first value of a list is common, each next one half as much. */
const skewed = (random: () => number, values: number): number => {
  let at = 0;
  while (at < values - 1 && random() < 0.55) at++;
  return at;
};

/** One person's facts, without an interview: who they are, a stance, and answers that go with it. */
export function person(plan: Plan, random: () => number): Facts {
  const stance = normal(random);
  const cells = plan.columns.map(({ kind, categories, path }): number | number[] => {
    if (path === 'submission/mode') return 0;
    if (random() < 0.04) return -2;
    if (kind === 'other') return random() < 0.3 ? 0 : -2;
    if (kind === 'number') return 1 + Math.min(10, Math.max(0, Math.round(6 + 2 * stance + normal(random))));
    if (kind === 'many') return [skewed(random, categories.length)];
    const isAgreement = categories.length === 7 && categories[0] === '1';
    if (!isAgreement) return skewed(random, categories.length);
    if (random() < 0.05) return 5;
    return Math.min(4, Math.max(0, Math.round(2.4 + 0.7 * stance + 0.8 * normal(random))));
  });
  return {
    cells,
    scores: plan.scores.map(() => (random() < 0.03 ? null : Math.round(random() * 20) * 5)),
    weight: 1,
  };
}

/** The same, with areas that lie in their country, and a role that nearly always goes with the kind of office. */
export function settled(plan: Plan, random: () => number): Facts {
  const facts = person(plan, random);
  const at = (name: string) => plan.columns.findIndex((column) => column.name === name);
  const [country, area, level, role] = [at('country'), at('area1'), at('gov_level'), at('role')];
  const cells = [...facts.cells];
  const code = plan.columns[country]?.categories[Number(cells[country])]?.toLowerCase();
  const inside = plan.columns[area]?.categories.flatMap((name, index) =>
    code && name.toLowerCase().startsWith(code) ? [index] : [],
  );
  cells[area] = inside?.length && random() < 0.97 ? (inside[skewed(random, inside.length)] ?? -2) : -2;
  if (Number(cells[level]) >= 0 && random() < 0.985) cells[role] = cells[level] ?? -2;
  return { ...facts, cells };
}

/** The answers that R worked on, as a survey of ours, and what R made of them. */
import { readFileSync } from 'node:fs';
import type { Choice, Questionnaire, Score } from '../../src/questionnaire/index.ts';
import { scoresOf } from '../../src/questionnaire/index.ts';
import { blankSums, type Facts, planOf, type Sums, tally } from '../../src/results/index.ts';
import values from './independent/values.json' with { type: 'json' };

export const independent = values;
export const languages = ['en', 'th', 'vi'];

const [head = '', ...lines] = readFileSync(new URL('independent/answers.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const names = head.split(',').slice(2);
const rows = lines.map((line) => {
  const [language = '', weight = '', ...answers] = line.split(',');
  return { language, weight: Number(weight), answers };
});

const scaleOf = (name: string, reversed: string[] = []): Score => {
  const items = names.filter((item) => item.startsWith(name));
  return { name, label: name, items, reversed, atLeast: Math.ceil((items.length * 2) / 3) };
};
const scores = [scaleOf('a', ['a4']), scaleOf('b'), scaleOf('c')];
const agree: Choice[] = ['1', '2', '3', '4', '5'].map((name) => ({ name }));
const questionnaire: Questionnaire = {
  format: 1,
  id: 'independent',
  title: 'Independent',
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items: [
    { name: 'w', kind: 'calculate', calculate: '1' },
    ...names.map((name) => ({ name, kind: 'one' as const, list: 'agree' })),
  ],
  lists: { agree: { choices: agree } },
  scores,
};

const read = (isWeighted: boolean) => {
  const plan = planOf(questionnaire, languages, isWeighted ? { weight: 'w' } : {});
  const sums: Sums = blankSums(plan);
  const facts = rows.map(({ language, weight, answers }): Facts => {
    const points = scoresOf(scores, (name) => answers[names.indexOf(name)] || null);
    return {
      cells: [
        languages.indexOf(language),
        0,
        ...answers.map((answer) => (answer === '' ? -2 : Number(answer) - 1)),
      ],
      scores: scores.map(({ name }) => points.get(name) ?? null),
      weight: isWeighted ? weight : 1,
    };
  });
  for (const one of facts) tally(plan, sums, one, 1);
  return { plan, sums, facts };
};
export const plain = read(false);
export const weighted = read(true);
/** 0 is everyone; then the languages. */
export const groupOf = (name: string): number => languages.indexOf(name) + 1;

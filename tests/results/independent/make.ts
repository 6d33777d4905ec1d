/**
 * Writes the answers that both we and R work on (`answers.csv`): 420 people, three languages, a scale of four, one of six and a
 * pair; `a4` is reversed, and in `th` people who are alike answer `b5` lower. Run once: `node tests/results/independent/make.ts`.
 */
import { writeFileSync } from 'node:fs';
import { chance, normal } from '../people.ts';

const random = chance(20261123);
const point = (x: number) => Math.min(5, Math.max(1, Math.round(3.1 + x)));
const loadings = { a: [0.8, 0.7, 0.9, 0.5], b: [0.8, 0.4, 0.7, 0.6, 0.7, 0.3], c: [0.6, 0.9] };
const names = Object.entries(loadings).flatMap(([scale, of]) => of.map((_, at) => `${scale}${at + 1}`));
const rows = Array.from({ length: 420 }, (_, at) => {
  const language = at < 180 ? 'en' : at < 310 ? 'th' : 'vi';
  const answers = Object.entries(loadings).flatMap(([scale, of]) => {
    const stance = normal(random) * 1.1 + (language === 'vi' ? 0.3 : 0);
    return of.map((loading, item) => {
      const bias = scale === 'b' && item === 4 && language === 'th' ? -0.8 : 0;
      const x = point(loading * stance + 0.8 * normal(random) + bias);
      return random() < 0.02 ? '' : scale === 'a' && item === 3 ? 6 - x : x;
    });
  });
  return [language, (0.5 + random() * 2).toFixed(3), ...answers].join(',');
});
writeFileSync(
  new URL('answers.csv', import.meta.url),
  `${[`language,weight,${names.join(',')}`, ...rows].join('\n')}\n`,
);

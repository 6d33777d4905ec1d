import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { severityOf } from '../../src/xlsform/index.ts';
import { read } from './workbooks.ts';

const sentences = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`locales/${language}.authors.json`, 'utf8')).xlsform;

test.for(['en', 'ms', 'fil', 'th', 'vi'])(
  'each code has a sentence in %s, and no sentence lacks a code',
  (language) => {
    expect(Object.keys(sentences(language)).sort()).toEqual(Object.keys(severityOf).sort());
  },
);

test('a sentence has all that it says: no placeholder is left open', async () => {
  const english = sentences('en');
  const { problems } = await read({
    survey: `|My form|
      |type|name|label|label::Ours|image|media::image|relevant|required|choice_filter|constraint|calculation|trigger|disabled|
      |integr|a|A||x|y|1 +|||regex(., 'a')||\${no}||
      |select_one no|a b|\${no}|||||yes||||||
      |select_one YN|c|C||||\${no}=’a’||||||
      |select_multiple yn|c|C||||selected(1)||||||
      |hologram|meta|||||nothing(1)||||||
      |text audit|d|D||||||||||
      |note||#REF!|||||yes|||||
      |text|e|E||||||||pulldata('f', 'a', 'b', 'c')||
      |text|f|F||||||||||yes|
      |begin loop over yn|g|G|||||||||||
      |text|h|H||||\${h} = 1|||||||
      |end group||||||||||||
      |select_one \${r}|i|I|||||||||||`,
    choices: '|list_name|name|label|\n|yn|y n|Yes|\n|yn|y n|Yes|\n|yn|y n|Yeah|\n|yn||No|\n||z|Z|\n|yn|q||',
  });
  expect(new Set(problems.map(({ code }) => code)).size).toBeGreaterThan(20);
  for (const { code, details } of problems) {
    const holes = [...(english[code] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    expect(Object.keys(details), code).toEqual(expect.arrayContaining(holes));
  }
});

/** A household form of 60 questions, as long as the one that ODK Central was measured with, and visits that answer all of it. */
import { randomBytes } from 'node:crypto';
import type { Answer, Questionnaire } from '../../../src/questionnaire/index.ts';
import { type Submission, submissionIdFor } from '../../../src/submission/index.ts';

export const survey = 'scale';

const fields = 60;
const kinds = ['text', 'integer', 'one', 'decimal', 'one', 'many'] as const;
const kindOf = (at: number) => kinds[at % kinds.length] ?? 'text';
const nameOf = (at: number) => `q${String(at + 1).padStart(2, '0')}`;
const choices = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `option_${at}` }));

export const questionnaire: Questionnaire = {
  format: 1,
  id: survey,
  title: { en: 'Household' },
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  lists: { long: { choices: choices(30) }, short: { choices: choices(4) } },
  items: Array.from({ length: fields }, (_, at) => {
    const kind = kindOf(at);
    const said = { name: nameOf(at), label: { en: `Question ${at + 1}` } };
    if (kind === 'one') return { ...said, kind, list: 'long', required: 'true()' };
    if (kind === 'many') return { ...said, kind, list: 'short', relevant: `\${${nameOf(at - 1)}} != ''` };
    if (kind === 'text') return { ...said, kind, constraint: 'string-length(.) <= 600' };
    return { ...said, kind, constraint: '. >= 0 and . <= 1000' };
  }),
};

const words =
  'household member reported that the water source near the village is seasonal and children walk about twenty minutes each way during dry months'.split(
    ' ',
  );
const below = (most: number) => Math.floor(Math.random() * most);
const someWords = (count: number) =>
  Array.from({ length: count }, () => words[below(words.length)]).join(' ');

const answerTo: Readonly<Record<(typeof kinds)[number], () => Answer>> = {
  text: () => someWords(28),
  integer: () => below(120),
  one: () => `option_${below(30)}`,
  decimal: () => below(100_000) / 100,
  many: () => choices(4).flatMap(({ name }, at) => (at === 0 || Math.random() > 0.5 ? [name] : [])),
};

/** A visit's answers under an id of their own, as the bytes that a phone keeps: 2.9 kB. */
export function makeBody(hash: string, now = new Date()): { readonly id: string; readonly body: string } {
  const id = submissionIdFor('identified', now, randomBytes(16));
  const submission: Submission = {
    format: 1,
    id,
    survey,
    questionnaire: hash,
    language: 'en',
    mode: 'interview',
    startedAt: now.toISOString(),
    finishedAt: now.toISOString(),
    pages: { q01: 61_000 },
    app: '0.1.0',
    answers: Object.fromEntries(
      Array.from({ length: fields }, (_, at) => [nameOf(at), answerTo[kindOf(at)]()]),
    ),
  };
  return { id, body: JSON.stringify(submission) };
}

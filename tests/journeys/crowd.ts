/** Officials who answer all at once, without a phone: so that there are results to look at. */
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import officials from '../../src/questionnaires/ics_officials.json' with { type: 'json' };
import { type Submission, type Survey, submissionIdFor, toDay } from '../../src/submission/index.ts';
import { chance, normal } from '../results/people.ts';

const reversed = new Set(officials.scores.flatMap((score) => score.reversed ?? []));

/** So many submissions to the survey of the demonstration, each kept; their ids. */
export async function crowd(origin: string, people: number): Promise<string[]> {
  const survey = (await (await fetch(`${origin}/api/surveys/demo`)).json()) as Survey;
  const random = chance(2026);
  const everyone = Array.from({ length: people }, () => official(survey, random));
  const reply = await fetch(`${origin}/api/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: everyone.map((one) => JSON.stringify(one)).join('\n'),
  });
  const said = (await reply.text()).trim().split('\n');
  expect(said.filter((line) => !line.startsWith('{"receipt"'))).toEqual([]);
  return everyone.map(({ id }) => id);
}

function official({ questionnaire }: Survey, random: () => number): Submission {
  const pick = <One>(of: readonly One[]): One => of[Math.floor(random() ** 1.6 * of.length)] as One;
  const day = toDay(new Date());
  const stance = normal(random);
  const country = pick(['TH', 'VN', 'MY', 'PH']);
  const pages = officials.items.flatMap((group) => {
    const items = /^p[1-5]$/.test(group.name) ? (group.items ?? []) : [];
    const answers = items.flatMap(({ name, list }) => {
      if (list !== 'agree5' || random() < 0.05) return [];
      const x = Math.min(5, Math.max(1, Math.round(3.3 + 0.8 * stance + 0.8 * normal(random))));
      return [[name, String(reversed.has(name) ? 6 - x : x)]];
    });
    return answers.length > 0 ? [[group.name, Object.fromEntries(answers)]] : [];
  });
  const language = pick(['th', 'vi', 'en']);
  return {
    format: 1,
    id: submissionIdFor('anonymous', new Date(day), randomBytes(16)),
    survey: 'demo',
    questionnaire,
    language,
    mode: 'self',
    startedAt: day,
    finishedAt: day,
    pages: {},
    app: 'crowd',
    consent: { question: 'consent', answer: 'agree', language, givenAt: day },
    answers: {
      g_consent: { consent: 'agree' },
      scr_public: 'yes',
      g_work: { country, gov_level: pick(['nat_hq', 'local', 'subnat', 'nat_field', 'other_pub']) },
      ...Object.fromEntries(pages),
      g_exp: {
        barriers: [pick(['money', 'time', 'rules', 'blame'])],
        overall: pick([7, 6, 8, 5, 9, 4]),
      },
    },
  };
}

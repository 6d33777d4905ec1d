/** What somebody might answer: from a seed, so that the same person says the same again. */
import {
  type Answer,
  type AskedQuestion,
  answer,
  type Interview,
  plainText,
  questionAt,
  type Ref,
} from '../../../src/questionnaire/index.ts';
import type { Chance } from '../../simulator/parts/chance.ts';

const tries = 60;

/** An answer that the questionnaire takes, or null where none was found: then the question stays blank. */
export function sayingTo(interview: Interview, asked: AskedQuestion, chance: Chance): Answer {
  for (let time = 0; time < tries; time++) {
    const said = guess(interview, asked, chance, time);
    if (said === null) return null;
    const after = questionAt(answer(interview, asked.ref, said), asked.ref);
    if (after && after.answer !== null && after.verdict.kind !== 'unacceptable') return said;
  }
  return null;
}

function guess(
  interview: Interview,
  { ref, question, choices }: AskedQuestion,
  chance: Chance,
  time: number,
): Answer {
  const { kind, constraint = '', parameters, appearance = '' } = question;
  const named = namedIn(interview, ref, constraint);
  const numbers = named.filter((one) => typeof one === 'number');
  const text = `${constraint.replace(answersIn, ' ')} ${numbers.join(' ')}`;
  switch (kind) {
    case 'one':
    case 'many':
    case 'rank': {
      const [first, ...rest] = findable(choices).map(({ name }) => name);
      if (first === undefined) return null;
      if (kind === 'one') return chance.one([first, ...rest]);
      const names = choices.map(({ name }) => name);
      if (kind === 'rank') return shuffled(names, chance);
      const share = 0.5 / (1 + (time % 4));
      const some = [first, ...rest].filter((_, at) => at < 40 && chance.happens(share));
      return some.length > 0 ? some : [chance.one([first, ...rest])];
    }
    case 'integer':
      return Math.round(number(text, chance, time));
    case 'decimal':
      return chance.happens(0.5) ? Math.round(number(text, chance, time)) : number(text, chance, time) + 0.5;
    case 'range':
      return onScale(parameters, chance);
    case 'date':
      return cut(day(chance, time), appearance);
    case 'time':
      return clock(chance);
    case 'dateTime':
      return `${day(chance, time)}T${clock(chance)}`;
    case 'acknowledge':
      return 'OK';
    case 'place':
      return place(chance);
    case 'trace':
      return [place(chance), place(chance), place(chance)].join('; ');
    case 'shape': {
      const corner = place(chance);
      return [corner, place(chance), place(chance), corner].join('; ');
    }
    case 'text':
    case 'barcode':
      return words(text, named, chance, time);
    default:
      return `${question.name}`; // a file: its name is the device's to give
  }
}

/** Those that a person who reads the list can tell apart; a long list is searched by what it says. */
function findable(choices: AskedQuestion['choices']): AskedQuestion['choices'] {
  if (choices.length <= 30)
    return choices.filter(({ name }, at) => choices.findIndex((one) => one.name === name) === at);
  const times = new Map<string, number>();
  for (const { label } of choices) times.set(plainText(label), (times.get(plainText(label)) ?? 0) + 1);
  return choices.filter(({ label, name }) => times.get(plainText(label)) === 1 && name !== '');
}

const answersIn = /\$\{\s*([^}\s]+)\s*\}/g;

/** What was answered to the questions that a formula names, each once, as it is seen from this one. */
const namedIn = (interview: Interview, ref: Ref, formula: string): Answer[] =>
  [...new Set([...formula.matchAll(answersIn)].map(([, name = '']) => name))].map((name) => {
    const path = interview.form.outline.byName.get(name)?.[0]?.path;
    return path === undefined ? null : (questionAt(interview, besides(ref, path))?.answer ?? null);
  });

/** A path in the instances that the ref stands in: `/r/name` seen from `/r[k]/age` is `/r[k]/name`. */
function besides(ref: Ref, path: string): Ref {
  let [keyed, plain] = ['', ''];
  for (const [step, name = '', key = ''] of ref.matchAll(/\/([^/[\]]+)(\[[^\]]*\])?/g)) {
    if (!path.startsWith(`${plain}/${name}/`)) break;
    plain += `/${name}`;
    keyed += key === '' ? `/${name}` : step;
  }
  return keyed + path.slice(plain.length);
}

function number(constraint: string, chance: Chance, time: number): number {
  const limits = [...constraint.matchAll(/-?\d+(\.\d+)?/g)].map(([found]) => Number(found));
  const near = limits.flatMap((limit) => [limit, limit - 1, limit + 1]);
  const lengths = limits.filter((limit) => limit > 0 && limit < 16).map((digits) => 10 ** (digits - 1) + 7);
  const [first, ...rest] = [...near, ...(time > 10 ? lengths : [])];
  if (first !== undefined && chance.happens(0.6)) return chance.one([first, ...rest]);
  return chance.one([chance.between(0, 5), chance.between(1, 60), chance.between(1, 999)]);
}

function onScale(parameters: Readonly<Record<string, string>> | undefined, chance: Chance): number {
  const [start, end, step] = [
    Number(parameters?.start ?? 1),
    Number(parameters?.end ?? 10),
    Number(parameters?.step ?? 1),
  ];
  const value = start + chance.between(0, Math.floor((end - start) / step)) * step;
  return Number(value.toFixed(6));
}

const two = (value: number): string => String(value).padStart(2, '0');

function day(chance: Chance, time: number): string {
  const spans = [400, 40, 4, 8_000, 20_000] as const;
  const days = chance.between(time % 3 === 2 ? -(spans[time % 5] ?? 4) : 0, spans[time % 5] ?? 4);
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** A control that asks for a month, or a year, keeps the first day of it. */
const cut = (day: string, appearance: string): string => {
  if (/\bmonth-year\b/.test(appearance)) return `${day.slice(0, 7)}-01`;
  return /\byear\b/.test(appearance) ? `${day.slice(0, 4)}-01-01` : day;
};

const clock = (chance: Chance): string => `${two(chance.between(0, 23))}:${two(chance.between(0, 59))}`;

const place = (chance: Chance): string =>
  `${chance.between(-40, 40)}.${chance.between(1, 9)} ${chance.between(-170, 170)}.${chance.between(1, 9)} 0 ${chance.between(3, 20)}`;

const sayings = [
  'Ban Nong Khai',
  'Ana',
  'Đà Nẵng',
  'สบายดี',
  'Sở Nội vụ',
  'niño',
  'x',
  '12',
  'A. B. (2)',
] as const;

/** Words; where a pattern asks for others, what such patterns mostly ask for. */
function words(constraint: string, named: readonly Answer[], chance: Chance, time: number): string {
  if (constraint.trim() === '' || time < 3) return chance.one(sayings);
  const digits = (count: number) => Array.from({ length: count }, () => chance.between(1, 9)).join('');
  const quoted = [...constraint.matchAll(/'([^']{1,40})'|"([^"]{1,40})"/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  return chance.one([
    digits(chance.between(1, 15)),
    `0${digits(9)}`,
    `+66${digits(9)}`,
    'mali@example.org',
    'https://example.org/',
    'Mali',
    'MALI',
    `AB${digits(chance.between(2, 6))}`,
    '07/21/1990',
    '21/07/1990',
    '21071990',
    named.filter((one) => one !== null).join(' '),
    ...quoted,
  ]);
}

function shuffled(names: readonly string[], chance: Chance): string[] {
  const left = [...names];
  return names.map(() => left.splice(chance.between(0, left.length - 1), 1)[0] ?? '');
}

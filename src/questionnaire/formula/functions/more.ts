/** The rarer functions, loaded only for questionnaires that call one. */
import { asText, type Code, named } from '../code.ts';
import type { Expr } from '../syntax.ts';
import { toBoolean, toNumber, toText, type Value } from '../values.ts';
import { placeAmong } from './base.ts';
import {
  dayOfStamp,
  daysBetween,
  decimalDateTime,
  decimalTime,
  formatDate,
  monthsBetween,
  shiftedDate,
} from './dates.ts';
import { area, crossesItself, distance, isInside } from './geometry.ts';
import { conditional, indexedRepeat } from './repeats.ts';
import {
  number,
  orHere,
  places,
  type Rule,
  type Rules,
  spread,
  takes,
  takesAny,
  takesMany,
  text,
  value,
  words,
} from './rule.ts';

export { area, distance } from './geometry.ts';

const math = (work: (n: number) => number): Rule => takes([number], 'number', (_, n) => work(n));
const months = takes([value, value], 'number', ({ world }, from, to) => monthsBetween(from, to, world));
const property = (name: string): Rule => takes([], 'text', ({ world }) => world.property?.(name) ?? '');
const nameOf = (part: (name: string) => string): Rule =>
  orHere(takes([places], 'text', (_, [first]) => part(first?.name ?? '')));

export const more: Rules = {
  'format-date': takes([value, text], 'text', ({ world }, it, format) => formatDate(it, format, world)),
  'format-date-time': takes([value, text], 'text', ({ world }, it, format) => formatDate(it, format, world)),
  'decimal-date-time': takes([value], 'number', ({ world }, it) => decimalDateTime(it, world)),
  'decimal-time': takes([value], 'number', ({ world }, it) => decimalTime(it, world)),
  'difference-in-months': months,
  'add-date': takes(
    [value, number, number, number, number, number],
    'value',
    ({ world }, it, ...by) => shiftedDate(it, by, world),
    1,
  ),

  // CHT's own
  'cht:difference-in-months': months,
  'cht:difference-in-years': takes([value, value], 'number', ({ world }, from, to) =>
    Math.trunc(monthsBetween(from, to, world) / 12),
  ),
  'cht:difference-in-weeks': takes([value, value], 'number', ({ world }, from, to) =>
    Math.trunc(daysBetween(from, to, world) / 7),
  ),
  'cht:difference-in-days': takes([value, value], 'number', ({ world }, from, to) =>
    Math.trunc(daysBetween(from, to, world)),
  ),
  'cht:strip-whitespace': takes([text], 'text', (_, it) => it.replace(/\s+/g, '')),
  'parse-timestamp-to-date': takes([value], 'text', ({ world }, it) => dayOfStamp(it, world)),

  // ODK's own: counted from 0, the end left out, negative from behind
  substr: takes([text, number, number], 'text', (_, it, from, end?: number) => it.slice(from || 0, end), 2),
  'ends-with': takes([text, text], 'truth', (_, it, part) => it.endsWith(part)),
  'substring-before': takes([text, text], 'text', (_, it, part) =>
    it.slice(0, Math.max(0, it.indexOf(part))),
  ),
  'substring-after': takes([text, text], 'text', (_, it, part) =>
    it.includes(part) ? it.slice(it.indexOf(part) + part.length) : '',
  ),
  translate: takes([text, text, text], 'text', (_, ...args) => translate(...args)),
  'normalize-space': orHere(
    takes([text], 'text', (_, it) => it.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')),
  ),

  pow: takes([number, number], 'number', (_, base, exponent) => base ** exponent),
  sqrt: math(Math.sqrt),
  exp: math(Math.exp),
  exp10: math((n) => 10 ** n),
  log: math(Math.log),
  log10: math(Math.log10),
  sin: math(Math.sin),
  cos: math(Math.cos),
  tan: math(Math.tan),
  asin: math(Math.asin),
  acos: math(Math.acos),
  atan: math(Math.atan),
  atan2: takes([number, number], 'number', (_, y, x) => Math.atan2(y, x)),
  pi: takes([], 'number', () => Math.PI),

  area: takesMany('number', (points) => area(points.map(toText)), 1),
  distance: takesMany('number', (points) => distance(points.map(toText)), 1),
  'distance-between': takes([text, text], 'number', (_, ...points) => distance(points)),
  geofence: takes([text, text], 'truth', (_, point, shape) => isInside(point, shape)),
  intersects: takes([text], 'truth', (_, trace) => crossesItself(trace)),

  checklist: takesMany('truth', (all, { world }) => checklist(all, (one) => toNumber(one, world)), 2),
  'weighted-checklist': takesAny(
    'truth',
    (all, { world }) => weighted(all, (one) => toNumber(one, world)),
    2,
  ),
  'indexed-repeat': indexedRepeat,

  name: nameOf((name) => name),
  'local-name': nameOf((name) => name.slice(name.indexOf(':') + 1)),
  'namespace-uri': nameOf(() => ''),
  'jr:itext': takes([text], 'value', ({ world }, id): Value => world.itext?.(id) ?? ''),
  property: takes([text], 'text', ({ world }, name) => world.property?.(name) ?? ''),
  version: property('version'),

  // SurveyCTO's own
  'choice-label': {
    least: 2,
    most: 2,
    make([question, name], compiler): Code {
      const chosen = asText(compiler.code(name as Expr));
      const asked = named(question as Expr);
      return { is: 'text', run: (at) => at.world.choiceLabel?.(asked, chosen(at), at.current) ?? '' };
    },
  },
  index: {
    least: 0,
    most: 0,
    make: (_, { scope }) => ({
      is: 'number',
      run: ({ current }) =>
        placeAmong(scope.repeatAround ? scope.repeatAround(current) : (current.parent ?? undefined)),
    }),
  },
  'count-if': conditional((found) => found.length),
  'sum-if': conditional((found, number) => found.reduce((sum, one) => sum + number(one), 0)),
  'min-if': conditional((found, number) =>
    found.reduce((least, one) => Math.min(least, number(one)), Number.POSITIVE_INFINITY),
  ),
  'max-if': conditional((found, number) =>
    found.reduce((most, one) => Math.max(most, number(one)), Number.NEGATIVE_INFINITY),
  ),
  'join-if': conditional((found, _, between) => found.map(({ text }) => text).join(between), true),
  relevant: takes([places], 'truth', (_, [first]) => first?.relevant ?? first !== undefined),
  lower: takes([text], 'text', (_, it) => it.toLowerCase()),
  upper: takes([text], 'text', (_, it) => it.toUpperCase()),
  empty: takes([text], 'truth', (_, it) => it === ''),
  linebreak: takes([], 'text', () => '\n'),
  'count-items': takes([text, text], 'number', (_, between, list) => items(between, list).length),
  'item-at': takes(
    [text, text, number],
    'text',
    (_, between, list, index) => items(between, list)[index] ?? '',
  ),
  'item-index': takes([text, text, text], 'number', (_, between, list, item) =>
    items(between, list).indexOf(item),
  ),
  'item-present': takes([text, text, text], 'truth', (_, between, list, item) =>
    items(between, list).includes(item),
  ),
  'de-duplicate': takes([text, text], 'text', (_, between, list) =>
    [...new Set(items(between, list))].join(between),
  ),
  duration: property('duration'),
  'device-info': property('device-info'),
  username: property('username'),
};

const items = (between: string, list: string): string[] => {
  if (list === '') return [];
  return between.trim() === '' ? words(list) : list.split(between);
};

/** Between so many and so many hold; -1 is no bound. Text from a place holds when there is any. */
const isBetween = (count: number, least: number, most: number): boolean =>
  (least < 0 || count >= least) && (most < 0 || count <= most);

function checklist([least = -1, most = -1, ...all]: Value[], number: (one: Value) => number): boolean {
  return isBetween(all.filter(toBoolean).length, number(least), number(most));
}

/** The weights of those that hold. Answers and weights come in pairs; a pair may be two lists of places. */
function weighted([least = -1, most = -1, ...all]: Value[], number: (one: Value) => number): boolean {
  let sum = 0;
  for (let i = 0; i < all.length; i += 2) {
    const weights = spread([all[i + 1] ?? 0]);
    spread([all[i] ?? '']).forEach((one, j) => {
      if (toBoolean(one)) sum += number(weights[j] ?? 0);
    });
  }
  return isBetween(sum, number(least), number(most));
}

/** Each character of `from` becomes the one at its place in `to`, or goes. */
function translate(text: string, from: string, to: string): string {
  const [olds, news] = [[...from], [...to]];
  return [...text].map((char) => (olds.includes(char) ? (news[olds.indexOf(char)] ?? '') : char)).join('');
}

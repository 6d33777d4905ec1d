/** The functions that ordinary questionnaires use. A list of names beside `takes` says what each argument is read as. */
import {
  asAmount,
  asText,
  asTruth,
  type Code,
  type Compiler,
  constant,
  constantOf,
  named,
  placesCode,
} from '../code.ts';
import type { Place } from '../place.ts';
import type { Expr } from '../syntax.ts';
import { toAnswer, toBoolean, toNumber, toText, type Value } from '../values.ts';
import { date, now, today } from './calendar.ts';
import {
  joined,
  number,
  orHere,
  places,
  type Rule,
  type Rules,
  takes,
  takesMany,
  text,
  truth,
  value,
  words,
} from './rule.ts';
import { round, selectedAt, substring } from './text.ts';

const not = takes([truth], 'truth', (_, it) => !it);

export const base: Rules = {
  true: { least: 0, most: 0, make: () => constant(true) },
  false: { least: 0, most: 0, make: () => constant(false) },
  not: { ...not, make: (args, compiler) => folded(args, compiler) ?? not.make(args, compiler) },
  boolean: takes([truth], 'truth', (_, it) => it),
  'boolean-from-string': takes([text], 'truth', (_, it) => it === 'true' || it === '1'),
  if: choosing(),
  coalesce: { least: 1, most: Number.POSITIVE_INFINITY, make: firstAnswered },
  once: takes([value], 'text', ({ place }, it) => place.text || toAnswer(it)),

  string: orHere(takes([text], 'text', (_, it) => it)),
  concat: takesMany('text', (values) => joined(values)),
  join: takesMany('text', ([between = '', ...values]) => joined(values, toText(between)), 1),
  'string-length': orHere(takes([text], 'number', (_, it) => it.length)),
  contains: takes([text, text], 'truth', (_, it, part) => it.includes(part)),
  'starts-with': takes([text, text], 'truth', (_, it, part) => it.startsWith(part)),
  substring: takes([text, number, number], 'text', (_, ...args) => substring(...args), 2),

  number: orHere(takes([number], 'number', (_, it) => it)),
  int: takes([number], 'number', (_, it) => Math.trunc(it)),
  round: takes([number, number], 'number', (_, ...args) => round(...args), 1),
  floor: takes([number], 'number', (_, it) => Math.floor(it)),
  ceiling: takes([number], 'number', (_, it) => Math.ceil(it)),
  abs: takes([number], 'number', (_, it) => Math.abs(it)),
  min: takesMany('number', (values, { world }) => best(values, (a, b) => Math.min(a, b), world), 1),
  max: takesMany('number', (values, { world }) => best(values, (a, b) => Math.max(a, b), world), 1),
  sum: takes([places], 'number', ({ world }, all) =>
    all.reduce((sum, { text }) => sum + toNumber(text, world), 0),
  ),
  random: takes([], 'number', ({ world }) => world.random()),

  selected: takes([text, text], 'truth', (_, list, name) => isSelected(list, name.trim())),
  'selected-at': takes([text, number], 'text', (_, ...args) => selectedAt(...args)),
  'count-selected': takes([text], 'number', (_, list) => words(list).length),
  'jr:choice-name': {
    least: 2,
    most: 2,
    make([name, question], compiler): Code {
      const chosen = asText(compiler.code(name as Expr));
      const asked = named(question as Expr);
      return { is: 'text', run: (at) => at.world.choiceLabel?.(asked, chosen(at), at.current) ?? '' };
    },
  },

  count: takes([places], 'number', (_, all) => all.length),
  'count-non-empty': takes([places], 'number', (_, all) => all.filter(({ text }) => text !== '').length),
  position: takes(
    [places],
    'number',
    (at, all?: readonly Place[]) => (all ? placeAmong(all[0]) : (at.position ?? 1)),
    0,
  ),
  last: takes([], 'number', ({ size }) => size ?? 1),
  current: { least: 0, most: 0, make: () => placesCode((at) => at.current) },
  instance: takes([text], 'places', ({ world }, id) => listed(world.instance?.(id)?.place)),
  pulldata: takes([text, text, text, text], 'text', ({ world }, file, column, keyColumn, key) => {
    const instance = world.instance?.(file.replace(/\.csv$/i, ''));
    if (!instance) return '';
    const rows =
      instance.byColumn?.(keyColumn, key) ?? instance.place.children.flatMap(({ children }) => children);
    return textIn(
      rows.find((row) => textIn(row, keyColumn) === key),
      column,
    );
  }),

  today: takes([], 'value', ({ world }) => today(world)),
  now: takes([], 'value', ({ world }) => now(world)),
  date: takes([value], 'value', ({ world }, it) => date(it, world)),
  'date-time': takes([value], 'value', ({ world }, it) => date(it, world)),
  uuid: takes(
    [number],
    'text',
    ({ world }, length?: number) => (length === undefined ? world.uuid() : anyText(length, world)),
    0,
  ),
};

/** `not` of what is already known. */
function folded([arg]: readonly Expr[], compiler: Compiler): Code | undefined {
  const known = constantOf(compiler.code(arg as Expr));
  return known === undefined ? undefined : constant(!toBoolean(known));
}

/** Only the branch of a condition already known is compiled: the other may hold what we do not know. */
function choosing(): Rule {
  return {
    least: 3,
    most: 3,
    make([condition, yes, no], compiler) {
      const asked = compiler.code(condition as Expr);
      const holds = asTruth(asked);
      if (constantOf(asked) !== undefined)
        return compiler.code((holds(undefined as never) ? yes : no) as Expr);
      const [then, otherwise] = [compiler.code(yes as Expr), compiler.code(no as Expr)];
      const run = (at: Parameters<typeof holds>[0]) => (holds(at) ? then.run(at) : otherwise.run(at));
      const is = then.is === otherwise.is && then.is !== 'places' ? then.is : 'value';
      return { is, run } as Code;
    },
  };
}

/** The first that is not blank, else the last. */
function firstAnswered(args: readonly Expr[], compiler: Compiler): Code {
  const codes = args.map((arg) => compiler.code(arg));
  const amounts = codes.map(asAmount);
  return {
    is: 'value',
    run: (at) => {
      let value: Value = '';
      for (const { run } of codes) {
        value = run(at);
        if (toAnswer(value) !== '') break;
      }
      return value;
    },
    number: (at) => {
      for (const amount of amounts) {
        const found = amount(at);
        if (found !== undefined) return found;
      }
      return Number.NaN;
    },
  };
}

function best(
  values: readonly Value[],
  choose: (a: number, b: number) => number,
  world: Parameters<typeof today>[0],
): number {
  return values.length === 0 ? Number.NaN : values.map((one) => toNumber(one, world)).reduce(choose);
}

const isSelected = (list: string, name: string): boolean =>
  name === '' ? list === '' : words(list).includes(name);

const listed = (place: Place | undefined): readonly Place[] => (place ? [place] : []);

/** A cell of a row; `@column` is an attribute. */
export const textIn = (row: Place | undefined, column: string): string =>
  (column.startsWith('@')
    ? row?.attributes?.get(column.slice(1))
    : row?.children.find(({ name }) => name === column)?.text) ?? '';

/** Which of its same-named siblings a place is, from 1: the number of a repeat instance. */
export function placeAmong(place: Place | undefined): number {
  if (place?.number !== undefined) return place.number;
  if (!place?.parent) return 1;
  let count = 0;
  for (const sibling of place.parent.children) {
    if (sibling.name === place.name) count++;
    if (sibling === place) break;
  }
  return count;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const anyText = (length: number, { random }: { random(): number }): string =>
  Array.from(
    { length: Math.min(Math.max(0, length || 0), 1000) },
    () => letters[Math.floor(random() * 62)],
  ).join('');

/** Small trees and worlds to try formulas in. */
import {
  compile,
  loadMore,
  type Place,
  parseFormula,
  toText,
  type Value,
  type World,
} from '../../../src/questionnaire/formula/index.ts';

export type Sketch = { readonly [name: string]: string | Sketch | readonly (string | Sketch)[] };

await loadMore();

/** `{ data: { age: '7', child: [{ name: 'An' }, { name: 'Bo' }] } }` as places; the top has no name. */
export function tree(sketch: Sketch, name = '', parent: Place | null = null): Place {
  const children: Place[] = [];
  const place: Place = {
    name,
    parent,
    children,
    get text() {
      return children.map((child) => child.text).join('');
    },
  };
  for (const [key, value] of Object.entries(sketch)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      children.push(
        typeof one === 'string'
          ? { name: key, parent: place, children: [], text: one }
          : tree(one, key, place),
      );
    }
  }
  return place;
}

/** The place that a path of names leads to; a number picks among places of that name, from 1. */
export const find = (from: Place, path: string): Place =>
  path.split('/').reduce((at, step) => {
    const [name, nth = '1'] = step.split('#');
    const found = at.children.filter((child) => child.name === name)[Number(nth) - 1];
    if (!found) throw new Error(`no ${step}`);
    return found;
  }, from);

/** Noon in Bangkok. */
export const world: World = {
  now: () => new Date('2026-11-23T05:00:00Z'),
  offsetAt: () => 420,
  random: () => 0.5,
  uuid: () => '6f1e7c52-0000-4000-8000-000000000000',
  language: 'en',
};

/** What a formula comes to at a place, `${name}` meaning the first place of that name anywhere. */
export function evaluate(
  source: string,
  at: Place = tree({ data: '' }),
  outside: Partial<World> = {},
): Value {
  const parsed = parseFormula(source);
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  const compiled = compile(parsed.formula, {
    resolve: (name, _, reach) => (here) => {
      const all = named(top(here), name);
      return reach === 'all' ? all : all[0];
    },
  });
  if ('problem' in compiled) throw new Error(compiled.problem.code);
  return compiled.run({ place: at, current: at, world: { ...world, ...outside } });
}

export const says = (...args: Parameters<typeof evaluate>): string => toText(evaluate(...args));

const top = (place: Place): Place => (place.parent ? top(place.parent) : place);

export const named = (place: Place, name: string): Place[] =>
  place.children.flatMap((child) => [...(child.name === name ? [child] : []), ...named(child, name)]);

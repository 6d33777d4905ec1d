/** Location paths: steps from place to place, predicates, and look-ups in indexed lists. */
import { inDocumentOrder, keepsOrder, lead, rootOf } from './axes.ts';
import { asPlaces, asTruth, type Code, type Compiler, constantOf, type Found, placesCode } from './code.ts';
import { lookUpOf } from './lookup.ts';
import type { Place } from './place.ts';
import type { Expr, Filter, Path, Step } from './syntax.ts';
import type { Compiled, Surroundings } from './world.ts';

type Walk = (from: readonly Place[], at: Surroundings) => readonly Place[];

export function pathCode(path: Path, compiler: Compiler): Code {
  const found = lookUpOf(path);
  if (found) return lookUpCode(path, found, compiler);
  const { from, steps } = path;
  // `/` is the top of the interview even inside a predicate on a choice list
  if (from === 'root') return placesCode(walkFrom((at) => rootOf(at.current), steps, compiler));
  if (from === 'here') return placesCode(walkFrom((at) => at.place, steps, compiler));
  const start = asPlaces(compiler.code(from), from);
  const walk = walkOf(steps, compiler);
  return placesCode((at) => walk(start(at), at));
}

/** From one place by plain steps there is mostly one place to come to: no lists are made until there are several. */
function walkFrom(start: Compiled<Place>, steps: readonly Step[], compiler: Compiler): Compiled<Found> {
  const plain = steps.map(plainStep);
  const walk = walkOf(steps, compiler);
  return (at) => {
    let place = start(at);
    for (let i = 0; i < plain.length; i++) {
      const next = plain[i]?.(place);
      if (next === null) return;
      if (next === undefined) return walk([place], at, i);
      place = next;
    }
    return place;
  };
}

/** The only place a step leads to; null where there is none, undefined where the long way must tell. */
function plainStep({
  axis,
  test,
  predicates,
}: Step): ((from: Place) => Place | null | undefined) | undefined {
  if (predicates.length > 0) return;
  if (test === 'node()') {
    return axis === 'self' ? (from) => from : axis === 'parent' ? (from) => from.parent : undefined;
  }
  const fits = testOf(test);
  if (axis !== 'child' || !fits || test === 'text()') return;
  return ({ children }) => {
    let only: Place | null = null;
    for (const child of children) {
      if (!fits(child)) continue;
      if (only) return;
      only = child;
    }
    return only;
  };
}

export function filterCode({ base, predicates }: Filter, compiler: Compiler): Code {
  const start = asPlaces(compiler.code(base), base);
  const narrow = narrowing(predicates, compiler);
  return placesCode((at) => narrow(start(at), at));
}

/** `instance('list')/root/item[column = …]` through the list's index; where it has none, by looking at each row. */
function lookUpCode(
  { steps }: Path,
  look: NonNullable<ReturnType<typeof lookUpOf>>,
  compiler: Compiler,
): Code {
  const [root, item, ...rest] = steps as [Step, Step, ...Step[]];
  const wanted = compiler.code(look.wanted).run as Compiled;
  const every = walkOf([root, { ...item, predicates: [] }], compiler);
  const narrowRows = narrowing(item.predicates, compiler);
  const narrowFound = narrowing(look.complete ? item.predicates.slice(1) : item.predicates, compiler);
  const walk = walkOf(rest, compiler);
  return placesCode((at) => {
    const instance = at.world.instance?.(look.instance);
    if (!instance) return [];
    const value = wanted(at);
    const text = Array.isArray(value) && value.length === 1 ? (value[0] as Place).text : value;
    const rows =
      instance.byColumn && typeof text === 'string'
        ? narrowFound(instance.byColumn(look.column, text), at)
        : narrowRows(every([instance.place], at), at);
    return walk(rows, at);
  });
}

function walkOf(steps: readonly Step[], compiler: Compiler) {
  const walks = steps.map((step) => stepOf(step, compiler));
  return (from: readonly Place[], at: Surroundings, first = 0): readonly Place[] => {
    let places = from;
    for (let i = first; i < walks.length && places.length > 0; i++) places = walks[i]?.(places, at) ?? places;
    return places;
  };
}

function stepOf({ axis, test, predicates }: Step, compiler: Compiler): Walk {
  const candidates = lead[axis];
  const fits = testOf(test);
  const narrow = narrowing(predicates, compiler);
  const fromOne = (from: Place, at: Surroundings): readonly Place[] => {
    if (test === 'text()' && axis === 'child')
      return from.text !== '' && from.children.length === 0 ? [from] : [];
    return narrow(fits ? candidates(from).filter(fits) : candidates(from), at);
  };
  return (places, at) => {
    const [only] = places;
    const found =
      places.length === 1 && only ? fromOne(only, at) : places.flatMap((place) => fromOne(place, at));
    return keepsOrder(axis) || found.length < 2 ? found : inDocumentOrder(new Set(found));
  };
}

/** Undefined where everything fits. `orx:meta` also finds a plain `meta`: our own trees have no prefixes. */
function testOf(test: string): ((place: Place) => boolean) | undefined {
  if (test === 'node()' || test === '*') return test === '*' ? (place) => place.name !== '' : undefined;
  if (test === 'text()') return (place) => place.children.length === 0 && place.text !== '';
  if (test.endsWith(':*')) return (place) => place.name.startsWith(test.slice(0, -1));
  const local = test.slice(test.indexOf(':') + 1);
  return (place) => place.name === test || place.name === local;
}

function narrowing(predicates: readonly Expr[], compiler: Compiler): Walk {
  const all = predicates.map((predicate) => narrowingOne(compiler.code(predicate)));
  return all.length === 0
    ? (places) => places
    : (places, at) => all.reduce((left, one) => one(left, at), places);
}

function narrowingOne(code: Code): Walk {
  const index = constantOf(code);
  if (typeof index === 'number') return (places) => places.slice(Math.max(0, index - 1), Math.max(0, index));
  const keeps: Compiled<boolean> =
    code.is === 'number' || code.is === 'value' ? positionOrTruth(code.run) : asTruth(code);
  return (places, at) => {
    const size = places.length;
    const here = { place: at.place, position: 0, size, current: at.current, world: at.world };
    const kept: Place[] = [];
    for (const place of places) {
      here.place = place;
      here.position++;
      if (keeps(here)) kept.push(place);
    }
    return kept;
  };
}

const positionOrTruth = (run: Compiled): Compiled<boolean> => {
  const truth = asTruth({ is: 'value', run });
  return (at) => {
    const value = run(at);
    return typeof value === 'number' ? value === at.position : truth(at);
  };
};

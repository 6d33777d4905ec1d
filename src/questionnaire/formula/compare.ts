/** Comparison: XPath 1.0 §3.4, dates as numbers of days, and numbers that differ by less than decimals can say as equal. */
import { asNumber, type Code, type Found, isList } from './code.ts';
import type { Place } from './place.ts';
import type { Operator } from './syntax.ts';
import { amountAt, isPlaces, toBoolean, toNumber, type Value } from './values.ts';
import type { Clock, Compiled } from './world.ts';

type Compare = (a: number, b: number) => boolean;

/** 0.1 + 0.2 is 0.3 to a person; Collect compares so, and constraints on sums rely on it. */
const near: Compare = (a, b) => a === b || Math.abs(a - b) < 1e-12;

const compares: Partial<Record<Operator, Compare>> = {
  '=': near,
  '!=': (a, b) => !near(a, b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a < b || near(a, b),
  '>': (a, b) => a > b,
  '>=': (a, b) => a > b || near(a, b),
};

const turned: Partial<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

export function comparisonCode(operator: Operator, left: Code, right: Code): Code {
  if (right.is === 'places' && left.is !== 'places') {
    return comparisonCode(turned[operator] ?? operator, right, left);
  }
  return { is: 'truth', run: shortWay(operator, left, right) ?? longWay(operator, left, right) };
}

/** `a = b = c`, read from the left: rare, but any length must run. */
export function comparisonsCode(operators: readonly Operator[], codes: readonly Code[]): Code {
  return {
    is: 'truth',
    run: (at) =>
      operators.reduce<Value>((left, operator, i) => {
        const right = codes[i + 1]?.run(at) ?? '';
        return holds(operator, left, right, at.world);
      }, codes[0]?.run(at) ?? '') === true,
  };
}

function longWay(operator: Operator, left: Code, right: Code): Compiled<boolean> {
  const [a, b] = [left.run as Compiled, right.run as Compiled];
  return (at) => holds(operator, a(at), b(at), at.world);
}

/** What conditions mostly are: an answer against text or a number, without looking at kinds again each time. */
function shortWay(operator: Operator, left: Code, right: Code): Compiled<boolean> | undefined {
  const compare = compares[operator] as Compare;
  const equality = operator === '=' || operator === '!=';
  if (right.is === 'number' || (right.is === 'text' && !equality)) {
    const number = asNumber(right);
    if (left.is === 'places') {
      const { find } = left;
      return (at) => {
        const wanted = number(at);
        return some(find(at), (place) => compare(amountAt(place, at.world) ?? Number.NaN, wanted));
      };
    }
    if (left.is !== 'number' && left.is !== 'text') return;
    const other = asNumber(left);
    return (at) => compare(other(at), number(at));
  }
  if (right.is !== 'text') return;
  const wanted = right.run;
  const same = operator === '=';
  if (left.is === 'text') {
    const text = left.run;
    return (at) => (text(at) === wanted(at)) === same;
  }
  if (left.is !== 'places') return;
  const { find } = left;
  return (at) => {
    const text = wanted(at);
    return some(find(at), (place) => (place.text === text) === same);
  };
}

function some(found: Found, test: (place: Place) => boolean): boolean {
  if (found === undefined) return false;
  return isList(found) ? found.some(test) : test(found);
}

/** Whether a comparison holds between any two values; of places, between the text of any of them. */
export function holds(operator: Operator, left: Value, right: Value, clock: Clock): boolean {
  if (isPlaces(left) && typeof right !== 'boolean') {
    return left.some((place) => holds(operator, place.text, right, clock));
  }
  if (isPlaces(right) && typeof left !== 'boolean') {
    return right.some((place) => holds(operator, left, place.text, clock));
  }
  if (operator === '=' || operator === '!=') {
    const same = operator === '=';
    if (typeof left === 'boolean' || typeof right === 'boolean')
      return (toBoolean(left) === toBoolean(right)) === same;
    if (typeof left === 'string' && typeof right === 'string') return (left === right) === same;
  }
  const number = (value: Value): number => toNumber(isPlaces(value) ? value.length > 0 : value, clock);
  return (compares[operator] as Compare)(number(left), number(right));
}

/** Functions that look into all instances of a repeat. */
import { ancestors } from '../axes.ts';
import { asNumber, asPlaces, asText, asTruth, type Code, type Compiler, placesCode } from '../code.ts';
import type { Place } from '../place.ts';
import type { Expr } from '../syntax.ts';
import { readNumber } from '../values.ts';
import type { Compiled } from '../world.ts';
import type { Rule } from './rule.ts';

/** `indexed-repeat(field, repeat, number, …)`: the field in the repeat's instance of that number, of nested ones too. */
export const indexedRepeat: Rule = {
  least: 3,
  most: 7,
  make([field, ...pairs], compiler) {
    const [repeat, number] = pairs;
    if (
      field?.kind === 'name' &&
      !field.lastSaved &&
      repeat?.kind === 'name' &&
      number &&
      pairs.length === 2
    ) {
      const find = compiler.scope.numbered?.(field.name, repeat.name);
      const which = asNumber(compiler.code(number));
      if (find) return placesCode((at) => find(at.current, which(at)));
    }
    const all = (expr: Expr | undefined): Compiled<readonly Place[]> =>
      asPlaces(everyInstance(expr as Expr, compiler), expr as Expr);
    const fields = all(field);
    const levels = pairs.flatMap((repeat, i) =>
      i % 2 === 0 && pairs[i + 1]
        ? [{ repeats: all(repeat), number: asNumber(compiler.code(pairs[i + 1] as Expr)) }]
        : [],
    );
    return placesCode((at) => {
      // counted under each parent, so that the order in which nested repeats are named does not matter
      const chosen = levels.map(({ repeats, number }) => new Set(numbered(repeats(at), number(at))));
      const isChosen = (one: Place): boolean => {
        const above = ancestors(one);
        return chosen.every((each) => above.some((up) => each.has(up)));
      };
      return nearestTo(at.current, fields(at).filter(isChosen));
    });
  },
};

function everyInstance(expr: Expr, compiler: Compiler): Code {
  if (expr.kind !== 'name') return compiler.code(expr);
  const find = compiler.scope.resolve(expr.name, expr.lastSaved, 'all');
  return find ? placesCode((at) => find(at.current)) : compiler.code(expr); // which says what is unknown
}

/** Of instances in order, those that are the n-th under their parent. */
function numbered(instances: readonly Place[], n: number): Place[] {
  const counts = new Map<Place | null, number>();
  return instances.filter(({ parent }) => {
    const count = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, count);
    return count === n;
  });
}

/** The one that shares most of its way up with a place: what ODK means where instances are left open. */
function nearestTo(place: Place, candidates: readonly Place[]): Place | undefined {
  if (candidates.length < 2) return candidates[0];
  const line = [place, ...ancestors(place)];
  const steps = (one: Place): number => line.findIndex((up) => up === one || ancestors(one).includes(up));
  return candidates.reduce((best, one) => (steps(one) < steps(best) ? one : best));
}

/**
 * SurveyCTO's `sum-if(field, condition)` and the like: the condition is asked beside each instance of the field,
 * names in it meaning the nearest from there. `join-if` takes the text between first.
 */
export function conditional(
  work: (found: readonly Place[], number: (one: Place) => number, between: string) => string | number,
  joins = false,
): Rule {
  const least = joins ? 3 : 2;
  return {
    least,
    most: least,
    make(args, compiler) {
      const [field, condition] = joins ? args.slice(1) : args;
      const between = joins ? asText(compiler.code(args[0] as Expr)) : () => '';
      const fields = asPlaces(everyInstance(field as Expr, compiler), field as Expr);
      const holds = asTruth(besideEach(condition as Expr, compiler));
      return {
        is: 'value',
        run(at) {
          const found = fields(at).filter((place) => holds({ place, current: place, world: at.world }));
          return work(found, ({ text }) => readNumber(text, at.world), between(at));
        },
      };
    },
  };
}

function besideEach(condition: Expr, { scope, recompile }: Compiler): Code {
  return recompile(condition, {
    ...scope,
    resolve(name, lastSaved) {
      const find = scope.resolve(name, lastSaved, 'all');
      if (!find) return;
      return (at) => {
        const all = find(at);
        return Array.isArray(all) ? nearestTo(at, all as readonly Place[]) : (all as Place | undefined);
      };
    },
  });
}

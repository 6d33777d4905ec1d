/** Where each item stands in the answers' tree, and names (`${x}`) as the paths that lead there (`../x`, `/data/g/x`). */
import { type Expr, parseFormula, printFormula } from '../../questionnaire/formula/index.ts';
import type { Item, Questionnaire } from '../../questionnaire/index.ts';
import { isXmlName, xmlName } from './writeXml.ts';

export interface Place {
  /** `null` for the root and for `meta`. */
  readonly item: Item | null;
  /** As XML allows it, and no brother has it. */
  readonly name: string;
  readonly path: string;
  readonly parent: Place | null;
  readonly children: readonly Place[];
}

export interface Places {
  readonly root: Place;
  readonly byName: ReadonlyMap<string, readonly Place[]>;
}

/** The tree of a questionnaire; `meta` at the top belongs to OpenRosa, so an item of that name gets another. */
export function placesOf({ items, settings }: Questionnaire): Places {
  const byName = new Map<string, Place[]>();
  const plant = (all: readonly Item[], parent: Place): Place[] => {
    const taken = new Set(parent.parent ? [] : ['meta']);
    return all.map((item) => {
      const plain = xmlName(item.name);
      let name = plain;
      for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
      taken.add(name);
      const children: Place[] = [];
      const place = { item, name, path: `${parent.path}/${name}`, parent, children };
      const alike = byName.get(item.name);
      if (alike) alike.push(place);
      else byName.set(item.name, [place]);
      if ('items' in item) children.push(...plant(item.items, place));
      return place;
    });
  };
  const wanted = settings && Object.hasOwn(settings, 'name') ? (settings.name ?? '') : '';
  const rootName = isXmlName(wanted) ? wanted : 'data';
  const children: Place[] = [];
  const root = { item: null, name: rootName, path: `/${rootName}`, parent: null, children };
  children.push(...plant(items, root));
  return { root, byName };
}

const above = (place: Place): Place[] => (place.parent ? [...above(place.parent), place.parent] : []);

export const isRepeat = ({ item }: Place): boolean => item?.kind === 'repeat';

export const isInRepeat = (place: Place): boolean => above(place).some(isRepeat);

/** The item that is meant: of several, the nearest. */
export function meant(name: string, self: Place, { byName }: Places): Place | undefined {
  const around = new Set(above(self));
  const near = (place: Place): number => above(place).filter((one) => around.has(one)).length;
  return byName.get(name)?.reduce((best, one) => (near(one) > near(best) ? one : best));
}

type Path = Extract<Expr, { kind: 'path' }>;

const child = (name: string): Path['steps'][number] => ({ axis: 'child', test: name, predicates: [] });
const up: Path['steps'][number] = { axis: 'parent', test: 'node()', predicates: [] };

/** Within one instance of a repeat the way is relative; in a predicate it starts at `current()`. */
function wayTo(target: Place, self: Place, inPredicate: boolean): Path {
  const [mine, theirs] = [above(self), above(target)];
  const common = mine.filter((one) => theirs.includes(one));
  const steps = [...theirs, target];
  if (!common.some(isRepeat))
    return { kind: 'path', from: 'root', steps: steps.map(({ name }) => child(name)) };
  const ups = mine.slice(common.length - 1).map(() => up);
  const current = { kind: 'call', name: 'current', args: [], position: 0 } as const;
  const downs = steps.slice(common.length).map(({ name }) => child(name));
  return { kind: 'path', from: inPredicate ? current : 'here', steps: [...ups, ...downs] };
}

/** A formula with paths for names; nothing where it cannot be read or names what is not there. */
export function pathed(source: string, self: Place, places: Places, inPredicate = false): string | undefined {
  const read = parseFormula(source);
  if ('problem' in read) return undefined;
  const turned = new Turning(self, places).turn(read.formula, inPredicate);
  if (turned === null) return undefined;
  return turned.changed ? printFormula(turned.expr) : source.trim();
}

/** The path to one item, as it is written. */
export const pathTo = (target: Place, self: Place): string => printFormula(wayTo(target, self, false));

class Turning {
  readonly #self: Place;
  readonly #places: Places;
  #changed = false;
  #lost = false;

  constructor(self: Place, places: Places) {
    this.#self = self;
    this.#places = places;
  }

  turn(expr: Expr, inPredicate: boolean): { expr: Expr; changed: boolean } | null {
    const turned = this.#of(expr, inPredicate);
    return this.#lost ? null : { expr: turned, changed: this.#changed };
  }

  #of(expr: Expr, inside: boolean): Expr {
    const each = (all: readonly Expr[], within = inside) => all.map((one) => this.#of(one, within));
    switch (expr.kind) {
      case 'literal':
        return expr;
      case 'name':
        return this.#named(expr.name, expr.lastSaved, inside) ?? expr;
      case 'negation':
        return { ...expr, operand: this.#of(expr.operand, inside) };
      case 'chain':
        return { ...expr, operands: each(expr.operands) };
      case 'call':
        return {
          ...expr,
          args: each(expr.name === 'jr:choice-name' ? this.#choiceName(expr.args) : expr.args),
        };
      case 'filter': {
        const base = this.#of(expr.base, inside);
        const predicates = each(expr.predicates, true);
        const last = base.kind === 'path' && expr.base.kind === 'name' ? base.steps.at(-1) : undefined;
        if (base.kind !== 'path' || !last) return { ...expr, base, predicates };
        return { ...base, steps: [...base.steps.slice(0, -1), { ...last, predicates }] };
      }
      case 'path': {
        const steps = expr.steps.map((step) => ({ ...step, predicates: each(step.predicates, true) }));
        if (typeof expr.from === 'string') return { ...expr, steps };
        const from = this.#of(expr.from, inside);
        const joins = from.kind === 'path' && (expr.from.kind === 'name' || expr.from.kind === 'filter');
        return joins ? { ...from, steps: [...from.steps, ...steps] } : { ...expr, from, steps };
      }
    }
  }

  #named(name: string, lastSaved: boolean, inside: boolean): Expr | null {
    const target = meant(name, this.#self, this.#places);
    if (!target) {
      this.#lost = true;
      return null;
    }
    this.#changed = true;
    if (!lastSaved) return wayTo(target, this.#self, inside);
    const saved = { kind: 'literal', value: '__last-saved' } as const;
    const steps = [...above(target), target].map((one) => child(one.name));
    return { kind: 'path', from: { kind: 'call', name: 'instance', args: [saved], position: 0 }, steps };
  }

  /** `jr:choice-name(${x}, '${x}')`: the second is a path in quotes. */
  #choiceName(args: readonly Expr[]): readonly Expr[] {
    const [value, question, ...rest] = args;
    const text = question?.kind === 'literal' ? String(question.value) : '';
    const name = /^\s*\$\{\s*([^{}]+?)\s*\}\s*$/.exec(text)?.[1];
    const target = name === undefined ? undefined : meant(name, this.#self, this.#places);
    if (!value || !target) return args;
    this.#changed = true;
    return [value, { kind: 'literal', value: pathTo(target, this.#self) }, ...rest];
  }
}

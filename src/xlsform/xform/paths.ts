/** An XForm's paths (`/data/g/x`, `../x`) as the names that authors write (`${x}`), wherever both mean the same. */
import { type Expr, parseFormula, printFormula } from '../../questionnaire/formula/index.ts';
import { trimmed } from '../clean.ts';
import { isInRepeat, type Node, type Nodes } from './nodes.ts';

type Path = Extract<Expr, { kind: 'path' }>;

/** Whose formula it is. `spoken`: it will stand elsewhere, so that `.` must have a name, too. */
export interface Whose {
  readonly self: Node;
  readonly nodes: Nodes;
  readonly spoken?: boolean;
}

/** The formula of a node with names for paths. What cannot be read stays as it is. */
export function named(written: string, whose: Whose): string {
  const source = trimmed(written);
  const read = parseFormula(source);
  if ('problem' in read) return source;
  const turned = turn(read.formula, whose.self, whose);
  return turned === read.formula ? source : printFormula(turned);
}

/** The name that a formula is, if it is nothing else. */
export function nameIn(written: string, whose: Whose): string | null {
  const read = parseFormula(named(written, whose));
  return 'formula' in read && read.formula.kind === 'name' && !read.formula.lastSaved
    ? read.formula.name
    : null;
}

/** `here`: where relative paths start; `null` inside a predicate. The same tree comes back if nothing was turned. */
export function turn(expr: Expr, here: Node | null, whose: Whose): Expr {
  const each = (all: readonly Expr[], from = here): readonly Expr[] => {
    const turned = all.map((one) => turn(one, from, whose));
    return turned.every((one, i) => one === all[i]) ? all : turned;
  };
  switch (expr.kind) {
    case 'literal':
    case 'name':
      return expr;
    case 'negation': {
      const operand = turn(expr.operand, here, whose);
      return operand === expr.operand ? expr : { ...expr, operand };
    }
    case 'chain': {
      const operands = each(expr.operands);
      return operands === expr.operands ? expr : { ...expr, operands };
    }
    case 'call': {
      const args = each(expr.name === 'jr:choice-name' ? choiceNameArguments(expr.args, whose) : expr.args);
      return args === expr.args ? expr : { ...expr, args };
    }
    case 'filter': {
      const [base, predicates] = [turn(expr.base, here, whose), each(expr.predicates, null)];
      return base === expr.base && predicates === expr.predicates ? expr : { ...expr, base, predicates };
    }
    case 'path':
      return turnPath(expr, here, whose);
  }
}

function turnPath(path: Path, here: Node | null, whose: Whose): Expr {
  const { self, nodes, spoken = false } = whose;
  const isCurrent =
    typeof path.from === 'object' && path.from.kind === 'call' && path.from.name === 'current';
  const attribute = attributeAt(path, isCurrent ? self : here, nodes);
  if (attribute !== null) return { kind: 'literal', value: attribute };
  const lastSaved = lastSavedName(path, nodes);
  if (lastSaved !== null) return { kind: 'name', name: lastSaved, lastSaved: true, position: 0 };
  const start = path.from === 'root' ? 'root' : isCurrent ? self : path.from === 'here' ? here : null;
  const target = start && follow(path, start, nodes, spoken);
  if (target && nodes.byName.get(target.name)?.length === 1) {
    return { kind: 'name', name: target.name, lastSaved: false, position: 0 };
  }
  const from = typeof path.from === 'object' ? turn(path.from, here, whose) : path.from;
  const steps = path.steps.map((step) => {
    const predicates = step.predicates.map((one) => turn(one, null, whose));
    return predicates.every((one, i) => one === step.predicates[i]) ? step : { ...step, predicates };
  });
  const same = from === path.from && steps.every((step, i) => step === path.steps[i]);
  return same ? path : { ...path, from, steps };
}

/** The node that a plain path leads to; `null` where it chooses, or means all instances of a repeat around it. */
function follow({ steps }: Path, start: Node | 'root', { root }: Nodes, spoken: boolean): Node | null {
  let at: Node | 'root' = start;
  const left = new Set<Node>();
  let named = spoken && steps.every(({ axis }) => axis === 'self');
  for (const { axis, test, predicates } of steps) {
    if (predicates.length > 0) return null;
    if (axis === 'self' && test === 'node()') continue;
    if (axis === 'parent' && test === 'node()') {
      if (at === 'root') return null;
      if (at.repeat) left.add(at);
      at = at.parent ?? 'root';
    } else if (axis === 'child' && !/[*()]/.test(test)) {
      const wanted = test.slice(test.indexOf(':') + 1);
      const children: readonly Node[] = at === 'root' ? [root] : at.children;
      const next = children.find(({ element }) => element.name === wanted);
      if (!next || left.has(next)) return null;
      [at, named] = [next, true];
    } else return null;
  }
  return at === 'root' || !named || at === root ? null : at;
}

/** What an attribute of the primary instance says: `/data/@version`. Nobody can answer it, so it stays as it is. */
function attributeAt({ from, steps }: Path, here: Node | null, nodes: Nodes): string | null {
  const last = steps.at(-1);
  if (last?.axis !== 'attribute' || last.predicates.length > 0) return null;
  const start = from === 'root' ? 'root' : here;
  const way = { kind: 'path', from, steps: steps.slice(0, -1) } as const;
  const isRoot = from === 'root' && steps.length === 2 && steps[0]?.test === nodes.root.element.name;
  const holder = isRoot
    ? nodes.root
    : steps.length === 1 && start !== 'root'
      ? start
      : start && follow(way, start, nodes, true);
  if (!holder || isInRepeat(holder)) return null;
  return holder.element.attributes.get(last.test.slice(last.test.indexOf(':') + 1)) ?? '';
}

/** `instance('__last-saved')/data/x`. */
function lastSavedName({ from, steps }: Path, nodes: Nodes): string | null {
  if (typeof from !== 'object' || from.kind !== 'call' || from.name !== 'instance') return null;
  const [id] = from.args;
  if (id?.kind !== 'literal' || id.value !== '__last-saved') return null;
  const target = follow({ kind: 'path', from: 'root', steps }, 'root', nodes, false);
  return target && nodes.byName.get(target.name)?.length === 1 ? target.name : null;
}

/** `jr:choice-name(/data/x, '/data/x')`: the second is a path in quotes. */
function choiceNameArguments(args: readonly Expr[], whose: Whose): readonly Expr[] {
  const [value, question, ...rest] = args;
  if (!value || question?.kind !== 'literal' || typeof question.value !== 'string') return args;
  const name = /^\s*[/.]/.test(question.value) ? nameIn(question.value, whose) : null;
  return name === null ? args : [value, { kind: 'literal', value: `\${${name}}` }, ...rest];
}

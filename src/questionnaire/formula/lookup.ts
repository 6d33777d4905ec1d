/** Recognises `instance('list')/root/item[column = something fixed]`, so that a cascade looks up instead of scanning. */
import { type Expr, type Path, parts } from './syntax.ts';

export interface LookUp {
  readonly instance: string;
  readonly column: string;
  readonly wanted: Expr;
  /** The first predicate says nothing more than this. */
  readonly complete: boolean;
}

export function lookUpOf({ from, steps }: Path): LookUp | undefined {
  if (from === 'here' || from === 'root' || from.kind !== 'call' || from.name !== 'instance') return;
  const [id] = from.args;
  const [root, item] = steps;
  const [predicate] = item?.predicates ?? [];
  if (id?.kind !== 'literal' || !predicate || isCounting(predicate)) return;
  if (root?.test !== 'root' || root.predicates.length > 0 || item?.test !== 'item') return;
  if (root.axis !== 'child' || item.axis !== 'child') return;
  const conjuncts =
    predicate.kind === 'chain' && predicate.operators[0] === 'and' ? predicate.operands : [predicate];
  for (const conjunct of conjuncts) {
    const found = equalityOf(conjunct);
    if (found) return { instance: String(id.value), ...found, complete: conjuncts.length === 1 };
  }
}

function equalityOf(expr: Expr): { column: string; wanted: Expr } | undefined {
  if (expr.kind !== 'chain' || expr.operators.length !== 1 || expr.operators[0] !== '=') return;
  const [left, right] = expr.operands as [Expr, Expr];
  const column = columnOf(left) ?? columnOf(right);
  const wanted = columnOf(left) === undefined ? left : right;
  return column !== undefined && !isAboutHere(wanted) ? { column, wanted } : undefined;
}

function columnOf(expr: Expr): string | undefined {
  if (expr.kind !== 'path' || expr.from !== 'here' || expr.steps.length !== 1) return;
  const [step] = expr.steps;
  return step?.axis === 'child' && step.predicates.length === 0 && /^[^*(]+$/.test(step.test)
    ? step.test
    : undefined;
}

/** Whether a part means something else for each row: a relative path, or a function that looks at the row itself. */
function isAboutHere(expr: Expr): boolean {
  if (expr.kind === 'path' && expr.from === 'here') return true;
  if (expr.kind === 'call' && expr.args.length === 0 && aboutHere.has(expr.name)) return true;
  if (expr.kind === 'call' && expr.name === 'once') return true;
  return parts(expr).some(isAboutHere);
}

const aboutHere = new Set([
  'position',
  'last',
  'string',
  'number',
  'string-length',
  'normalize-space',
  'name',
  'local-name',
  'namespace-uri',
  'random', // fresh for each row
  'uuid',
  'index',
]);

/** Whether a predicate counts rows: then it must see them all. */
const isCounting = (expr: Expr): boolean =>
  (expr.kind === 'call' && expr.args.length === 0 && (expr.name === 'position' || expr.name === 'last')) ||
  parts(expr).some(isCounting);

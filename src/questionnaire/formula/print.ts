/** Writes a formula so that reading it again gives the same tree. */
import { type Expr, levelOf, negationLevel, type Step } from './syntax.ts';
import { numberText } from './values.ts';

/** The formula as text, with as few brackets as its meaning allows. */
export function printFormula(expr: Expr): string {
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'number' ? numberText(expr.value) : quoted(expr.value);
    case 'name':
      return `\${${expr.lastSaved ? 'last-saved#' : ''}${expr.name}}`;
    case 'negation':
      return `-${within(expr.operand, negationLevel)}`;
    case 'chain':
      return expr.operands
        .map((operand, i) => (i > 0 ? `${expr.operators[i - 1]} ` : '') + within(operand, level(expr) + 1))
        .join(' ');
    case 'call':
      return `${expr.name}(${expr.args.map(printFormula).join(', ')})`;
    case 'filter':
      return start(expr.base) + predicates(expr.predicates);
    case 'path': {
      const steps = expr.steps.map(printStep).join('/');
      if (expr.from === 'here') return steps;
      return expr.from === 'root' ? `/${steps}` : `${start(expr.from)}/${steps}`;
    }
  }
}

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

const level = (expr: Expr): number => {
  if (expr.kind === 'negation') return negationLevel;
  return expr.kind === 'chain' && expr.operators[0] ? levelOf[expr.operators[0]] : 9;
};

/** A lone `/` needs brackets too: what follows it would be read as its first step. */
const within = (expr: Expr, least: number): string =>
  level(expr) < least || (expr.kind === 'path' && expr.from === 'root' && expr.steps.length === 0)
    ? `(${printFormula(expr)})`
    : printFormula(expr);

/** Before `[` or `/`: a path, and what was filtered twice, must stand in brackets to stay what it is. */
const start = (expr: Expr): string =>
  expr.kind === 'name' || expr.kind === 'call' || expr.kind === 'literal'
    ? printFormula(expr)
    : `(${printFormula(expr)})`;

const predicates = (all: readonly Expr[]): string => all.map((one) => `[${printFormula(one)}]`).join('');

function printStep({ axis, test, predicates: all }: Step): string {
  const short = test === 'node()' && (axis === 'self' ? '.' : axis === 'parent' ? '..' : '');
  const prefix = axis === 'child' ? '' : axis === 'attribute' ? '@' : `${axis}::`;
  return (short || prefix + test) + predicates(all);
}

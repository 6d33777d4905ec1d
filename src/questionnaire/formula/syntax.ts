/**
 * What a formula is once it has been read. Operators of one level are kept as one flat chain, and steps and
 * predicates as lists, so that only brackets and arguments make a formula deep.
 */
export type Expr = Literal | Answered | Chain | Negation | Call | Path | Filter;

export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number;
}

/** `${name}` and `${last-saved#name}`: the answer to a question, wherever it stands. */
export interface Answered {
  readonly kind: 'name';
  readonly name: string;
  readonly lastSaved: boolean;
  readonly position: number;
}

/** `a + b - c`: one operand more than operators, all of one level, read from the left. */
export interface Chain {
  readonly kind: 'chain';
  readonly operands: readonly Expr[];
  readonly operators: readonly Operator[];
}

export interface Negation {
  readonly kind: 'negation';
  readonly operand: Expr;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
  readonly position: number;
}

/** A location path: from the root, from here, or from what another expression finds. */
export interface Path {
  readonly kind: 'path';
  readonly from: 'root' | 'here' | Expr;
  readonly steps: readonly Step[];
}

/** `(expression)[predicate]`: counts over all that was found, not per parent. */
export interface Filter {
  readonly kind: 'filter';
  readonly base: Expr;
  readonly predicates: readonly Expr[];
}

export interface Step {
  readonly axis: Axis;
  /** An element's name, `*`, `prefix:*`, `node()` or `text()`. */
  readonly test: string;
  readonly predicates: readonly Expr[];
}

export type Operator = keyof typeof levelOf;

/** How tightly each operator binds; those of one level are read from the left. */
export const levelOf = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  '|': 8,
} as const;

/** Minus before an operand binds tighter than `*`, looser than `|`. */
export const negationLevel = 7;

export const axes = [
  'child',
  'parent',
  'self',
  'attribute',
  'descendant',
  'descendant-or-self',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
  'following',
  'preceding',
  'namespace',
] as const;
export type Axis = (typeof axes)[number];

/** What is wrong with a formula; the sentence is in `problems.<code>`, the position counts characters from 0. */
export interface FormulaProblem {
  readonly code: FormulaProblemCode;
  readonly position: number;
  readonly details: Readonly<Record<string, string | number>>;
}

export type FormulaProblemCode =
  | 'formula-empty'
  | 'formula-too-long'
  | 'formula-too-deep'
  | 'formula-bad-character'
  | 'formula-open-text'
  | 'formula-bad-reference'
  | 'formula-unexpected-end'
  | 'formula-unexpected'
  | 'formula-unknown-axis'
  | 'formula-unknown-function'
  | 'formula-unknown-name'
  | 'formula-arguments'
  | 'formula-needs-places'
  | 'formula-bad-pattern';

/** The expressions inside an expression, predicates included. */
export function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'negation':
      return [expr.operand];
    case 'chain':
      return expr.operands;
    case 'call':
      return expr.args;
    case 'filter':
      return [expr.base, ...expr.predicates];
    case 'path': {
      const inside = expr.steps.flatMap((step) => step.predicates);
      return typeof expr.from === 'string' ? inside : [expr.from, ...inside];
    }
    default:
      return [];
  }
}

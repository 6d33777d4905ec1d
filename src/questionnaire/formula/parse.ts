/** Reads a formula. Whatever is wrong with it comes back as a value with a position; nothing throws. */
import {
  type Axis,
  axes,
  type Expr,
  type FormulaProblem,
  type FormulaProblemCode,
  levelOf,
  negationLevel,
  type Operator,
  parts,
  type Step,
} from './syntax.ts';
import { readTokens, type Token } from './tokens.ts';

const longest = 100_000; // characters, as in the questionnaire's schema
const deepest = 300; // brackets within brackets, and levels of the tree: what a small stack bears

/** A formula as a tree, or what is wrong with it and where. */
export function parseFormula(source: string): { formula: Expr } | { problem: FormulaProblem } {
  if (source.length > longest) {
    return { problem: { code: 'formula-too-long', position: longest, details: { longest } } };
  }
  const tokens = readTokens(source);
  if ('code' in tokens) return { problem: tokens };
  const reader = new Reader(tokens);
  try {
    const formula = reader.formula();
    return isTooDeep(formula) ? { problem: tooDeep } : { formula };
  } catch (thrown) {
    if (thrown instanceof Stop) return { problem: thrown.problem };
    throw thrown;
  }
}

const tooDeep: FormulaProblem = { code: 'formula-too-deep', position: 0, details: { deepest } };

/** Operators of several levels make a tree deeper than its brackets. Without recursion, since it may be too deep for it. */
function isTooDeep(formula: Expr): boolean {
  let level: readonly Expr[] = [formula];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap(parts);
  }
  return false;
}

/** Leaves the reader from any depth; never leaves this file. */
class Stop {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    this.problem = problem;
  }
}

class Reader {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  formula(): Expr {
    if (this.atEnd) this.stop('formula-empty');
    const read = this.expression(1);
    if (!this.atEnd) this.unexpected();
    return read;
  }

  /** Operators of at least this level, each level one flat chain. */
  private expression(level: number): Expr {
    if (++this.depth > deepest) this.stop('formula-too-deep', { deepest });
    let left = this.operand();
    for (let found = this.level(); found >= level; found = this.level()) {
      const operands = [left];
      const operators: Operator[] = [];
      while (this.level() === found) {
        operators.push(this.take().text as Operator);
        operands.push(this.expression(found + 1));
      }
      left = { kind: 'chain', operands, operators };
    }
    this.depth--;
    return left;
  }

  private level(): number {
    const { kind, text } = this.token;
    return kind === 'operator' ? levelOf[text as Operator] : 0;
  }

  private operand(): Expr {
    if (this.token.kind === 'operator' && this.token.text === '-') {
      this.take();
      return { kind: 'negation', operand: this.expression(negationLevel) };
    }
    const base = this.primary();
    if (!base) return this.path('here', []);
    const predicates = this.predicates();
    const filtered: Expr = predicates.length > 0 ? { kind: 'filter', base, predicates } : base;
    return this.at('/') || this.at('//') ? this.path(filtered, []) : filtered;
  }

  /** What is not a location path: a literal, `${name}`, a call, something in brackets. */
  private primary(): Expr | undefined {
    const { kind, text, position } = this.token;
    switch (kind) {
      case 'text':
        this.take();
        return { kind: 'literal', value: text.slice(1, -1) };
      case 'number':
        if (!Number.isFinite(Number(text))) this.unexpected();
        this.take();
        return { kind: 'literal', value: Number(text) };
      case 'answer': {
        this.take();
        const inside = text.slice(2, -1).trim();
        const lastSaved = inside.startsWith('last-saved#');
        return { kind: 'name', name: lastSaved ? inside.slice(11).trim() : inside, lastSaved, position };
      }
      case 'name':
        return this.at('(', 1) && !nodeTests.has(text) ? this.call() : undefined;
      default:
        if (!this.at('(')) return;
        return this.bracketed();
    }
  }

  private bracketed(): Expr {
    this.take();
    const inside = this.expression(1);
    this.expect(')');
    return inside;
  }

  private call(): Expr {
    const { text: name, position } = this.take();
    this.take();
    const args: Expr[] = [];
    while (!this.at(')')) {
      if (args.length > 0) this.expect(',');
      args.push(this.expression(1));
    }
    this.take();
    return { kind: 'call', name, args, position };
  }

  private path(from: Expr | 'here', steps: Step[]): Expr {
    let start: Expr | 'here' | 'root' = from;
    if (this.at('/') || this.at('//')) {
      if (from === 'here') start = 'root';
      if (this.take().text === '//') steps.push(anywhere);
      else if (from === 'here' && !this.startsStep()) return { kind: 'path', from: 'root', steps };
    }
    steps.push(this.step());
    while (this.at('/') || this.at('//')) {
      if (this.take().text === '//') steps.push(anywhere);
      steps.push(this.step());
    }
    return { kind: 'path', from: start, steps };
  }

  private startsStep(): boolean {
    return this.token.kind === 'name' || ['.', '..', '@', '*'].some((mark) => this.at(mark));
  }

  private step(): Step {
    if (this.at('.')) return this.shortStep('self');
    if (this.at('..')) return this.shortStep('parent');
    const axis = this.axis();
    if (!this.at('*') && this.token.kind !== 'name') this.unexpected();
    let test = this.take().text;
    if (this.at('(')) {
      if (!nodeTests.has(test)) this.unexpected();
      this.take();
      this.expect(')');
      test += '()';
    }
    return { axis, test, predicates: this.predicates() };
  }

  private shortStep(axis: Axis): Step {
    this.take();
    return { axis, test: 'node()', predicates: this.predicates() };
  }

  private axis(): Axis {
    if (this.at('@')) {
      this.take();
      return 'attribute';
    }
    if (!this.at('::', 1)) return 'child';
    const axis = axes.find((known) => known === this.token.text);
    if (!axis) this.stop('formula-unknown-axis', { near: this.token.text });
    this.next += 2;
    return axis;
  }

  private predicates(): Expr[] {
    const read: Expr[] = [];
    while (this.at('[')) {
      this.take();
      read.push(this.expression(1));
      this.expect(']');
    }
    return read;
  }

  private get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  private get token(): Token {
    return this.tokens[this.next] as Token; // `end` is never taken
  }

  private at(mark: string, ahead = 0): boolean {
    const token = this.tokens[this.next + ahead];
    return token?.kind === 'mark' && token.text === mark;
  }

  private take(): Token {
    const { token } = this;
    this.next++;
    return token;
  }

  private expect(mark: string): void {
    if (!this.at(mark)) this.unexpected(mark);
    this.take();
  }

  private unexpected(expected = ''): never {
    const { kind, text } = this.token;
    this.stop(kind === 'end' ? 'formula-unexpected-end' : 'formula-unexpected', {
      near: text,
      ...(expected && { expected }),
    });
  }

  private stop(code: FormulaProblemCode, details: FormulaProblem['details'] = {}): never {
    throw new Stop({ code, position: this.token.position, details });
  }
}

const nodeTests = new Set(['node', 'text']);
const anywhere: Step = { axis: 'descendant-or-self', test: 'node()', predicates: [] };

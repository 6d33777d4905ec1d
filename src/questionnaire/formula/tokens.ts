/** A formula's characters as tokens. XPath 1.0 §3.7 decides whether `*`, `div` or `and` is an operator: by what stands before. */
import type { FormulaProblem } from './syntax.ts';

export type Token = {
  readonly kind: 'text' | 'number' | 'name' | 'answer' | 'operator' | 'mark' | 'end';
  readonly text: string;
  readonly position: number;
};

const name = /[\p{L}_][\p{L}\p{M}\p{N}._\-·]*/u.source;
const shapes = {
  number: /\d+\.?\d*|\.\d+/y,
  text: /"[^"]*"|'[^']*'/y,
  answer: new RegExp(`\\$\\{\\s*(?:last-saved#\\s*)?${name}\\s*\\}`, 'uy'),
  /** `a:b` and `a:*` are names; `a::b` is an axis. */
  name: new RegExp(`${name}(?::(?:${name}|\\*))?`, 'uy'),
  operator: /!=|[<>]=?|[=+\-|]/y,
  mark: /\/\/|::|\.\.|[/.@()[\],*]/y,
} satisfies Partial<Record<Token['kind'], RegExp>>;
type Shape = keyof typeof shapes;
/** The same without letters beyond ASCII, which most formulas lack: the whole alphabet takes a phone milliseconds to learn. */
const plainShapes: Partial<Record<Shape, RegExp>> = {
  answer: /\$\{ *[A-Za-z_][\w.-]* *\}/y,
  name: /[A-Za-z_][\w.-]*(?![\w.:\u0080-\uffff-])/y,
};
const wordOperator = /and|or|div|mod|\*/y;
const space = /\s*/y;

/** All tokens, the last of kind `end`; or the first thing that cannot be one. */
export function readTokens(source: string): readonly Token[] | FormulaProblem {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += lengthOf(space, source, position);
    if (position >= source.length) {
      tokens.push({ kind: 'end', text: '', position });
      return tokens;
    }
    const token = nextToken(source, position, endsOperand(tokens.at(-1)));
    if (!token) return problemAt(source, position);
    tokens.push(token);
    position += token.text.length;
  }
}

function nextToken(source: string, position: number, afterOperand: boolean): Token | undefined {
  if (afterOperand) {
    const length = lengthOf(wordOperator, source, position);
    if (length > 0) return { kind: 'operator', text: source.slice(position, position + length), position };
  }
  const kind = shapeAt(source, position);
  const plain = plainShapes[kind];
  const length = (plain && lengthOf(plain, source, position)) || lengthOf(shapes[kind], source, position);
  return length > 0 ? { kind, text: source.slice(position, position + length), position } : undefined;
}

/** What it can only be, by its first character. */
function shapeAt(source: string, position: number): Shape {
  const first = source[position] ?? '';
  if (first === '$') return 'answer';
  if (first === '"' || first === "'") return 'text';
  if (isDigit(first) || (first === '.' && isDigit(source[position + 1] ?? ''))) return 'number';
  if ('!<>=+-|'.includes(first)) return 'operator';
  return '/.:@()[],*'.includes(first) ? 'mark' : 'name';
}

const isDigit = (character: string): boolean => character >= '0' && character <= '9';

function lengthOf(shape: RegExp, source: string, position: number): number {
  shape.lastIndex = position;
  return shape.test(source) ? shape.lastIndex - position : 0;
}

function endsOperand(token: Token | undefined): boolean {
  if (!token || token.kind === 'operator') return false;
  return token.kind !== 'mark' || /^[)\].*]/.test(token.text);
}

function problemAt(source: string, position: number): FormulaProblem {
  const rest = source.slice(position);
  if (/^['"]/.test(rest)) return { code: 'formula-open-text', position, details: {} };
  const near = String.fromCodePoint(source.codePointAt(position) ?? 0);
  const code = near === '$' ? 'formula-bad-reference' : 'formula-bad-character';
  return { code, position, details: { near: near === '$' ? rest.slice(0, 40) : near } };
}

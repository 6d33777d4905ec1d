/** A formula's characters as tokens. XPath 1.0 §3.7 decides whether `*`, `div` or `and` is an operator: by what stands before. */
import type { FormulaProblem } from './syntax.ts';

export type Token = {
  readonly kind: 'text' | 'number' | 'name' | 'answer' | 'operator' | 'mark' | 'end';
  readonly text: string;
  readonly position: number;
};

const name = /[\p{L}_][\p{L}\p{M}\p{N}._\-·]*/u.source;
/** In order of trial. `a:b` and `a:*` are names; `a::b` is an axis. */
const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /\d+\.?\d*|\.\d+/uy],
  ['text', /"[^"]*"|'[^']*'/uy],
  ['answer', new RegExp(`\\$\\{\\s*(?:last-saved#\\s*)?${name}\\s*\\}`, 'uy')],
  ['name', new RegExp(`${name}(?::(?:${name}|\\*))?`, 'uy')],
  ['operator', /!=|[<>]=?|[=+\-|]/uy],
  ['mark', /\/\/|::|\.\.|[/.@()[\],*]/uy],
];
const wordOperator = /(?:and|or|div|mod|\*)/uy;
const space = /\s*/uy;

/** All tokens, the last of kind `end`; or the first thing that cannot be one. */
export function readTokens(source: string): readonly Token[] | FormulaProblem {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += lengthOf(space, source, position);
    if (position >= source.length) return [...tokens, { kind: 'end', text: '', position }];
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
  for (const [kind, shape] of shapes) {
    const length = lengthOf(shape, source, position);
    if (length > 0) return { kind, text: source.slice(position, position + length), position };
  }
}

function lengthOf(shape: RegExp, source: string, position: number): number {
  shape.lastIndex = position;
  return shape.test(source) ? shape.lastIndex - position : 0;
}

const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined &&
  (/^(?:text|number|name|answer)$/.test(token.kind) ||
    (token.kind === 'mark' && /^[)\].*]|^\.\./.test(token.text)));

function problemAt(source: string, position: number): FormulaProblem {
  const rest = source.slice(position);
  if (/^['"]/.test(rest)) return { code: 'formula-open-text', position, details: {} };
  const near = String.fromCodePoint(source.codePointAt(position) ?? 0);
  const code = near === '$' ? 'formula-bad-reference' : 'formula-bad-character';
  return { code, position, details: { near: near === '$' ? rest.slice(0, 40) : near } };
}

/** Operators: arithmetic, logic and union, over chains of any length without going deeper. */

import { inDocumentOrder } from './axes.ts';
import {
  asNumber,
  asPlaces,
  asTruth,
  type Code,
  type Compiler,
  constant,
  constantOf,
  placesCode,
} from './code.ts';
import { comparisonCode, comparisonsCode } from './compare.ts';
import type { Chain, Expr, Operator } from './syntax.ts';
import type { Compiled } from './world.ts';

export function chainCode({ operands, operators }: Chain, compiler: Compiler): Code {
  const [operator = 'or'] = operators;
  if (operator === 'and' || operator === 'or') return logicCode(operands, operator === 'or', compiler);
  if (operator === '|') return unionCode(operands, compiler);
  const codes = operands.map((operand) => compiler.code(operand));
  if (arithmetic[operator]) return arithmeticCode(codes, operators);
  const [left, right] = codes;
  return left && right && codes.length === 2
    ? comparisonCode(operator, left, right)
    : comparisonsCode(operators, codes);
}

/** What comes after an answer that decides is not even compiled: `false() and unknown()` is false, as in ODK. */
function logicCode(operands: readonly Expr[], decides: boolean, compiler: Compiler): Code {
  const open: Compiled<boolean>[] = [];
  for (const operand of operands) {
    const code = compiler.code(operand);
    const known = constantOf(code);
    if (known === undefined) open.push(asTruth(code));
    else if (asTruth(code)(nowhere) === decides) {
      if (open.length === 0) return constant(decides);
      open.push(() => decides);
      break;
    }
  }
  const [left, right] = open;
  if (!left) return constant(!decides);
  if (open.length === 1) return { is: 'truth', run: left };
  if (open.length === 2 && right) {
    return { is: 'truth', run: decides ? (at) => left(at) || right(at) : (at) => left(at) && right(at) };
  }
  return {
    is: 'truth',
    run: (at) => {
      for (const one of open) if (one(at) === decides) return decides;
      return !decides;
    },
  };
}

const nowhere = undefined as never; // constants look at nothing

const arithmetic: Partial<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};

function arithmeticCode(codes: readonly Code[], operators: readonly Operator[]): Code {
  const steps = operators.map((operator) => arithmetic[operator] as (a: number, b: number) => number);
  const numbers = codes.map(asNumber);
  const [left, right] = numbers;
  const [step] = steps;
  if (!left || !right || !step) return constant(Number.NaN);
  if (codes.every((code) => typeof constantOf(code) === 'number')) {
    return constant(steps.reduce((sum, next, i) => next(sum, numbers[i + 1]?.(nowhere) ?? 0), left(nowhere)));
  }
  if (numbers.length === 2) return { is: 'number', run: (at) => step(left(at), right(at)) };
  return {
    is: 'number',
    run: (at) => {
      let sum = left(at);
      for (let i = 0; i < steps.length; i++) sum = steps[i]?.(sum, numbers[i + 1]?.(at) ?? 0) ?? sum;
      return sum;
    },
  };
}

function unionCode(operands: readonly Expr[], compiler: Compiler): Code {
  const parts = operands.map((operand) => asPlaces(compiler.code(operand), operand));
  return placesCode((at) => inDocumentOrder(new Set(parts.flatMap((part) => part(at)))));
}

/** Makes a formula ready to run: names resolved, constants folded, each part a closure of the kind that is asked for. */
import { chainCode } from './chains.ts';
import {
  asNumber,
  asPlaces,
  asText,
  asTruth,
  type Code,
  type Compiler,
  constant,
  constantOf,
  placesCode,
  Unfit,
} from './code.ts';
import { ruleOf } from './functions/registry.ts';
import { filterCode, pathCode } from './paths.ts';
import type { Answered, Call, Expr, FormulaProblem } from './syntax.ts';
import type { Compiled, Scope } from './world.ts';

/** What compiling gives: something to run, or the problem that disables this one formula. */
export type Outcome<T> = { readonly run: Compiled<T> } | { readonly problem: FormulaProblem };

/** A formula ready to run, whatever it comes to. */
export const compile = (expr: Expr, scope: Scope) => outcome(expr, scope, (code) => code.run as Compiled);
/** A formula read as text: labels, calculations. What is no number reads `NaN`. */
export const compileText = (expr: Expr, scope: Scope) => outcome(expr, scope, asText);
/** A formula read as a number: repeat counts. */
export const compileNumber = (expr: Expr, scope: Scope) => outcome(expr, scope, asNumber);
/** A formula read as yes or no: conditions. */
export const compileTruth = (expr: Expr, scope: Scope) => outcome(expr, scope, asTruth);
/** A formula that finds places: choice lists with a filter. */
export const compilePlaces = (expr: Expr, scope: Scope) => outcome(expr, scope, asPlaces);

function outcome<T>(expr: Expr, scope: Scope, as: (code: Code, expr: Expr) => Compiled<T>): Outcome<T> {
  try {
    return { run: as(compilerFor(scope).code(expr), expr) };
  } catch (thrown) {
    if (thrown instanceof Unfit) return { problem: thrown.at(0).problem };
    throw thrown;
  }
}

function compilerFor(scope: Scope): Compiler {
  const compiler: Compiler = {
    scope,
    code: (part) => codeOf(part, compiler),
    recompile: (part, other) => compilerFor(other).code(part),
  };
  return compiler;
}

function codeOf(expr: Expr, compiler: Compiler): Code {
  switch (expr.kind) {
    case 'literal':
      return constant(expr.value);
    case 'name':
      return nameCode(expr, compiler.scope);
    case 'negation':
      return negationCode(compiler.code(expr.operand));
    case 'chain':
      return chainCode(expr, compiler);
    case 'call':
      return callCode(expr, compiler);
    case 'filter':
      return filterCode(expr, compiler);
    case 'path':
      return pathCode(expr, compiler);
  }
}

/** An answer is looked for from the question, also inside `[…]`. */
function nameCode({ name, lastSaved, position }: Answered, scope: Scope): Code {
  const find = scope.resolve(name, lastSaved, 'nearest');
  if (!find) throw new Unfit('formula-unknown-name', position, { name });
  if (lastSaved) return placesCode((at) => at.world.lastSaved?.(name, at.current));
  return placesCode((at) => find(at.current));
}

function negationCode(operand: Code): Code {
  const value = constantOf(operand);
  if (typeof value === 'number') return constant(-value);
  const run = asNumber(operand);
  return { is: 'number', run: (at) => -run(at) };
}

function callCode({ name, args, position }: Call, compiler: Compiler): Code {
  const rule = ruleOf(name);
  if (!rule) throw new Unfit('formula-unknown-function', position, { name });
  if (args.length < rule.least || args.length > rule.most) {
    throw new Unfit('formula-arguments', position, {
      name,
      given: args.length,
      least: rule.least,
      most: rule.most,
    });
  }
  try {
    return rule.make(args, compiler);
  } catch (thrown) {
    throw thrown instanceof Unfit ? thrown.at(position) : thrown;
  }
}

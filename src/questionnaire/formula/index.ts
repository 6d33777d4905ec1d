/** The formula language: read, printed, examined, compiled and run. See README.md for what was decided where engines differ. */
export { compile, compileNumber, compilePlaces, compileText, compileTruth, type Outcome } from './compile.ts';
export { callsIn, loadFunctions, loadMore, needsMore, seedFunction } from './functions/registry.ts';
export { parseFormula } from './parse.ts';
export type { Place } from './place.ts';
export { printFormula } from './print.ts';
export { type PathReference, type References, referencesOf } from './references.ts';
export { type Expr, type FormulaProblem, type FormulaProblemCode, parts } from './syntax.ts';
export { Moment, toAnswer, toBoolean, toNumber, toText, type Value } from './values.ts';
export type { Clock, Compiled, Instance, Resolver, Scope, Surroundings, World } from './world.ts';

/**
 * Regular expressions as sets of states (Thompson 1968): every text is read once, whatever the pattern, so `(a+)+$`
 * costs no more than `a+$`. The tree comes from `patternTree.ts`.
 */
import { type Part, readTree } from './patternTree.ts';

export type Matcher = (text: string) => boolean;

type Instruction =
  | { readonly fits: (char: string) => boolean }
  | { readonly holds: (chars: readonly string[], i: number, budget: Budget) => boolean }
  | { readonly ways: readonly number[] }
  | 'found';
type Program = Instruction[];
interface Budget {
  steps: number;
}

const longest = 20_000; // instructions: `{n,m}` is written out
const mostSteps = 20_000_000; // about a second on a slow phone; beyond it a text does not match

/** A matcher that searches anywhere in a text, or undefined when the pattern is broken or beyond what we read. */
export function readPattern(source: string): Matcher | undefined {
  const tree = readTree(source);
  const program = tree && programOf(tree);
  return program && ((text) => search(program, [...text], 0, false, { steps: mostSteps }));
}

function programOf(tree: Part): Program | undefined {
  const program: Program = [];
  return write(tree, program) && program.push('found') ? program : undefined;
}

function write(part: Part, into: Program): boolean {
  if (into.length > longest) return false;
  if ('fits' in part) return into.push(part) > 0;
  if ('edge' in part) return into.push({ holds: (chars, i) => part.edge(chars[i - 1], chars[i]) }) > 0;
  if ('sequence' in part) return part.sequence.every((one) => write(one, into));
  if ('ahead' in part) {
    const inside = programOf(part.ahead);
    if (!inside) return false;
    return (
      into.push({ holds: (chars, i, budget) => search(inside, chars, i, true, budget) === part.wanted }) > 0
    );
  }
  return 'either' in part ? writeEither(part.either, into) : writeRepeated(part, into);
}

function writeEither(parts: readonly Part[], into: Program): boolean {
  const fork = into.push({ ways: [] }) - 1;
  const starts: number[] = [];
  const exits: number[] = [];
  for (const part of parts) {
    starts.push(into.length);
    if (!write(part, into)) return false;
    exits.push(into.push({ ways: [] }) - 1);
  }
  into[fork] = { ways: starts };
  for (const exit of exits) into[exit] = { ways: [into.length] };
  return true;
}

function writeRepeated({ of, least, most }: Extract<Part, { of: Part }>, into: Program): boolean {
  for (let i = 0; i < least; i++) if (!write(of, into)) return false;
  const endless = most === Number.POSITIVE_INFINITY;
  const forks: number[] = [];
  for (let i = least; i < (endless ? least + 1 : most); i++) {
    forks.push(into.push({ ways: [] }) - 1);
    if (!write(of, into)) return false;
  }
  if (endless) into.push({ ways: [forks[0] ?? 0] });
  for (const fork of forks) into[fork] = { ways: [fork + 1, into.length] };
  return true;
}

function search(
  program: Program,
  chars: readonly string[],
  start: number,
  here: boolean,
  budget: Budget,
): boolean {
  const seenAt = new Int32Array(program.length).fill(-1);
  let waiting: number[] = [];
  for (let i = start; i <= chars.length; i++) {
    const open = here && i > start ? waiting : [...waiting, 0];
    waiting = [];
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      if (seenAt[pc] === i) continue;
      seenAt[pc] = i;
      if (budget.steps-- <= 0) return false;
      const does = program[pc];
      if (does === undefined || does === 'found') return true;
      if ('ways' in does) open.push(...does.ways);
      else if ('holds' in does) does.holds(chars, i, budget) && open.push(pc + 1);
      else if (i < chars.length && does.fits(chars[i] ?? '')) waiting.push(pc + 1);
    }
    if (here && waiting.length === 0) return false;
  }
  return false;
}

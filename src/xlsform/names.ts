/** Names of questions: what the schema allows, what it does not, and what to make of that. */
import { tidy } from './clean.ts';
import type { Problems, Spot } from './problems.ts';
import { safeKey } from './reading.ts';

const allowed = /^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u;
const longest = 255;

/** A name that the schema allows, from what an author wrote. */
export function nameFrom(written: string): string {
  const text = safeKey(tidy(written));
  if (allowed.test(text) && text.length <= longest) return text;
  const joined = text.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_').replace(/^(?![\p{L}_])/u, '_');
  return joined.slice(0, longest);
}

/** Gives each sibling a name of its own. */
export class Siblings {
  readonly #rows = new Map<string, number>();
  /** How many had a name already, so that finding the next free one is no search. */
  readonly #counts = new Map<string, number>();

  /** The name, or the name with a number if it is taken; the second is told. */
  claim(name: string, at: Spot, problems: Problems): string {
    const first = this.#rows.get(name);
    let own = name;
    let count = this.#counts.get(name) ?? 1;
    while (this.#rows.has(own)) own = `${name.slice(0, longest - 8)}_${++count}`;
    this.#counts.set(name, count);
    this.#rows.set(own, at.row ?? 0);
    if (first !== undefined) problems.tell('name-double', at, { name, now: own, first });
    return own;
  }
}

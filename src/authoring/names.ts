/** What an author calls a question in a scenario, and where it stands. */
import type { Interview } from '../questionnaire/index.ts';
import { type Standing, walk } from './walk.ts';

/** Why a name means nothing here; the sentence is `authoring.<code>`. */
export interface NameProblem {
  readonly code: 'nameUnknown' | 'nameLike' | 'nameNowhere' | 'nameManifold';
  readonly details: Readonly<Record<string, string>>;
}

/**
 * `age` is the question of that name; `person[2]/age` the one in the second instance of `person`, at whatever depth;
 * `person[2]` is that instance. Where there is one instance only, nobody needs to count.
 */
export function find(interview: Interview, name: string): Standing | NameProblem {
  const wanted = name.split('/').filter(Boolean);
  const last = wanted.at(-1) ?? '';
  const found = [...walk(interview)].filter(
    ({ kind, place }) => (kind === 'instance') === last.endsWith(']') && leadsTo(wanted, place.split('/')),
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only)
    return { code: 'nameManifold', details: { name, places: found.map(({ place }) => place).join(', ') } };
  const bare = last.replace(/\[\d+\]$/, '');
  const { byName } = interview.form.outline;
  if (byName.has(bare)) return { code: 'nameNowhere', details: { name } };
  const like = nearest(bare, byName.keys());
  return like === null
    ? { code: 'nameUnknown', details: { name } }
    : { code: 'nameLike', details: { name, like } };
}

export const isNameProblem = (found: Standing | NameProblem): found is NameProblem => 'code' in found;

/** Whether the last steps are the same, and all others are on the way, in their order. */
function leadsTo(wanted: readonly string[], place: readonly string[]): boolean {
  if (!isStep(wanted.at(-1) ?? '', place.at(-1) ?? '')) return false;
  let at = place.length - 2;
  for (const step of wanted.slice(0, -1).reverse()) {
    while (at >= 0 && !isStep(step, place[at] ?? '')) at--;
    if (at-- < 0) return false;
  }
  return true;
}

const isStep = (wanted: string, step: string): boolean =>
  wanted === step || wanted === step.replace(/\[\d+\]$/, '');

/** The name that a typing error may have meant: at most a third of the letters are wrong. */
function nearest(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.floor(name.length / 3) + 1;
  for (const each of names) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const distance = distanceOf(name.toLowerCase(), each.toLowerCase());
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

/** Letters to put in, to take out or to change (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const [left = 0, above = 0, across = 0] = [next[j], row[j + 1], row[j]];
      next.push(Math.min(left + 1, above + 1, across + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

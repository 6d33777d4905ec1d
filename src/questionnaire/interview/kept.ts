/** What storage keeps of an interview: one row for each answer, so that one answer is one small write. */
import type { Answer } from '../answers.ts';
import { isBlank } from '../answers.ts';
import type { Definition, SheetDefinition } from './definitions.ts';
import type { Interview, Kept, Ref } from './interview.ts';
import { isKept } from './rules.ts';
import { sameAnswer } from './settle.ts';
import type { Sheet } from './sheets.ts';

/** What storage does after an act: puts a row, or (`answer: undefined`) deletes it. */
export interface Change {
  readonly ref: Ref;
  readonly answer: Answer | undefined;
}

/** What an act changed. `before` is `null` for a new interview: then it is everything. */
export function changes(before: Interview | null, after: Interview): Change[] {
  const found: Change[] = [];
  if (before?.seed !== after.seed) found.push({ ref: '#seed', answer: after.seed });
  compare(before?.sheet, after.sheet, after.form.outline.top.home, '', found);
  return found;
}

/** All rows of an interview: what `beginInterview` takes as `kept`. */
export const keptOf = (interview: Interview): Kept[] =>
  changes(null, interview).filter((change): change is Kept => change.answer !== undefined);

function compare(
  before: Sheet | undefined,
  after: Sheet | undefined,
  { definitions, repeat }: SheetDefinition,
  prefix: Ref,
  found: Change[],
): void {
  if (before === after) return;
  const refOf = ({ path }: Definition): Ref => prefix + path.slice(repeat?.path.length ?? 0);
  for (const definition of definitions) {
    const { slot, inside } = definition;
    if (!inside) {
      const [old = null, now = null] = [before?.given[slot], after?.given[slot]];
      if (old !== now && isKept(definition) && !sameAnswer(old, now))
        found.push({ ref: refOf(definition), answer: isBlank(now) ? undefined : now });
      continue;
    }
    const [old, now] = [before?.stacks.get(slot), after?.stacks.get(slot)];
    if (old === now) continue;
    const ref = refOf(definition);
    const [oldKeys, nowKeys] = [old?.sheets.map(keyOf), now?.sheets.map(keyOf)];
    if (!sameAnswer(oldKeys ?? null, nowKeys ?? null)) found.push({ ref, answer: nowKeys });
    const olds = new Map(old?.sheets.map((sheet) => [sheet.key, sheet]));
    for (const sheet of now?.sheets ?? []) {
      compare(olds.get(sheet.key), sheet, inside, `${ref}[${sheet.key}]`, found);
      olds.delete(sheet.key);
    }
    for (const gone of olds.values()) compare(gone, undefined, inside, `${ref}[${gone.key}]`, found);
  }
}

const keyOf = ({ key }: Sheet): string => key;

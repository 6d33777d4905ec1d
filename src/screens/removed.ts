/** Instances of a repeat that were removed: what each held is kept as a note, a row beside the answers, until it is brought back. */
import {
  type Answer,
  type Interview,
  type Kept,
  keptIn,
  keptOf,
  putBack,
  type Ref,
} from '../questionnaire/index.ts';
import { removedRow } from './tools.ts';

/** What was removed, as its note keeps it: name, place in the list, and the rows of its answers. */
export interface Removed {
  readonly note: Ref;
  readonly key: string;
  readonly name: string;
  readonly at: number;
  readonly rows: readonly Kept[];
}

const keysOf = (interview: Interview, repeat: Ref): string[] => {
  const keys = keptOf(interview).find(({ ref }) => ref === repeat)?.answer;
  return Array.isArray(keys) ? [...keys] : [];
};

/** The note of an instance that is about to go. */
export function noteOf(interview: Interview, repeat: Ref, instance: Ref, name: string): Kept {
  const key = instance.slice(repeat.length + 1, -1);
  const rows = keptIn(interview, instance).map((row) => JSON.stringify([row.ref, row.answer]));
  return {
    ref: removedRow + instance,
    answer: [name, String(keysOf(interview, repeat).indexOf(key)), ...rows],
  };
}

/** What was removed from a repeat and may come back. */
export function removedFrom(repeat: Ref, notes: ReadonlyMap<Ref, Answer>): Removed[] {
  const within = `${removedRow}${repeat}[`;
  return [...notes].flatMap(([note, kept]): Removed[] => {
    const key = note.slice(within.length, -1);
    if (!note.startsWith(within) || !/^[\w-]+$/.test(key) || !Array.isArray(kept)) return [];
    const [name = '', at = '0', ...lines] = kept as readonly string[];
    const rows = lines.map((line) => JSON.parse(line) as [Ref, Answer]);
    return [{ note, key, name, at: Number(at), rows: rows.map(([ref, answer]) => ({ ref, answer })) }];
  });
}

/** The interview with the instance where it stood, among those that are there now. */
export function bringBack(interview: Interview, repeat: Ref, { key, at, rows }: Removed): Interview {
  const keys = keysOf(interview, repeat).filter((one) => one !== key);
  return putBack(interview, [{ ref: repeat, answer: keys.toSpliced(at, 0, key) }, ...rows]);
}

import { useMemo, useState } from 'preact/hooks';
import type { Edit } from '../../versions/index.ts';
import { keptEdits } from './keptEdits.ts';

export interface Edits {
  readonly all: readonly Edit[];
  /** How many were here when the page came. */
  readonly found: number;
  /** Whether the browser could not keep one. */
  readonly isFull: boolean;
  of(language: string, key: string): Edit | undefined;
  /** What a text shall be; the same as it was is no edit. */
  write(edit: Edit): void;
  drop(edits: readonly Edit[]): void;
}

const placeOf = ({ language, key }: Pick<Edit, 'key' | 'language'>): string => `${language} ${key}`;

/** What was typed and is not saved as a version yet. Every letter is kept in this browser at once. */
export function useEdits(form: string): Edits {
  const kept = useMemo(() => keptEdits(form, localStorage), [form]);
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(
    () => new Map(kept.all().map((edit) => [placeOf(edit), edit])),
  );
  const [found] = useState(edits.size);
  const [isFull, setFull] = useState(false);
  const drop = (some: readonly Edit[]) => {
    for (const edit of some) kept.drop(edit);
    setEdits((before) => {
      const after = new Map(before);
      for (const edit of some) after.delete(placeOf(edit));
      return after;
    });
  };
  const all = useMemo(() => [...edits.values()], [edits]);
  return {
    all,
    found,
    isFull,
    of: (language, key) => edits.get(placeOf({ language, key })),
    write(edit) {
      if (edit.text === edit.was) return drop([edit]);
      setFull(!kept.keep(edit));
      setEdits((before) => new Map(before).set(placeOf(edit), edit));
    },
    drop,
  };
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type Answer,
  answer,
  type Change,
  changes,
  type Interview,
  inLanguage,
  nameOf,
  questionAt,
  type Ref,
} from '../questionnaire/index.ts';
import { type Database, DraftGone, keepAnswers, type Standing, StorageFull } from '../storage/index.ts';
import { changedNotes, languageNote, type Notes, withNotes } from './course.ts';
import { keepShadow } from './shadow.ts';

/** saved: the disk has it. full and failed: the device could not keep it, and the person must know at once. unkept: nor shall it (a preview). */
export type Keeping = 'saved' | 'saving' | 'full' | 'failed' | 'gone' | 'unkept';

/** A draft's interview, and what is kept beside its answers. */
export interface Opened {
  readonly interview: Interview;
  readonly notes: Notes;
  /** When the draft was changed last, as the database has it. */
  readonly changedAt: string;
}

export interface Going {
  readonly interview: Interview;
  readonly notes: Notes;
  readonly keeping: Keeping;
  give(ref: Ref, given: Answer): Interview;
  /** Any other act, and what is to be noted with it: kept together, or not at all. */
  change(act: (interview: Interview) => Interview, notes?: readonly Change[]): void;
  /** Notes where the person is and how long they looked at a page; kept with the next write. */
  stand(standing: Partial<Standing>): void;
  /** Tries again what could not be kept. */
  keepAgain(): void;
  /** Resolves when all that was given is on the disk; rejects when it could not be kept. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly changes: Map<Ref, Change>;
  standing: Partial<Standing>;
}

/** The open interview, the only state beside the database: every act makes the next one, and what changed is kept at once. */
export function useInterview(
  db: Database,
  draft: string,
  { interview: begun, notes: noted, changedAt: opened }: Opened,
  language: string,
  now: () => Date,
): Going {
  const [interview, setInterview] = useState(begun);
  const [notes, setNotes] = useState(noted);
  const newestNotes = useRef(noted);
  const touched = useRef(new Map<Ref, Answer>());
  const [keeping, setKeeping] = useState<Keeping>('saved');
  const newest = useRef(begun);
  const waiting = useRef<Waiting | null>(null);
  const writing = useRef<Promise<void> | null>(null);
  /** What the disk has not confirmed yet. */
  const unkept = useRef(new Map<Ref, Change>());
  /** When the draft was changed last: as confirmed, and by each write that is not. */
  const since = useRef([opened]);

  const write = useCallback(async () => {
    setKeeping('saving');
    for (let batch = waiting.current; batch; batch = waiting.current) {
      waiting.current = null;
      try {
        const name = nameOf(newest.current);
        const changedAt = now().toISOString();
        since.current = [...since.current, changedAt];
        const standing = { ...batch.standing, changedAt, ...(name ? { name } : {}) };
        await keepAnswers(db, draft, [...batch.changes.values()], standing);
        since.current = [changedAt];
      } catch (cause) {
        waiting.current = merge(batch, waiting.current);
        setKeeping(cause instanceof DraftGone ? 'gone' : cause instanceof StorageFull ? 'full' : 'failed');
        throw cause;
      }
    }
    if (unkept.current.size > 0) keepShadow(draft, []);
    unkept.current.clear();
    setKeeping('saved');
  }, [db, draft, now]);

  const keep = useCallback(() => {
    writing.current ??= write().finally(() => {
      writing.current = null;
    });
    return writing.current;
  }, [write]);

  const put = useCallback(
    (list: readonly Change[], standing: Partial<Standing>) => {
      waiting.current = merge(waiting.current, {
        changes: new Map(list.map((it) => [it.ref, it])),
        standing,
      });
      for (const it of list) unkept.current.set(it.ref, it);
      if (list.length > 0) keepShadow(draft, [...unkept.current.values()], since.current);
      keep().catch(shown); // `keeping` tells the person
    },
    [keep, draft],
  );

  const next = useCallback((made: Interview) => {
    const before = newest.current;
    newest.current = made;
    setInterview(made);
    return changes(before, made);
  }, []);

  /** Notes are rows like answers. */
  const note = useCallback((list: readonly Change[]) => {
    if (list.length === 0) return list;
    newestNotes.current = withNotes(newestNotes.current, list);
    setNotes(newestNotes.current);
    return list;
  }, []);

  const give = useCallback(
    (ref: Ref, given: Answer) => {
      const before = newest.current;
      const made = answer(before, ref, given);
      if (!touched.current.has(ref)) touched.current.set(ref, questionAt(before, ref)?.answer ?? null);
      put(next(made), {});
      return made;
    },
    [put, next],
  );

  useEffect(() => {
    const { language: spoken } = newest.current;
    if (spoken === language) return;
    const list = next(inLanguage(newest.current, language));
    put([...list, ...note([languageNote(newestNotes.current, spoken, language)])], { language });
  }, [language, put, next, note]);

  return useMemo(
    () => ({
      interview,
      keeping,
      give,
      notes,
      change: (act, list = []) => put([...next(act(newest.current)), ...note(list)], {}),
      stand: (standing) => {
        const list =
          standing.where === undefined
            ? []
            : changedNotes(newestNotes.current, newest.current, touched.current);
        put(note(list), standing);
      },
      keepAgain: () => void keep().catch(shown),
      settled: async () => {
        while (writing.current || waiting.current) await keep();
      },
    }),
    [interview, notes, keeping, give, put, keep, next, note],
  );
}

/** A failure to keep is state (`keeping`), told on the screen: there is nothing more to do where it was caused. */
const shown = (_cause: unknown): void => undefined;

const merge = (earlier: Waiting | null, later: Waiting | null): Waiting => ({
  changes: new Map([...(earlier?.changes ?? []), ...(later?.changes ?? [])]),
  standing: { ...earlier?.standing, ...later?.standing },
});

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type Answer,
  addRepeat,
  answer,
  type Change,
  changes,
  type Interview,
  inLanguage,
  nameOf,
  type Ref,
  removeRepeat,
} from '../questionnaire/index.ts';
import { type Database, DraftGone, keepAnswers, type Standing, StorageFull } from '../storage/index.ts';
import { keepShadow } from './shadow.ts';

/** saved: the disk has it. full and failed: the device could not keep it, and the person must know at once. */
export type Keeping = 'saved' | 'saving' | 'full' | 'failed' | 'gone';

export interface Going {
  readonly interview: Interview;
  readonly keeping: Keeping;
  give(ref: Ref, given: Answer): Interview;
  /** One more instance of a repeat, or one less. */
  add(repeat: Ref): void;
  remove(instance: Ref): void;
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
  begun: Interview,
  language: string,
  now: () => Date,
): Going {
  const [interview, setInterview] = useState(begun);
  const [keeping, setKeeping] = useState<Keeping>('saved');
  const newest = useRef(begun);
  const waiting = useRef<Waiting | null>(null);
  const writing = useRef<Promise<void> | null>(null);
  /** What the disk has not confirmed yet. */
  const unkept = useRef(new Map<Ref, Change>());

  const write = useCallback(async () => {
    setKeeping('saving');
    for (let batch = waiting.current; batch; batch = waiting.current) {
      waiting.current = null;
      try {
        const name = nameOf(newest.current);
        const standing = { ...batch.standing, changedAt: now().toISOString(), ...(name ? { name } : {}) };
        await keepAnswers(db, draft, [...batch.changes.values()], standing);
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
      if (list.length > 0) keepShadow(draft, [...unkept.current.values()]);
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

  const give = useCallback(
    (ref: Ref, given: Answer) => {
      const made = answer(newest.current, ref, given);
      put(next(made), {});
      return made;
    },
    [put, next],
  );

  useEffect(() => {
    if (newest.current.language === language) return;
    put(next(inLanguage(newest.current, language)), { language });
  }, [language, put, next]);

  return useMemo(
    () => ({
      interview,
      keeping,
      give,
      add: (repeat) => put(next(addRepeat(newest.current, repeat, newKey())), {}),
      remove: (instance) => put(next(removeRepeat(newest.current, instance)), {}),
      stand: (standing) => put([], standing),
      keepAgain: () => void keep().catch(shown),
      settled: async () => {
        while (writing.current || waiting.current) await keep();
      },
    }),
    [interview, keeping, give, put, keep, next],
  );
}

/** Short, and never given twice in one interview: instances of two devices are never mixed under one id. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join('');

/** A failure to keep is state (`keeping`), told on the screen: there is nothing more to do where it was caused. */
const shown = (_cause: unknown): void => undefined;

const merge = (earlier: Waiting | null, later: Waiting | null): Waiting => ({
  changes: new Map([...(earlier?.changes ?? []), ...(later?.changes ?? [])]),
  standing: { ...earlier?.standing, ...later?.standing },
});

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Keeper, KeptFile } from '../../controls/index.ts';
import { answer, type Interview, inLanguage } from '../../questionnaire/index.ts';
import { mediaLimits } from '../../submission/index.ts';
import type { Going } from '../useInterview.ts';

/** An interview that passes: every act makes the next one, and nothing of it is ever kept. */
export function usePassing(begun: Interview, language: string): Going {
  const [interview, setInterview] = useState(begun);
  const newest = useRef(begun);
  const next = (made: Interview): Interview => {
    newest.current = made;
    setInterview(made);
    return made;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `next` is the same whatever has changed
  useEffect(() => {
    if (newest.current.language !== language) next(inLanguage(newest.current, language));
  }, [language]);
  return {
    interview,
    notes: new Map(),
    keeping: 'unkept',
    give: (ref, given) => next(answer(newest.current, ref, given)),
    change: (act) => void next(act(newest.current)),
    stand: () => undefined,
    keepAgain: () => undefined,
    settled: async () => undefined,
  };
}

/** A place for photos and recordings in the page's memory, gone with it. */
export function usePassingFiles(): Keeper {
  return useMemo(() => {
    const files = new Map<string, Blob>();
    const pieces = new Map<string, Blob[]>();
    return {
      limits: mediaLimits,
      async keep(bytes, question): Promise<KeptFile> {
        const name = `${question}-${files.size + 1}`;
        files.set(name, bytes);
        return { kind: 'kept', name };
      },
      about: async (name) => {
        const found = files.get(name);
        return found && { type: found.type, size: found.size };
      },
      open: async (name) => files.get(name),
      underWay: () => undefined,
      remove: async (name) => void files.delete(name),
      unfinished: {
        async add(ref, piece) {
          pieces.set(ref, [...(pieces.get(ref) ?? []), piece]);
          return true;
        },
        async find(ref) {
          const found = pieces.get(ref);
          const [first] = found ?? [];
          return found && first && new Blob(found, { type: first.type.split(';')[0] ?? '' });
        },
        drop: async (ref) => void pieces.delete(ref),
      },
    };
  }, []);
}

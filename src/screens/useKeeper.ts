import { useMemo, useRef } from 'preact/hooks';
import type { Keeper } from '../controls/index.ts';
import { changes, type Interview } from '../questionnaire/index.ts';
import type { Database } from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { keeperFor } from './media.ts';
import type { Going } from './useInterview.ts';

/**
 * The place for the files of the interview that is open, the same one as long as it is; and the interview once every file
 * that was given is an answer, and every answer on the disk.
 */
export function useKeeper(
  db: Database,
  draft: string,
  privacy: Survey['privacy'],
  going: Pick<Going, 'interview' | 'settled'>,
): { readonly keeper: Keeper; settled(): Promise<Interview> } {
  const now = useRef(going);
  now.current = going;
  return useMemo(() => {
    const keeper = keeperFor(db, draft, privacy, {
      settled: () => now.current.settled(),
      // also where the question is not asked any more: a skipped answer is kept for second thoughts
      isNamed: (name) => [...changes(null, now.current.interview)].some(({ answer }) => answer === name),
    });
    const settled = async () => {
      await keeper.idle();
      await now.current.settled();
      return now.current.interview;
    };
    return { keeper, settled };
  }, [db, draft, privacy]);
}

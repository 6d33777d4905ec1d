import { useEffect, useState } from 'preact/hooks';
import { bringEnrolled, wayFromHere } from '../sync/index.ts';
import { keepPart } from '../sync/update.ts';
import { atDesk } from '../worker/index.ts';
import type { Device } from './device.ts';

/** Whether an enumerator may leave the network: the questionnaires are here, and so is the app. */
export type Readiness = 'getting' | 'ready' | 'notYet';

/** Brings what is missing and what is new, now and whenever the network comes back, and says how that stands. */
export function useReadiness({ db }: Device): Readiness {
  const [readiness, setReadiness] = useState<Readiness>('getting');
  useEffect(() => {
    let left = false;
    const bring = async () => {
      const [questionnaires, app] = await Promise.all([
        bringEnrolled(db, wayFromHere, async (text, hash) => (await atDesk()).checkQuestionnaire(text, hash)),
        keepPart('enumerator'),
      ]);
      if (!left) setReadiness(questionnaires && app ? 'ready' : 'notYet');
    };
    const again = () => void bring().catch(() => !left && setReadiness('notYet'));
    again();
    addEventListener('online', again);
    return () => {
      left = true;
      removeEventListener('online', again);
    };
  }, [db]);
  return readiness;
}

import { useEffect, useState } from 'preact/hooks';
import { type Database, enrolments, questionnaire } from '../storage/index.ts';
import { type Bringer, bringEnrolled, shelfHere, wayFromHere } from '../sync/index.ts';
import { keepPart } from '../sync/update.ts';
import { atDesk } from '../worker/index.ts';
import type { Device } from './device.ts';
import { bringParts } from './parts.ts';

/** Whether an enumerator may leave the network: the questionnaires are here, and so is all of the app that they need. */
export type Readiness = 'getting' | 'ready' | 'notYet' | 'noRoom';

/** Brings what is missing and what is new, now and whenever the network comes back, and says how that stands. */
export function useReadiness({ db }: Device): Readiness {
  const [readiness, setReadiness] = useState<Readiness>('getting');
  useEffect(() => {
    let left = false;
    const bring = async () => {
      const brought = await bringAll(db);
      if (!left) setReadiness(brought);
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

const bringer: Bringer = {
  way: wayFromHere,
  shelf: shelfHere,
  check: async (text, hash) => (await atDesk()).checkQuestionnaire(text, hash),
  hashOf: async (bytes) => (await atDesk()).hashOf(bytes),
};

async function bringAll(db: Database): Promise<Readiness> {
  const [questionnaires, ...app] = await Promise.all([
    bringEnrolled(db, bringer),
    keepPart('enumerator'),
    keepPart('handOver'),
    keepPart('safety'),
  ]);
  const parts = await Promise.all(
    (await enrolments(db)).map(async ({ questionnaire: hash }) => {
      const kept = hash === null ? undefined : await questionnaire(db, hash);
      return kept !== undefined && bringParts(kept);
    }),
  );
  if (questionnaires === 'full') return 'noRoom';
  return questionnaires === 'whole' && app.every(Boolean) && parts.every(Boolean) ? 'ready' : 'notYet';
}

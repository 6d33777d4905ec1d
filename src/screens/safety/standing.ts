/** How safe what is here is: what the browser says, what is unsent, and what threatens it. */
import {
  type Database,
  filesWaiting,
  handOverNotes,
  homeCounts,
  look,
  type Safety,
  safety,
} from '../../storage/index.ts';
import { inAppOf, isInstalled, isIos, looksPrivate } from './browser.ts';

export interface StandingHere {
  readonly safety: Safety;
  readonly drafts: number;
  /** Submissions without a receipt. */
  readonly waiting: number;
  /** Files that are here, and no receipt for them; their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Of the oldest that is unsent, as a day. */
  readonly oldest: string | null;
  /** Of the last file that was made: a backup or a hand-over. */
  readonly lastFile: string | null;
  readonly inApp: string | null;
  readonly isPrivate: boolean;
  /** Safari clears what was not opened for a week, unless the app is on the Home Screen. */
  readonly isClearedByWeek: boolean;
  readonly isInstalled: boolean;
}

export async function standingHere(db: Database): Promise<StandingHere> {
  const [state, counts, unsent, notes, isPrivate] = await Promise.all([
    safety(),
    homeCounts(db),
    unsentIn(db),
    handOverNotes(db),
    looksPrivate(),
  ]);
  const made = notes.find(({ direction }) => direction === 'out');
  const inApp = inAppOf(navigator.userAgent);
  return {
    safety: state,
    drafts: counts.drafts,
    waiting: counts.waiting + counts.aside,
    ...unsent,
    lastFile: made?.at.slice(0, 10) ?? null,
    inApp,
    isPrivate,
    isClearedByWeek: isIos(navigator) && !isInstalled() && !inApp,
    isInstalled: isInstalled(),
  };
}

async function unsentIn(db: Database): Promise<{ files: number; bytes: number; oldest: string | null }> {
  const waiting = await filesWaiting(db);
  const oldest = await look(db, [db.drafts, db.outbox], async () => {
    const draft = await db.drafts.orderBy('changedAt').first();
    const parcels = await db.outbox.where('state').anyOf(['waiting', 'aside']).limit(1_000).toArray();
    return [draft?.changedAt, ...parcels.map(({ since }) => since)]
      .filter((it) => it !== undefined)
      .sort()[0];
  });
  return { ...waiting, oldest: oldest?.slice(0, 10) ?? null };
}

/** Why an interview should not begin just now without a word. */
export type Ice = 'private' | 'full' | 'old';

const photoHeavy = 25_000_000; // bytes: twelve photos of 350 kB, a recording of ten minutes, and room for the browser to breathe
const old = 3 * 24 * 60 * 60_000; // milliseconds: longer than a trip without a signal

/**
 * What is thin about the ice, worst first.
 *
 *   a private window                                       private
 *   less room than an interview with many photos takes     full
 *   the browser may clear, and something is unsent for days old
 */
export function iceOf(
  { isPrivate, safety: { freeBytes, keeping }, oldest, isClearedByWeek }: StandingHere,
  now: number,
): Ice[] {
  const isOld = oldest !== null && now - Date.parse(oldest) > old;
  return [
    ...(isPrivate ? (['private'] as const) : []),
    ...(freeBytes !== undefined && freeBytes < photoHeavy ? (['full'] as const) : []),
    ...(isOld && (keeping !== 'kept' || isClearedByWeek) ? (['old'] as const) : []),
  ];
}

/** What a single interview is threatened by, looked at just before it begins. */
export async function iceHere(): Promise<Ice[]> {
  const [{ freeBytes }, isPrivate] = await Promise.all([safety(), looksPrivate()]);
  return [
    ...(isPrivate ? (['private'] as const) : []),
    ...(freeBytes !== undefined && freeBytes < photoHeavy ? (['full'] as const) : []),
  ];
}

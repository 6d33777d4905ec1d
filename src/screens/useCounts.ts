import { useEffect, useRef, useState } from 'preact/hooks';
import { type HomeCounts, homeCounts, live } from '../storage/index.ts';
import type { Device } from './device.ts';
import { useLive } from './useLive.ts';

const key = 'rintis.home.counts';
const calm = 1_000; // milliseconds between two counts while thousands are being sent

/**
 * How much lies on each shelf. The figures of the last time are there at once; then it is counted, and again whenever something
 * has come or gone (`stamp` changes with it), but not for each of ten thousand receipts.
 */
export function useCounts(
  { db, runner }: Device,
  isDrawn: boolean,
): { counts: HomeCounts | undefined; stamp: string } {
  const [counts, setCounts] = useState<HomeCounts | undefined>(remembered);
  const sync = useLive(() => (isDrawn ? runner.state : never), [runner, isDrawn]);
  const begun = useLive(
    () => (isDrawn ? live(async () => `${await db.drafts.count()} ${await db.returned.count()}`) : never),
    [db, isDrawn],
  );
  const stamp = `${begun} ${sync?.waiting} ${sync?.aside}`;
  const countedAt = useRef(0);
  const isKnown = begun !== undefined && sync !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says that something has changed
  useEffect(() => {
    if (!isKnown) return;
    const pause = Math.max(0, countedAt.current + calm - performance.now());
    const timer = setTimeout(() => {
      countedAt.current = performance.now();
      void homeCounts(db).then((fresh) => {
        setCounts(fresh);
        remember(fresh);
      });
    }, pause);
    return () => clearTimeout(timer);
  }, [db, stamp, isKnown]);
  return { counts, stamp };
}

const never = { subscribe: () => ({ unsubscribe: () => undefined }) };

function remembered(): HomeCounts | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return kept === null ? undefined : (kept as HomeCounts); // written by this page, and counted anew in a moment
  } catch {
    return undefined; // storage is switched off
  }
}

function remember(counts: HomeCounts): void {
  try {
    localStorage.setItem(key, JSON.stringify(counts));
  } catch {
    // storage is switched off or full: the figures come a moment later next time
  }
}

import { useEffect, useState } from 'preact/hooks';
import type { Progress } from '../../review/index.ts';
import type { Said } from '../wire.ts';
import { progress } from './office.ts';

const every = 4_000; // milliseconds

/**
 * How far a survey is, kept up to date while the page is looked at. Asked again and again rather than streamed: a reply of nothing
 * new is a hundred bytes, and passes every proxy that an office sits behind.
 */
export function useWatched(survey: string): Said<Progress> | null {
  const [said, setSaid] = useState<Said<Progress> | null>(null);
  useEffect(() => {
    let timer = 0;
    let left = false;
    const look = async () => {
      clearTimeout(timer);
      if (left || document.hidden) return;
      const now = await progress(survey);
      if (left) return;
      setSaid((before) => (isNews(before, now) ? now : before));
      timer = window.setTimeout(look, every);
    };
    void look();
    document.addEventListener('visibilitychange', look);
    return () => {
      left = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [survey]);
  return said;
}

/** What was seen stays while the network is away for a moment; that the session has ended is news at any time. */
const isNews = (before: Said<Progress> | null, now: Said<Progress>): boolean =>
  !before?.ok ||
  (now.ok ? JSON.stringify(before.value) !== JSON.stringify(now.value) : now.trouble !== 'unreachable');

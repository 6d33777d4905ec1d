import { useEffect, useMemo, useRef } from 'preact/hooks';

// Someone who has not touched the page for this long is not reading it: a phone laid down is no active time.
const idleAfter = 60_000;

/** Counts the milliseconds that a person is active on each page, and tells the sums when the page is left. */
export function usePageTime(
  page: string,
  onSums: (sums: Record<string, number>) => void,
  begun: Record<string, number> = {},
) {
  const sums = useRef({ ...begun });
  const since = useRef(performance.now());
  const tell = useRef(onSums);
  tell.current = onSums;

  const clock = useMemo(() => {
    const count = (of: string) => {
      const spent = Math.min(performance.now() - since.current, idleAfter);
      since.current = performance.now();
      const name = nameOf(of);
      if (name && document.visibilityState === 'visible')
        sums.current[name] = Math.round((sums.current[name] ?? 0) + spent);
    };
    return { count };
  }, []);

  useEffect(() => {
    since.current = performance.now();
    const touched = () => clock.count(page);
    const leave = () => {
      if (document.visibilityState === 'hidden') tell.current({ ...sums.current });
      since.current = performance.now();
    };
    addEventListener('pointerdown', touched);
    addEventListener('keydown', touched);
    addEventListener('scroll', touched, { passive: true });
    document.addEventListener('visibilitychange', leave);
    return () => {
      clock.count(page);
      removeEventListener('pointerdown', touched);
      removeEventListener('keydown', touched);
      removeEventListener('scroll', touched);
      document.removeEventListener('visibilitychange', leave);
      tell.current({ ...sums.current });
    };
  }, [page, clock]);

  return {
    flush: () => {
      clock.count(page);
      tell.current({ ...sums.current });
    },
  };
}

/** The page's own name: the last part of its ref. */
const nameOf = (ref: string): string =>
  ref
    .split('/')
    .at(-1)
    ?.replace(/\[.*\]$/, '') ?? '';

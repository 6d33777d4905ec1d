import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Ref } from '../questionnaire/index.ts';

/**
 * Where a person is in the interview, kept in the address after `#`: the phone's own "back" leads to the step before,
 * and loading the page again leads to the same one. The part after `#` is never sent to a server.
 */
export function useWay(begin: Ref | null) {
  const [where, setWhere] = useState<Ref | null>(() => whereNow() ?? begin);
  const [moved, setMoved] = useState(false);
  const now = useRef(where);
  now.current = where;

  // with the first frame: a step that is asked for right after it would not be heard
  useLayoutEffect(() => {
    const look = () => {
      setMoved(true);
      setWhere(whereNow() ?? begin);
    };
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, [begin]);

  const go = useCallback((to: Ref | null) => {
    const hash = `#${encodeURI(to ?? '')}`;
    if (location.hash !== hash) location.hash = hash;
  }, []);

  /** Does something unless the person has gone elsewhere meanwhile. */
  const goFrom = useCallback((from: Ref | undefined, act: () => void) => {
    const here = now.current;
    if (here === null || here === from || from === undefined) act();
  }, []);

  return { where, moved, go, goFrom };
}

/** The step that stands in the address. */
export const whereNow = (): Ref | null => {
  const hash = decodeURI(location.hash.slice(1));
  return hash === '' || hash === 'main' ? null : hash; // `#main` is the way past the bar
};

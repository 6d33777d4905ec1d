import { useEffect, useRef, useState } from 'preact/hooks';
import {
  type Ended,
  type Fix,
  type Refusal,
  refusedFromTheStart,
  type Search,
  settle,
  type Wanted,
} from './settling.ts';

export interface Settling {
  /** Looking now; the best fix so far, if any. */
  readonly looking: boolean;
  readonly best: Fix | null;
  readonly refused: Refusal | null;
  begin(): void;
  /** Ends the search with the best so far. */
  finish(): void;
  /** Ends the search as if it had never begun. */
  drop(): void;
}

/**
 * Searches for a position, one search at a time. `better`: a better one than before, while it goes on. Leaving the question
 * drops the search: what `better` was told, was told.
 */
export function useSettling(
  wanted: Wanted,
  on: { better?(best: Fix): void; end(best: Fix, why: Ended): void },
): Settling {
  const [looking, setLooking] = useState(false);
  const [best, setBest] = useState<Fix | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const search = useRef<Search | null>(null);
  const told = useRef(on);
  told.current = on;
  useEffect(() => () => search.current?.drop(), []);

  const end = () => {
    search.current = null;
    setLooking(false);
  };
  return {
    looking,
    best,
    refused,
    begin() {
      search.current?.drop();
      setBest(null);
      const why = refusedFromTheStart();
      setRefused(why);
      if (why) return;
      setLooking(true);
      let before: Fix | null = null;
      search.current = settle(navigator.geolocation, wanted, {
        onFix(now) {
          setBest(now);
          if (now !== before) told.current.better?.(now);
          before = now;
        },
        onEnd(fix, how) {
          end();
          told.current.end(fix, how);
        },
        onRefused(reason) {
          end();
          setRefused(reason);
        },
      });
    },
    finish() {
      search.current?.finish();
      end();
    },
    drop() {
      search.current?.drop();
      end();
    },
  };
}

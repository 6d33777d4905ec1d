import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Line, Wish } from '../../review/index.ts';
import type { Trouble } from '../wire.ts';
import { lines as ask } from './office.ts';

export interface Lines {
  readonly lines: readonly Line[];
  /** There are no more. */
  readonly isOver: boolean;
  readonly trouble: Trouble | null;
  /** Something has come or changed since these were asked for, and they were left as they are. */
  readonly hasNews: boolean;
  /** Asks for the next page, unless it is on its way. */
  more(): void;
  again(): void;
}

const enough = 20; // lines that a look should bring, however far it has to go through

/**
 * The lines that fit a wish, newest first, page after page. `stamp` changes whenever something has come: then they are asked for
 * anew, where the person stands at the top and is not in the middle of something (`mayChange`).
 */
export function useLines(survey: string, wish: Wish, stamp: string, mayChange: boolean): Lines {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [next, setNext] = useState<string | null | undefined>(undefined);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [asked, setAsked] = useState({ stamp, times: 0 });
  const running = useRef(0);
  const key = JSON.stringify(wish);

  const look = useCallback(
    async (after: string | null, isFirst: boolean) => {
      const mine = ++running.current;
      const found: Line[] = [];
      let place: string | null = after;
      do {
        const said = await ask(survey, JSON.parse(key) as Wish, place);
        if (running.current !== mine) return;
        if (!said.ok) {
          setTrouble(said.trouble);
          if (isFirst) setLines([]);
          running.current = 0;
          return;
        }
        found.push(...said.value.lines);
        place = said.value.next;
      } while (place !== null && found.length < enough);
      setTrouble(null);
      setLines((before) => (isFirst ? found : [...before, ...found]));
      setNext(place);
      running.current = 0;
    },
    [survey, key],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the wish to ask anew
  useEffect(() => {
    void look(null, true);
    return () => {
      running.current++;
    };
  }, [look, asked]);

  const isNews = asked.stamp !== stamp;
  const again = () => setAsked(({ times }) => ({ stamp, times: times + 1 }));
  const isAtTop = scrollY < innerHeight;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something has come
  useEffect(() => {
    if (isNews && mayChange && isAtTop) again();
  }, [stamp, mayChange]);

  return {
    lines,
    isOver: next === null,
    trouble,
    hasNews: isNews,
    more() {
      if (running.current === 0 && typeof next === 'string' && !trouble) void look(next, false);
    },
    again,
  };
}

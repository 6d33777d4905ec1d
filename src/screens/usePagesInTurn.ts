import type { ComponentChild } from 'preact';
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { asked, type Interview, type Page, type Ref } from '../questionnaire/index.ts';

const firstScreenful = 30; // questions
const perTurn = 200; // questions: some ten milliseconds of a slow phone's time

/**
 * All pages of an interview, drawn once each: those that fill the screen at once, the others between frames, so that the
 * list of five thousand answers is there as soon as a short one, and is whole for searching, for screen readers and on paper.
 */
export function usePagesInTurn(
  interview: Interview,
  language: string,
  draw: (page: Page, change: (ref: Ref) => void) => ComponentChild,
  onChange: ((ref: Ref) => void) | undefined,
): readonly ComponentChild[] {
  const [, redraw] = useReducer<number, void>((times) => times + 1, 0);
  const change = useRef(onChange);
  change.current = onChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn depends on these two
  const turns = useMemo(() => {
    const rest = asked(interview)[Symbol.iterator]();
    const drawn: ComponentChild[] = [];
    let isOver = false;
    const take = (questions: number): void => {
      for (let left = questions; left > 0 && !isOver; ) {
        const { value, done } = rest.next();
        isOver = done === true;
        if (!value) continue;
        left -= value.items.length;
        drawn.push(draw(value, (ref) => change.current?.(ref)));
      }
    };
    take(firstScreenful);
    return { drawn, take, isOver: () => isOver };
  }, [interview, language]);

  useEffect(() => {
    let timer = 0;
    const go = (questions: number): void => {
      if (turns.isOver()) return;
      turns.take(questions);
      redraw();
      timer = setTimeout(() => go(perTurn));
    };
    timer = setTimeout(() => go(perTurn));
    const whole = () => go(Number.POSITIVE_INFINITY);
    addEventListener('beforeprint', whole);
    return () => {
      clearTimeout(timer);
      removeEventListener('beforeprint', whole);
    };
  }, [turns]);

  return turns.drawn;
}

import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

export interface Rows {
  /** The rows that are seen, and a few around them. */
  readonly seen: readonly VirtualItem[];
  /** Pixels of all of them. */
  readonly height: number;
  /** For the element of each row (with `data-index`), whose height is not known before. */
  readonly measure: (row: Element | null) => void;
  bring(row: number): void;
}

/** Draws, of a long list, only what is seen. `guess`: pixels of a row that was never drawn. */
export function useRows(box: RefObject<HTMLElement | null>, count: number, guess: number): Rows {
  const [, draw] = useReducer((times: number, _: undefined) => times + 1, 0);
  const options = {
    count,
    getScrollElement: () => box.current,
    estimateSize: () => guess,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    measureElement,
    overscan: 8,
    onChange: () => draw(undefined),
  };
  const [rows] = useState(() => new Virtualizer<HTMLElement, Element>(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  return {
    seen: rows.getVirtualItems(),
    height: rows.getTotalSize(),
    measure: rows.measureElement,
    bring: (row) => rows.scrollToIndex(row, { align: 'auto' }),
  };
}

import {
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  type VirtualItem,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

export interface VirtualRows {
  readonly list: RefObject<HTMLUListElement | null>;
  readonly items: readonly VirtualItem[];
  /** Pixels of all rows, and those above the list itself. */
  readonly height: number;
  readonly above: number;
  /** To be given to each row, which is measured as it comes: names wrap as they like. */
  readonly measure: (row: HTMLElement | null) => void;
  /** Scrolls to a row. */
  bring(row: number): void;
}

/** The rows of a long list that are near what the window shows. */
export function useVirtualRows(count: number, keyOf: (at: number) => string): VirtualRows {
  const list = useRef<HTMLUListElement>(null);
  const [above, setAbove] = useState(0);
  const [, redraw] = useReducer<number, void>((times) => times + 1, 0);
  const options = {
    count,
    getItemKey: keyOf,
    estimateSize: () => 84, // pixels of a row with a name of one line
    overscan: 6,
    scrollMargin: above,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll<Window>,
    measureElement,
    initialOffset: () => scrollY,
    onChange: () => redraw(),
  };
  const [virtualizer] = useState(() => new Virtualizer<Window, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    const top = (list.current?.getBoundingClientRect().top ?? 0) + scrollY;
    if (Math.abs(top - above) > 1) setAbove(top);
  });
  return {
    list,
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    above,
    measure: virtualizer.measureElement,
    bring: (row) => virtualizer.scrollToIndex(row, { align: 'center' }),
  };
}

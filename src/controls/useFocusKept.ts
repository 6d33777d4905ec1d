import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Buttons here come and go with what they do: “Stop” is gone once it has stopped. The focus that stood on one stays within
 * the question, for a keyboard or a screen reader would otherwise begin again at the top of the page.
 */
export function useFocusKept(): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const was = useRef(false);
  useEffect(() => {
    const { current } = root;
    const came = () => {
      was.current = true;
    };
    const went = ({ target, relatedTarget }: FocusEvent) => {
      const { isConnected, disabled = false } = target as HTMLButtonElement;
      if (isConnected && !disabled) was.current = current?.contains(relatedTarget as Element | null) ?? false;
    };
    current?.addEventListener('focusin', came);
    current?.addEventListener('focusout', went);
    return () => {
      current?.removeEventListener('focusin', came);
      current?.removeEventListener('focusout', went);
    };
  }, []);
  useEffect(() => {
    const isLost = document.activeElement === document.body || document.activeElement === null;
    if (was.current && isLost) root.current?.focus({ preventScroll: true });
  });
  return root;
}

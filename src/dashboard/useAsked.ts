import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Said, Trouble } from './wire.ts';

export type Asked<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; again(): void };

/** What the server says to a question. When it could not be reached, the question is asked anew once there is a network. */
export function useAsked<T>(question: () => Promise<Said<T>>): Asked<T> {
  const [said, setSaid] = useState<Said<T> | null>(null);
  const [times, setTimes] = useState(0);
  const again = useCallback(() => setTimes((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` is the wish to ask anew
  useEffect(() => {
    let left = false;
    setSaid(null);
    void question().then((it) => {
      if (!left) setSaid(it);
    });
    return () => {
      left = true;
    };
  }, [question, times]);

  const unreachable = said?.ok === false && said.trouble === 'unreachable';
  useEffect(() => {
    if (!unreachable) return;
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [unreachable, again]);

  if (!said) return { kind: 'asking' };
  return said.ok ? { kind: 'here', value: said.value } : { kind: 'trouble', trouble: said.trouble, again };
}

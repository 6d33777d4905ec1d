import { useState } from 'preact/hooks';

/** A wish that stays while this tab is open, also on the way to another page and back. Where nothing may be kept, while the page is. */
export function useKept<T>(key: string, first: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => read<T>(key) ?? first);
  return [
    value,
    (next) => {
      setValue(next);
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // storage is switched off or full: the wish holds until the page is left
      }
    },
  ];
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

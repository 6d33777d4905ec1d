import { useEffect, useRef } from 'preact/hooks';
import { useText } from './useText.tsx';

/** The language that a person chose on pages that are theirs stays on this device, under a key. Where nothing may be kept, the browser's is. */
export function useKeptLanguage(key: string, offered: readonly string[]): (tag: string) => void {
  const { language, speak } = useText();
  const first = useRef(language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the pages open
  useEffect(() => {
    const kept = read(key);
    if (kept && offered.includes(kept)) void speak(kept);
  }, []);
  useEffect(() => {
    if (language === first.current) return;
    first.current = language;
    write(key, language);
  }, [key, language]);
  return (tag) => void speak(tag);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function write(key: string, tag: string): void {
  try {
    localStorage.setItem(key, tag);
  } catch {
    // storage is switched off or full: the choice holds until the page is closed
  }
}

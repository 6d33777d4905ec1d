import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../i18n/index.ts';

const key = 'rintis.home.language';

/** The enumerator's own language: interviews speak other people's, and leave it as it was. */
export function useHomeLanguage(offered: readonly string[]): void {
  const { language, speak } = useText();
  const first = useRef(language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    const kept = read();
    if (kept && offered.includes(kept)) void speak(kept);
  }, []);
  useEffect(() => {
    if (language !== first.current) write(language);
  }, [language]);
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function write(tag: string): void {
  try {
    localStorage.setItem(key, tag);
  } catch {
    // storage is switched off or full: the choice holds until the page is closed
  }
}

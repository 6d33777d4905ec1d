import { useEffect } from 'preact/hooks';
import { useText } from '../i18n/index.ts';

const key = 'rintis.coordinator.language';

/** The language that a coordinator chose stays on this computer. Where nothing may be kept, the browser's language is. */
export function useKeptLanguage(offered: readonly string[]): (tag: string) => void {
  const { speak } = useText();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the pages open
  useEffect(() => {
    const kept = read();
    if (kept && offered.includes(kept)) void speak(kept);
  }, []);
  return (tag) => {
    write(tag);
    void speak(tag);
  };
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

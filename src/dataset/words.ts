/** What a file says in our own words, in its language. */
import en from '../../locales/en.dataset.json' with { type: 'json' };
import fil from '../../locales/fil.dataset.json' with { type: 'json' };
import ms from '../../locales/ms.dataset.json' with { type: 'json' };
import th from '../../locales/th.dataset.json' with { type: 'json' };
import vi from '../../locales/vi.dataset.json' with { type: 'json' };

const words: Readonly<Record<string, object>> = { en, fil, ms, th, vi };

/** A sentence by its key, or what stands for it where we have none; holes filled. */
export type Speak = (key: string, otherwise?: string, holes?: Readonly<Record<string, string>>) => string;

/** Speaks a language; English where we do not. */
export function speak(language: string): Speak {
  const tag = language.toLowerCase().split(/[-_]/)[0] ?? 'en';
  const spoken = Object.hasOwn(words, tag) ? tag : 'en';
  return (key, otherwise = key, holes = {}) =>
    (find(words[spoken], key) ?? otherwise).replace(/\{\{(\w+)\}\}/g, (_, name: string) => holes[name] ?? '');
}

function find(from: unknown, key: string): string | undefined {
  let at = from;
  for (const step of key.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return typeof at === 'string' ? at : undefined;
}

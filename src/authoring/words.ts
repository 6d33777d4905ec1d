/** What authors read in the terminal, in its language. */
import en from '../../locales/en.authors.json' with { type: 'json' };
import fil from '../../locales/fil.authors.json' with { type: 'json' };
import ms from '../../locales/ms.authors.json' with { type: 'json' };
import th from '../../locales/th.authors.json' with { type: 'json' };
import vi from '../../locales/vi.authors.json' with { type: 'json' };

const words: Readonly<Record<string, object>> = { en, fil, ms, th, vi };

export type Holes = Readonly<Record<string, string | number>>;
/** A sentence by its key in `locales`, with its holes filled. */
export type Say = (key: string, holes?: Holes) => string;

/** The terminal's language: `LANG` and its relatives, as far as we speak it. `tl` is the older tag of Filipino. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): string {
  const wish = (env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en').toLowerCase().split(/[-_.]/)[0] ?? 'en';
  const tag = wish === 'tl' ? 'fil' : wish;
  return Object.hasOwn(words, tag) ? tag : 'en';
}

/** Speaks a language; what a language lacks is said in English, and what nobody wrote is said by its key. */
export function speak(language: string): Say {
  const plurals = new Intl.PluralRules(language);
  return (key, holes = {}) => {
    const { count } = holes;
    const counted = typeof count === 'number' ? `${key}_${plurals.select(count)}` : key;
    const text =
      find(language, counted) ??
      find(language, `${key}_other`) ??
      find(language, key) ??
      find('en', key) ??
      key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(holes[name] ?? ''));
  };
}

function find(language: string, key: string): string | undefined {
  let at: unknown = words[language];
  for (const step of key.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return typeof at === 'string' ? at : undefined;
}

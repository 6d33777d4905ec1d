/** The languages of the interface, and how a wish for a language is met. */

export const languages = ['en', 'ms', 'fil', 'th', 'vi'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, so that its readers find it. */
export const ownNames: Record<Language, string> = {
  en: 'English',
  ms: 'Bahasa Melayu',
  fil: 'Filipino',
  th: 'ไทย',
  vi: 'Tiếng Việt',
};

export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/** `tl` is the older tag of Filipino; `ms-MY` is Malay. Indonesian is another language: it never becomes Malay. */
const plain = (tag: string): string => {
  const base = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return base === 'tl' ? 'fil' : base;
};

/** The first wish that is on offer, by exact tag and then by base language; else what the survey prefers. */
export function chooseLanguage(
  wishes: readonly string[],
  offered: readonly string[],
  otherwise: string,
): string {
  for (const wish of wishes) {
    const found =
      offered.find((tag) => tag.toLowerCase() === wish.toLowerCase()) ??
      offered.find((tag) => plain(tag) === plain(wish));
    if (found) return found;
  }
  return otherwise;
}

/** The language of the interface beside a questionnaire in `tag`: a questionnaire may speak more languages than we do. */
export const interfaceLanguage = (tag: string): Language => {
  const base = plain(tag);
  return isLanguage(base) ? base : 'en';
};

/** A language's own name, also for languages that only a questionnaire has. */
export function nameOf(tag: string): string {
  if (isLanguage(tag)) return ownNames[tag];
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // not a BCP 47 tag: XLSForm allows any word here
  }
}

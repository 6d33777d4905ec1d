/** The interface's words through i18next: one language loaded at a time, English where a string is missing. */
import i18next, { type i18n } from 'i18next';
import type coordinator from '../../locales/en.coordinator.json';
import type en from '../../locales/en.json';
import { interfaceLanguage, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & typeof coordinator };
  }
}

/** Other languages lack `_one` where they have no plural; `tests/house` sees to it that they lack nothing else. */
type Bundle = { default: object };

/** What a respondent reads, and what only a coordinator does: a phone never loads that. */
const bundles: Record<Language, Record<Shelf, () => Promise<Bundle>>> = {
  en: {
    everyone: () => import('../../locales/en.json'),
    coordinator: () => import('../../locales/en.coordinator.json'),
  },
  ms: {
    everyone: () => import('../../locales/ms.json'),
    coordinator: () => import('../../locales/ms.coordinator.json'),
  },
  fil: {
    everyone: () => import('../../locales/fil.json'),
    coordinator: () => import('../../locales/fil.coordinator.json'),
  },
  th: {
    everyone: () => import('../../locales/th.json'),
    coordinator: () => import('../../locales/th.coordinator.json'),
  },
  vi: {
    everyone: () => import('../../locales/vi.json'),
    coordinator: () => import('../../locales/vi.coordinator.json'),
  },
};
type Shelf = 'everyone' | 'coordinator';

/** The interface's words, with the shelves that they are taken from. */
export interface Texts {
  readonly i18n: i18n;
  readonly shelves: readonly Shelf[];
}

/** The interface in the language that goes with `tag`. Resolves when its words are here. */
export async function openTexts(tag: string, shelves: readonly Shelf[] = ['everyone']): Promise<Texts> {
  const texts: Texts = { i18n: i18next.createInstance(), shelves };
  await texts.i18n.init({
    lng: interfaceLanguage(tag),
    fallbackLng: 'en',
    resources: {},
    interpolation: { escapeValue: false }, // Preact escapes
    returnNull: false,
  });
  await changeTexts(texts, tag);
  return texts;
}

/** Changes the interface to the language that goes with `tag`, once its words are here. */
export async function changeTexts({ i18n, shelves }: Texts, tag: string): Promise<void> {
  const language = interfaceLanguage(tag);
  if (!i18n.hasResourceBundle(language, 'translation')) {
    const loaded = await Promise.all(shelves.map((shelf) => bundles[language][shelf]()));
    for (const { default: words } of loaded) i18n.addResourceBundle(language, 'translation', words, true);
  }
  await i18n.changeLanguage(language);
}

/** The interface's words through i18next: one language loaded at a time, English where a string is missing. */
import i18next, { type i18n } from 'i18next';
import type en from '../../locales/en.json';
import { interfaceLanguage, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Other languages lack `_one` where they have no plural; `tests/house` sees to it that they lack nothing else. */
type Bundle = { default: object };

const bundles: Record<Language, () => Promise<Bundle>> = {
  en: () => import('../../locales/en.json'),
  ms: () => import('../../locales/ms.json'),
  fil: () => import('../../locales/fil.json'),
  th: () => import('../../locales/th.json'),
  vi: () => import('../../locales/vi.json'),
};

export type Texts = i18n;

/** The interface in the language that goes with `tag`. Resolves when its words are here. */
export async function openTexts(tag: string): Promise<Texts> {
  const texts = i18next.createInstance();
  const language = interfaceLanguage(tag);
  await texts.init({
    lng: language,
    fallbackLng: 'en',
    resources: { [language]: { translation: (await bundles[language]()).default } },
    interpolation: { escapeValue: false }, // Preact escapes
    returnNull: false,
  });
  return texts;
}

/** Changes the interface to the language that goes with `tag`, once its words are here. */
export async function changeTexts(texts: Texts, tag: string): Promise<void> {
  const language = interfaceLanguage(tag);
  if (!texts.hasResourceBundle(language, 'translation')) {
    texts.addResourceBundle(language, 'translation', (await bundles[language]()).default);
  }
  await texts.changeLanguage(language);
}

/** The interface's words through i18next: one language loaded at a time, English where a string is missing. */
import i18next, { type i18n } from 'i18next';
import type coordinator from '../../locales/en.coordinator.json';
import type enumerator from '../../locales/en.enumerator.json';
import type handOver from '../../locales/en.handover.json';
import type en from '../../locales/en.json';
import type kinds from '../../locales/en.kinds.json';
import type media from '../../locales/en.media.json';
import type places from '../../locales/en.places.json';
import type sent from '../../locales/en.sent.json';
import { interfaceLanguage, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en &
        typeof coordinator &
        typeof enumerator &
        typeof kinds &
        typeof handOver &
        typeof media &
        typeof places &
        typeof sent;
    };
  }
}

/** Other languages lack `_one` where they have no plural; `tests/house` sees to it that they lack nothing else. */
type Bundle = { default: object };

/**
 * What a respondent reads; what only a coordinator does: a phone never loads that; what those read who interview others; what
 * questions for photos and recordings say, and those for places and codes; what can be done with what was sent; what handing over needs.
 */
const bundles: Record<Language, Record<Shelf, () => Promise<Bundle>>> = {
  en: {
    everyone: () => import('../../locales/en.json'),
    coordinator: () => import('../../locales/en.coordinator.json'),
    enumerator: () => import('../../locales/en.enumerator.json'),
    kinds: () => import('../../locales/en.kinds.json'),
    media: () => import('../../locales/en.media.json'),
    handOver: () => import('../../locales/en.handover.json'),
    places: () => import('../../locales/en.places.json'),
    sent: () => import('../../locales/en.sent.json'),
  },
  ms: {
    everyone: () => import('../../locales/ms.json'),
    coordinator: () => import('../../locales/ms.coordinator.json'),
    enumerator: () => import('../../locales/ms.enumerator.json'),
    kinds: () => import('../../locales/ms.kinds.json'),
    media: () => import('../../locales/ms.media.json'),
    handOver: () => import('../../locales/ms.handover.json'),
    places: () => import('../../locales/ms.places.json'),
    sent: () => import('../../locales/ms.sent.json'),
  },
  fil: {
    everyone: () => import('../../locales/fil.json'),
    coordinator: () => import('../../locales/fil.coordinator.json'),
    enumerator: () => import('../../locales/fil.enumerator.json'),
    kinds: () => import('../../locales/fil.kinds.json'),
    media: () => import('../../locales/fil.media.json'),
    handOver: () => import('../../locales/fil.handover.json'),
    places: () => import('../../locales/fil.places.json'),
    sent: () => import('../../locales/fil.sent.json'),
  },
  th: {
    everyone: () => import('../../locales/th.json'),
    coordinator: () => import('../../locales/th.coordinator.json'),
    enumerator: () => import('../../locales/th.enumerator.json'),
    kinds: () => import('../../locales/th.kinds.json'),
    media: () => import('../../locales/th.media.json'),
    handOver: () => import('../../locales/th.handover.json'),
    places: () => import('../../locales/th.places.json'),
    sent: () => import('../../locales/th.sent.json'),
  },
  vi: {
    everyone: () => import('../../locales/vi.json'),
    coordinator: () => import('../../locales/vi.coordinator.json'),
    enumerator: () => import('../../locales/vi.enumerator.json'),
    kinds: () => import('../../locales/vi.kinds.json'),
    media: () => import('../../locales/vi.media.json'),
    handOver: () => import('../../locales/vi.handover.json'),
    places: () => import('../../locales/vi.places.json'),
    sent: () => import('../../locales/vi.sent.json'),
  },
};
export type Shelf =
  | 'everyone'
  | 'coordinator'
  | 'enumerator'
  | 'handOver'
  | 'kinds'
  | 'media'
  | 'places'
  | 'sent';

/** The interface's words, with the shelves that they are taken from. */
export interface Texts {
  readonly i18n: i18n;
  readonly shelves: Set<Shelf>;
  /** Language and shelf of what is here. */
  readonly brought: Set<string>;
}

/** The interface in the language that goes with `tag`. Resolves when its words are here. */
export async function openTexts(tag: string, shelves: readonly Shelf[] = ['everyone']): Promise<Texts> {
  const texts: Texts = { i18n: i18next.createInstance(), shelves: new Set(shelves), brought: new Set() };
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

/**
 * Changes the interface to the language that goes with `tag`, once its words are here. Whoever runs down a list of languages
 * wishes for several at once, and their words come in any order: says whether this one was still wished for then.
 */
export async function changeTexts(
  texts: Texts,
  tag: string,
  isWished: () => boolean = () => true,
): Promise<boolean> {
  const language = interfaceLanguage(tag);
  await bring(texts, language, [...texts.shelves]);
  if (!isWished()) return false;
  await texts.i18n.changeLanguage(language);
  return isWished();
}

/** One shelf more, in this language and in those that are chosen later. */
export async function openShelf(texts: Texts, shelf: Shelf): Promise<void> {
  await bring(texts, interfaceLanguage(texts.i18n.language), [shelf]);
  texts.shelves.add(shelf);
}

async function bring({ i18n, brought }: Texts, language: Language, shelves: readonly Shelf[]): Promise<void> {
  const missing = shelves.filter((shelf) => !brought.has(`${language} ${shelf}`));
  const loaded = await Promise.all(missing.map((shelf) => bundles[language][shelf]()));
  for (const { default: words } of loaded) i18n.addResourceBundle(language, 'translation', words, true);
  for (const shelf of missing) brought.add(`${language} ${shelf}`);
}

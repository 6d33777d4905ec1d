/** The interface's words through i18next: one language loaded at a time, English where a string is missing. */
import i18next, { type i18n } from 'i18next';
import type authors from '../../locales/en.authors.json';
import type coordinator from '../../locales/en.coordinator.json';
import type enumerator from '../../locales/en.enumerator.json';
import type handOver from '../../locales/en.handover.json';
import type en from '../../locales/en.json';
import type kinds from '../../locales/en.kinds.json';
import type making from '../../locales/en.making.json';
import type media from '../../locales/en.media.json';
import type places from '../../locales/en.places.json';
import type questionnaires from '../../locales/en.questionnaires.json';
import type review from '../../locales/en.review.json';
import type safety from '../../locales/en.safety.json';
import type sent from '../../locales/en.sent.json';
import { interfaceLanguage, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en &
        typeof authors &
        typeof coordinator &
        typeof enumerator &
        typeof kinds &
        typeof handOver &
        typeof making &
        typeof media &
        typeof places &
        typeof questionnaires &
        typeof review &
        typeof safety &
        typeof sent;
    };
  }
}

/** Other languages lack `_one` where they have no plural; `tests/house` sees to it that they lack nothing else. */
type Bundle = { default: object };

/**
 * What a respondent reads; what only a coordinator does (beside it what is said of questionnaires, to their authors, and of going through submissions): a phone never
 * loads that; what those read who interview others; what
 * questions for photos and recordings say, and those for places and codes; what can be done with what was sent; what handing over needs; how
 * safe what is here is.
 */
const bundles: Record<Language, Record<Exclude<Shelf, Together>, () => Promise<Bundle>>> = {
  en: {
    everyone: () => import('../../locales/en.json'),
    coordinator: () => import('../../locales/en.coordinator.json'),
    making: () => import('../../locales/en.making.json'),
    questionnaires: () => import('../../locales/en.questionnaires.json'),
    authors: () => import('../../locales/en.authors.json'),
    review: () => import('../../locales/en.review.json'),
  },
  ms: {
    everyone: () => import('../../locales/ms.json'),
    coordinator: () => import('../../locales/ms.coordinator.json'),
    making: () => import('../../locales/ms.making.json'),
    questionnaires: () => import('../../locales/ms.questionnaires.json'),
    authors: () => import('../../locales/ms.authors.json'),
    review: () => import('../../locales/ms.review.json'),
  },
  fil: {
    everyone: () => import('../../locales/fil.json'),
    coordinator: () => import('../../locales/fil.coordinator.json'),
    making: () => import('../../locales/fil.making.json'),
    questionnaires: () => import('../../locales/fil.questionnaires.json'),
    authors: () => import('../../locales/fil.authors.json'),
    review: () => import('../../locales/fil.review.json'),
  },
  th: {
    everyone: () => import('../../locales/th.json'),
    coordinator: () => import('../../locales/th.coordinator.json'),
    making: () => import('../../locales/th.making.json'),
    questionnaires: () => import('../../locales/th.questionnaires.json'),
    authors: () => import('../../locales/th.authors.json'),
    review: () => import('../../locales/th.review.json'),
  },
  vi: {
    everyone: () => import('../../locales/vi.json'),
    coordinator: () => import('../../locales/vi.coordinator.json'),
    making: () => import('../../locales/vi.making.json'),
    questionnaires: () => import('../../locales/vi.questionnaires.json'),
    authors: () => import('../../locales/vi.authors.json'),
    review: () => import('../../locales/vi.review.json'),
  },
};

/** Those of the parts of the app: in one file for all languages, since a device that keeps a part keeps its words in all. */
const together = {
  enumerator: () => import('./words/enumerator.ts'),
  handOver: () => import('./words/handover.ts'),
  kinds: () => import('./words/kinds.ts'),
  media: () => import('./words/media.ts'),
  places: () => import('./words/places.ts'),
  safety: () => import('./words/safety.ts'),
  sent: () => import('./words/sent.ts'),
};
type Together = keyof typeof together;
export type Shelf =
  | 'everyone'
  | 'coordinator'
  | 'making'
  | 'questionnaires'
  | 'authors'
  | 'review'
  | Together;

const wordsOf = async (language: Language, shelf: Shelf): Promise<object> =>
  shelf in together
    ? (await together[shelf as Together]())[language]
    : (await bundles[language][shelf as Exclude<Shelf, Together>]()).default;

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
  // another shelf may be opened while these come
  for (let known = 0; known < texts.shelves.size; ) {
    known = texts.shelves.size;
    await bring(texts, language, [...texts.shelves]);
  }
  if (!isWished()) return false;
  await texts.i18n.changeLanguage(language);
  return isWished();
}

/** One shelf more, in this language and in those that are chosen later. */
export async function openShelf(texts: Texts, shelf: Shelf): Promise<void> {
  const isNew = !texts.shelves.has(shelf);
  texts.shelves.add(shelf); // first: who changes the language meanwhile brings it, too
  const language = interfaceLanguage(texts.i18n.language);
  try {
    await bring(texts, language, [shelf]);
  } catch (cause) {
    if (isNew) texts.shelves.delete(shelf);
    throw cause;
  }
  if (interfaceLanguage(texts.i18n.language) !== language) await openShelf(texts, shelf);
}

async function bring({ i18n, brought }: Texts, language: Language, shelves: readonly Shelf[]): Promise<void> {
  const missing = shelves.filter((shelf) => !brought.has(`${language} ${shelf}`));
  const loaded = await Promise.all(missing.map((shelf) => wordsOf(language, shelf)));
  for (const words of loaded) i18n.addResourceBundle(language, 'translation', words, true);
  for (const shelf of missing) brought.add(`${language} ${shelf}`);
}

/** The words of charts and reports. A page brings its own; whoever makes a report without one takes them from here. */
import en from '../../locales/en.coordinator.json' with { type: 'json' };
import enReport from '../../locales/en.report.json' with { type: 'json' };
import fil from '../../locales/fil.coordinator.json' with { type: 'json' };
import filReport from '../../locales/fil.report.json' with { type: 'json' };
import ms from '../../locales/ms.coordinator.json' with { type: 'json' };
import msReport from '../../locales/ms.report.json' with { type: 'json' };
import th from '../../locales/th.coordinator.json' with { type: 'json' };
import thReport from '../../locales/th.report.json' with { type: 'json' };
import vi from '../../locales/vi.coordinator.json' with { type: 'json' };
import viReport from '../../locales/vi.report.json' with { type: 'json' };

type Paths<Tree, Before extends string> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Before}${Key}`
    : Paths<Tree[Key], `${Before}${Key}.`>;
}[keyof Tree & string];

/** What charts say. */
export type ResultKey = Paths<(typeof en)['results'], 'results.'>;
/** What only reports and posters say. */
export type ReportKey = Paths<typeof enReport, ''>;
export type Holes = Readonly<Record<string, string | number>>;
/** A sentence by its key, holes filled. */
export type Say<Key extends string = ResultKey> = (key: Key, holes?: Holes) => string;

const words = {
  en: [en, enReport],
  fil: [fil, filReport],
  ms: [ms, msReport],
  th: [th, thReport],
  vi: [vi, viReport],
};
export type ReportLanguage = keyof typeof words;

/** The languages in which reports can be made. */
export const reportLanguages = Object.keys(words) as readonly ReportLanguage[];
export const isReportLanguage = (tag: string): tag is ReportLanguage => Object.hasOwn(words, tag);

export const sayIn =
  (language: ReportLanguage): Say<ResultKey | ReportKey> =>
  (key, holes = {}) =>
    (words[language].map((shelf) => find(shelf, key)).find((found) => found !== undefined) ?? key).replace(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => String(holes[name] ?? ''),
    );

function find(from: unknown, key: string): string | undefined {
  let at = from;
  for (const step of key.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return typeof at === 'string' ? at : undefined;
}

/** A language's name in another. */
export const languageNames =
  (language: string): ((tag: string) => string) =>
  (tag) => {
    try {
      return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
    } catch {
      return tag; // not a BCP 47 tag: XLSForm allows any word here
    }
  };

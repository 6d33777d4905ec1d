/** What is missing in each language, with the cell that a translator has to fill. */
import type { Item, Questionnaire, Translation, Words } from '../questionnaire/index.ts';
import { headerOf } from './languages.ts';
import { limits } from './limits.ts';
import { nowhere, type Spot } from './problems.ts';
import type { TableRow } from './table.ts';

export interface TranslationGap extends Spot {
  /** `/g/x` for an item, `list/choice` for a choice. */
  readonly path: string;
  readonly field: string;
  /** The header of the column that is to be filled. */
  readonly header: string;
  /** What is to be translated. */
  readonly text: string;
}

export interface TranslationState {
  readonly tag: string;
  readonly status: Translation['status'];
  /** Pieces of text in the questionnaire, and how many of them this language lacks. */
  readonly words: number;
  readonly missing: number;
  /** The first few hundred of them. */
  readonly gaps: readonly TranslationGap[];
}

/** By language, in the questionnaire's order. */
export type TranslationReport = readonly TranslationState[];

const told = 500;

/** Looks through all words of a questionnaire. `worded`: where each was read, if it came from a sheet. */
export function reportTranslations(
  questionnaire: Questionnaire,
  worded: ReadonlyMap<string, { row: TableRow; key: string }> = new Map(),
): TranslationReport {
  const all = [...wordsOf(questionnaire)];
  return questionnaire.languages.slice(0, limits.languages).map(({ tag, status }) => {
    const lacking = all.filter(({ words }) => typeof words !== 'string' && !has(words, tag));
    return {
      tag,
      status,
      words: all.length,
      missing: lacking.length,
      gaps: lacking.slice(0, told).map(({ path, field, words }) => {
        const cell = worded.get(`${path}#${field}`);
        return {
          ...(cell?.row.at(cell.key, tag) ?? nowhere),
          path,
          field,
          header: `${cell?.key ?? field}::${headerOf(tag)}`,
          text: sourceOf(words, questionnaire.defaultLanguage),
        };
      }),
    };
  });
}

const has = (words: Readonly<Record<string, string>>, tag: string): boolean =>
  Object.hasOwn(words, tag) && words[tag] !== '';

function sourceOf(words: Words, tag: string): string {
  if (typeof words === 'string') return words;
  return (Object.hasOwn(words, tag) ? words[tag] : undefined) ?? Object.values(words)[0] ?? '';
}

export interface Said {
  readonly path: string;
  readonly field: string;
  readonly words: Words;
}

/** Everything that a person reads in a questionnaire. */
export function* wordsOf({ title, items, lists, inserts, scores }: Questionnaire): Iterable<Said> {
  yield { path: '', field: 'title', words: title };
  yield* inItems(items, '');
  for (const [list, { choices }] of Object.entries(lists)) {
    for (const choice of choices) {
      const path = `${list}/${choice.name}`;
      yield* inFields({ label: choice.label, hint: choice.hint, ...choice.media }, path);
    }
  }
  for (const [name, { words }] of Object.entries(inserts ?? {})) {
    for (const [value, text] of Object.entries(words)) {
      yield { path: `{{${name}}}/${value}`, field: 'text', words: text };
    }
  }
  for (const { name, label } of scores ?? []) yield { path: `score ${name}`, field: 'label', words: label };
}

function* inItems(items: readonly Item[], above: string): Iterable<Said> {
  for (const item of items) {
    const path = `${above}/${item.name}`;
    const { label, hint, media } = item;
    yield* inFields({ label, hint, ...media }, path);
    if ('items' in item) {
      yield* inFields({ intro: item.intro }, path);
      yield* inItems(item.items, path);
    } else {
      const { guidance, requiredMessage, constraintMessage } = item;
      yield* inFields({ guidance, requiredMessage, constraintMessage }, path);
    }
  }
}

function* inFields(fields: Readonly<Record<string, Words | undefined>>, path: string): Iterable<Said> {
  for (const [field, words] of Object.entries(fields)) if (words !== undefined) yield { path, field, words };
}

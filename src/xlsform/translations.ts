/** What is missing in each language, with the cell that a translator has to fill. */
import type { Item, Media, Questionnaire, Translation, Words } from '../questionnaire/index.ts';
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
  const all = wordsOf(questionnaire);
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
export function wordsOf(questionnaire: Questionnaire): Said[] {
  const all: Said[] = [];
  withWords(questionnaire, (said) => {
    all.push(said);
    return said.words;
  });
  return all;
}

/** The questionnaire with other words: each is asked for in the order in which it stands. */
export function withWords(questionnaire: Questionnaire, change: (said: Said) => Words): Questionnaire {
  const { title, items, lists, inserts, scores } = questionnaire;
  return {
    ...questionnaire,
    title: change({ path: '', field: 'title', words: title }),
    items: inItems(items, '', change),
    lists: mapValues(lists, (list, name) => ({
      ...list,
      choices: list.choices.map((choice) => {
        const path = `${name}/${choice.name}`;
        return withMedia(inFields(choice, ['label', 'hint'], path, change), path, change);
      }),
    })),
    ...(inserts && {
      inserts: mapValues(inserts, ({ by, words }, name) => ({
        by,
        words: mapValues(words, (text, value) =>
          change({ path: `{{${name}}}/${value}`, field: 'text', words: text }),
        ),
      })),
    }),
    ...(scores && {
      scores: scores.map((score) => inFields(score, ['label'], `score ${score.name}`, change)),
    }),
  };
}

type Change = (said: Said) => Words;

const inItems = (items: readonly Item[], above: string, change: Change): Item[] =>
  items.map((item): Item => {
    const path = `${above}/${item.name}`;
    const known = withMedia(inFields(item, ['label', 'hint'], path, change), path, change);
    if ('items' in known) {
      const introduced = inFields(known, ['intro'], path, change);
      return { ...introduced, items: inItems(known.items, path, change) };
    }
    return inFields(known, ['guidance', 'requiredMessage', 'constraintMessage'], path, change);
  });

const withMedia = <Part extends { media?: Media }>(part: Part, path: string, change: Change): Part =>
  part.media
    ? { ...part, media: inFields(part.media, ['image', 'bigImage', 'audio', 'video'], path, change) }
    : part;

/** The part with what `change` says in those of these fields that it has. */
function inFields<Field extends string, Part extends { readonly [Key in Field]?: Words }>(
  part: Part,
  fields: readonly Field[],
  path: string,
  change: Change,
): Part {
  const said = fields.flatMap((field) => {
    const words = part[field];
    return words === undefined ? [] : [[field, change({ path, field, words })] as const];
  });
  return { ...part, ...Object.fromEntries(said) };
}

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));

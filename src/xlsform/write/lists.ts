/** Where a choice list is said: by its rows, by the question that reads a file, by a row of its own, or on the sheet `lists`. */
import type { Item, Questionnaire } from '../../questionnaire/index.ts';

type Lists = Questionnaire['lists'];

export type SaidIn =
  /** Its rows on the choices sheet. */
  | 'choices'
  /** `select_one_from_file regions.csv`. */
  | 'question'
  /** `csv-external`, `xml-external`. */
  | 'row'
  /** Anything else: a list without choices, a file under another name. */
  | 'lists';

/** For each list, by name. */
export function whereSaid({
  items,
  lists,
}: Pick<Questionnaire, 'items' | 'lists'>): ReadonlyMap<string, SaidIn> {
  const [asked, listed] = [new Set<string>(), new Set<string>()];
  for (const { list, kind } of questionsIn(items)) {
    if (list === undefined) continue;
    // a ranking cannot say where its list is from, so what stands before the first that can has to be told
    if (!listed.has(list) && (kind === 'one' || kind === 'many')) asked.add(list);
    listed.add(list);
  }
  return new Map(
    Object.entries(lists).map(([name, { choices, file }]): [string, SaidIn] => {
      if (file === undefined) return [name, choices.length > 0 ? 'choices' : 'lists'];
      if (choices.length > 0) return [name, 'lists'];
      if (asked.has(name)) return [name, stemOf(file) === name ? 'question' : 'lists'];
      return [name, !listed.has(name) && isName(name) && endingOf(name, file) ? 'row' : 'lists'];
    }),
  );
}

function* questionsIn(items: readonly Item[]): Iterable<{ list?: string; kind: string }> {
  for (const item of items) {
    if ('items' in item) yield* questionsIn(item.items);
    else yield item;
  }
}

const stemOf = (file: string): string | null => (file.includes('.') ? file.replace(/\.[^.]*$/, '') : null);
const isName = (name: string): boolean => /^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u.test(name);
const endingOf = (name: string, file: string): 'csv' | 'xml' | null =>
  file === `${name}.csv` ? 'csv' : file === `${name}.xml` ? 'xml' : null;

/** The rows that attach files which only formulas look into. */
export const attachedRows = (
  lists: Lists,
  said: ReadonlyMap<string, SaidIn>,
): { type: string; name: string }[] =>
  Object.entries(lists).flatMap(([name, { file = '' }]) =>
    said.get(name) === 'row' ? [{ type: `${endingOf(name, file)}-external`, name }] : [],
  );

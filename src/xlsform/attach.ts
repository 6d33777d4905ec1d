/** Puts files of choices to the lists of a questionnaire that are read from them. */
import type { Choice, ChoiceList, Item, Question, Questionnaire } from '../questionnaire/index.ts';
import { problemOf, readAttached, tooLarge } from './attached.ts';
import type { XlsProblem } from './problems.ts';

/** Lists as `compileForm` takes them. A file that is missing or cannot be read leaves its list as it was. */
export interface Attachments {
  readonly lists: Readonly<Record<string, ChoiceList>>;
  /** Files that were there, whether they could be read or not. */
  readonly found: ReadonlySet<string>;
  readonly problems: readonly XlsProblem[];
}

/** A file's content; its megabytes, if they are too many to be opened; `null` if there is no such file. */
export type FetchFile = (file: string) => Uint8Array | { readonly megabytes: number } | null;

/** Reads each file that a questionnaire names, once. */
export function attachLists({ items, lists }: Questionnaire, fetch: FetchFile): Attachments {
  const problems: XlsProblem[] = [];
  const found = new Map<string, ChoiceList | null>();
  const attached: [string, ChoiceList][] = [];
  for (const [name, { file, choices }] of Object.entries(lists)) {
    if (file === undefined || choices.some(({ columns }) => columns)) continue; // its rows are inside already
    if (!found.has(file)) {
      const content = fetch(file);
      if (!content) {
        problems.push(problemOf(file, 'file-needed', { file }));
        continue;
      }
      const read =
        'megabytes' in content ? { problem: tooLarge(file, content.megabytes) } : readAttached(file, content);
      if ('problem' in read) problems.push(read.problem);
      found.set(file, 'list' in read ? read.list : null);
    }
    const list = found.get(file);
    if (!list) continue;
    const askers = questionsOf(items).filter((question) => question.list === name);
    const chosen = asked(list, file, askers, problems);
    attached.push([name, { ...list, file, choices: [...chosen, ...choices] }]); // `or_other` comes last
  }
  return { lists: Object.fromEntries(attached), found: new Set(found.keys()), problems };
}

/** The rows as the questions of the list want them: chosen by one column, shown by another. */
function asked(
  { choices, tree }: ChoiceList,
  file: string,
  askers: readonly Question[],
  problems: XlsProblem[],
): readonly Choice[] {
  const isMap = /\.geojson$/i.test(file);
  const value = columnFor('value', isMap ? 'id' : 'name', file, askers, problems);
  const label = columnFor('label', isMap ? 'title' : 'label', file, askers, problems);
  if (askers.length > 0 && choices.length === 0 && tree) {
    problems.push(problemOf(file, 'attached-no-rows', { wanted: '<root> <item>' }));
  }
  const columns = Object.keys(choices[0]?.columns ?? {});
  for (const column of askers.length > 0 && choices.length > 0 ? [value, label] : []) {
    if (!choices.some(({ columns = {} }) => Object.hasOwn(columns, column))) {
      problems.push(problemOf(file, 'attached-column-missing', { column, columns: columns.join(', ') }));
    }
  }
  return choices.map(({ columns = {} }) => {
    const cell = (column: string) => (Object.hasOwn(columns, column) ? columns[column] : undefined);
    const words = cell(label);
    return { name: cell(value) ?? '', ...(words && { label: words }), columns };
  });
}

function columnFor(
  part: 'value' | 'label',
  otherwise: string,
  file: string,
  askers: readonly Question[],
  problems: XlsProblem[],
): string {
  const [kept = otherwise, other] = new Set(askers.map(({ parameters }) => parameters?.[part] ?? otherwise));
  if (other !== undefined) problems.push(problemOf(file, 'attached-columns-differ', { kept, other }));
  return kept;
}

const questionsOf = (items: readonly Item[]): Question[] =>
  items.flatMap((item) => ('items' in item ? questionsOf(item.items) : [item]));

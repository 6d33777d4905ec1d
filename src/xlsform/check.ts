/** A questionnaire that was just read, looked at as a whole: do its names, lists and formulas hold together? */
import {
  compileForm,
  type FormProblem,
  type Item,
  loadFormulas,
  problemsOf,
  type Question,
  Questionnaire,
} from '../questionnaire/index.ts';
import { namesIn } from './formulas.ts';
import { settledChoices } from './fromAnswers.ts';
import {
  nowhere,
  type Problems,
  Refusal,
  type Spot,
  type XlsProblem,
  type XlsProblemCode,
} from './problems.ts';
import { settledTrigger } from './question.ts';
import type { Reading } from './reading.ts';
import { reportTranslations, type TranslationReport } from './translations.ts';

/** What comes of reading a file. With an `error` among the problems there is no questionnaire; else there is. */
export interface Imported {
  readonly questionnaire?: Questionnaire;
  readonly problems: readonly XlsProblem[];
  readonly translations: TranslationReport;
}

/** The questionnaire with the last things put right, and its problems. */
export async function checked(read: Questionnaire, reading: Reading): Promise<Imported> {
  const { problems } = reading;
  const names = namesOf(read.items);
  for (const [name, at] of reading.looksInto) attach(name, at, reading);
  const questionnaire: Questionnaire = {
    ...read,
    items: settled(read.items, '', { items: read.items, names }, reading),
    lists: Object.fromEntries(reading.lists),
  };
  const sound = Questionnaire.safeParse(questionnaire);
  if (!sound.success) {
    const [issue] = sound.error.issues;
    throw new Refusal('questionnaire-invalid', {
      part: issue?.path.join('/') ?? '',
      reason: issue?.message ?? '',
    });
  }
  for (const { text, at } of reading.said) {
    for (const name of namesIn(text)) {
      if (!names.has(name)) problems.tell('words-unknown-name', at, { name });
    }
  }
  tellSpaces(questionnaire, reading);
  tellUnrecorded(questionnaire.items, '', reading);
  await loadFormulas(questionnaire);
  for (const problem of problemsOf(compileForm(questionnaire))) tellFormula(problem, reading);
  return {
    questionnaire,
    problems: problems.all,
    translations: reportTranslations(questionnaire, reading.worded),
  };
}

/** What a refused file comes to. Anything else that was thrown is a bug of ours, and goes on. */
export function refused(thrown: unknown, problems: Problems): Imported {
  if (!(thrown instanceof Refusal)) throw thrown;
  problems.tell(thrown.code, thrown.at, thrown.details);
  return { problems: problems.all, translations: [] };
}

/** Runs what takes a file apart: whatever a library throws there, the file is to blame. */
export function blamingFile<T>(code: XlsProblemCode, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refusal || !(thrown instanceof Error)) throw thrown;
    throw new Refusal(code, { reason: thrown.message });
  }
}

const namesOf = (items: readonly Item[]): ReadonlySet<string> =>
  new Set(items.flatMap((item) => [item.name, ...('items' in item ? namesOf(item.items) : [])]));

function settled(
  items: readonly Item[],
  above: string,
  all: { readonly items: readonly Item[]; readonly names: ReadonlySet<string> },
  reading: Reading,
): Item[] {
  return items.map((item) => {
    const path = `${above}/${item.name}`;
    if ('items' in item) return { ...item, items: settled(item.items, path, all, reading) };
    const triggered = settledTrigger(
      item,
      (name) => all.names.has(name),
      (name) => reading.problems.tell('trigger-unknown', placeOf(path, '', reading), { name }),
    );
    return (
      settledChoices(triggered, all.items) ??
      withoutChoices(triggered, placeOf(path, 'choicesFrom', reading), reading)
    );
  });
}

/** What it chooses from is in no repeat: it is asked as text. */
function withoutChoices(question: Question, at: Spot, { problems }: Reading): Question {
  const { choicesFrom, choiceFilter, randomize, ...rest } = question;
  const type = `select \${${choicesFrom?.value ?? ''}}`;
  problems.tell('list-from-answers', at, { type });
  return { ...rest, kind: 'text', columns: { ...rest.columns, original_type: type } };
}

/**
 * What other tools note of a person behind their back: where they are, what is said. Here nobody is asked who could say no, so it
 * stays blank.
 */
const unrecorded = /^(start-geopoint|background-geopoint|background-audio)$/;

function tellUnrecorded(items: readonly Item[], above: string, reading: Reading): void {
  for (const item of items) {
    const path = `${above}/${item.name}`;
    if ('items' in item) tellUnrecorded(item.items, path, reading);
    else if (item.kind === 'metadata' && unrecorded.test(item.metadata ?? item.name))
      reading.problems.tell('type-not-recorded', placeOf(path, '', reading), {
        type: item.metadata ?? item.name,
      });
  }
}

/** Where several may be chosen, the answer is names with spaces between them. */
function tellSpaces({ items, lists }: Questionnaire, { problems, worded }: Reading): void {
  const told = new Set<string>();
  for (const list of listsOfMany(items)) {
    if (told.has(list)) continue;
    told.add(list);
    for (const { name } of (Object.hasOwn(lists, list) && lists[list]?.choices) || []) {
      const row = /\s/.test(name) ? worded.get(`${list}/${name}#label`)?.row : undefined;
      if (row) problems.tell('choice-name-space', row.at('name'), { list, name });
    }
  }
}

const listsOfMany = (items: readonly Item[]): string[] =>
  items.flatMap((item) => {
    if ('items' in item) return listsOfMany(item.items);
    return (item.kind === 'many' || item.kind === 'rank') && item.list !== undefined ? [item.list] : [];
  });

/** A formula looks into a file: it becomes a list that is read from there. */
function attach(name: string, at: Spot, { lists, problems }: Reading): void {
  if (lists.has(name) || name.startsWith('__')) return;
  lists.set(name, { choices: [], file: `${name}.csv` });
  problems.tell('file-needed', at, { file: `${name}.csv` });
}

function tellFormula({ code, path, part, position, details }: FormProblem, reading: Reading): void {
  const column = part === 'fit' || part === 'choiceValue' || part === 'choiceLabel' ? 'choices' : part;
  if (code === 'list-unknown' || reading.broken.has(`${path}#${column}`)) return; // told where it was read
  reading.problems.tell(code, placeOf(path, column, reading), {
    near: '',
    ...details,
    position: position + 1,
  });
}

/** Where a part of an item stands; else its row; else the row of the group around it. */
function placeOf(path: string, part: string, { places }: Reading): Spot {
  const exact = places.get(`${path}#${part}`);
  for (let at = path; !exact && at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const row = places.get(`${at}#`);
    if (row) return row;
  }
  return exact ?? nowhere;
}

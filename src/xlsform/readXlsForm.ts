/** An XLSForm's bytes in; a questionnaire out, with everything that there is to tell its author. */
import type { Choice, Questionnaire } from '../questionnaire/index.ts';
import { blamingFile, checked, type Imported, refused } from './check.ts';
import { externalEnding } from './choiceQuestion.ts';
import { readChoices } from './choices.ts';
import { tidy } from './clean.ts';
import { readItems } from './items.ts';
import { unnamed } from './languages.ts';
import { readOutline } from './outline.ts';
import { readFiles, readInserts, readLists, readScores } from './own.ts';
import { Problems } from './problems.ts';
import { given, Reading, safeKey } from './reading.ts';
import { readSettings, type Settings, titleOf } from './settings.ts';
import { readTables, type Tables } from './sheets.ts';
import type { Table } from './table.ts';
import { openBook } from './workbook/index.ts';

/** How a workbook is read. */
export interface ReadingWay {
  /** Of the file, for a form that has no title. */
  readonly name: string;
  /**
   * Without the repairs that change words or languages, for comparing with other tools: `English` and `English (EN)` are two
   * languages, and `or_other` adds the words of the field's reference converter. Interviews with people want the repairs.
   */
  readonly faithful?: boolean;
}

/** Reads .xlsx, .xls or .csv. Never throws at a bad file. */
export async function readXlsForm(
  bytes: Uint8Array,
  { name, faithful = false }: ReadingWay,
): Promise<Imported> {
  const problems = new Problems();
  try {
    const tables = blamingFile('file-damaged', () => readTables(openBook(bytes), problems, faithful));
    const reading = new Reading(problems, tables.languages, faithful);
    return await checked(toQuestionnaire(tables, name, reading), reading);
  } catch (thrown) {
    return refused(thrown, problems);
  }
}

function toQuestionnaire(tables: Tables, fileName: string, reading: Reading): Questionnaire {
  const { survey, languages } = tables;
  const settings = readSettings(tables.settings, languages);
  languages.defaultTag = defaultTag(settings, tables);
  const rootName = settings.others.name ?? 'data';
  const isList = (list: string): boolean => listNames.has(list);
  const listNames = namesOfLists(tables.choices, tables.externalChoices, tables.lists);
  const drafts = readOutline(survey, isList, rootName, reading.renamed, reading.problems);
  readAllLists(tables, settings, reading);
  const items = readItems(drafts, '', reading, { pages: settings.pages });
  const stem = fileName
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .trim();
  const id = (settings.id ?? stem) || 'questionnaire';
  const { row } = settings;
  const instanceName = row && reading.formula(row, 'instance_name', '', 'instanceName');
  const files = readFiles(tables.files, reading);
  const inserts = readInserts(tables.inserts, reading);
  const scores = readScores(tables.scores, reading);
  const title = titleOf(settings, reading, id);
  return {
    format: 1,
    id,
    title,
    ...given({ version: settings.version }),
    languages: languages.translations(),
    defaultLanguage: languages.defaultTag,
    items,
    lists: Object.fromEntries(reading.lists),
    ...given({
      files,
      inserts,
      scores,
      consent: settings.consent,
      instanceName,
      settings: Object.keys(settings.others).length > 0 ? settings.others : undefined,
    }),
  };
}

/**
 * The language of words without language: as the settings say, if any words are in it; else XLSForm's `default`
 * where there are such words; else the first language that a header names.
 */
function defaultTag({ defaultLanguage }: Settings, { survey, languages }: Tables): string {
  const bare = survey.bare.has('label');
  const tags = languages.translations().map(({ tag }) => tag);
  const isUsed = defaultLanguage !== undefined && (bare || !languages.any || tags.includes(defaultLanguage));
  if (defaultLanguage !== undefined && isUsed) return defaultLanguage;
  return bare || languages.first === undefined ? unnamed : languages.first;
}

const namesOfLists = (...tables: readonly (Table | null)[]): ReadonlySet<string> =>
  new Set(tables.flatMap((table) => table?.rows.map((row) => tidy(row.take('list_name') ?? '')) ?? []));

function readAllLists(tables: Tables, { mayRepeatChoices }: Settings, reading: Reading): void {
  const read = (table: Table | null): Map<string, Choice[]> =>
    table ? readChoices(table, reading, mayRepeatChoices) : new Map();
  for (const [list, choices] of read(tables.choices)) reading.lists.set(list, { choices });
  for (const [list, choices] of read(tables.externalChoices)) {
    reading.lists.set(safeKey(reading.lists.has(list) ? `${list}${externalEnding}` : list), { choices });
  }
  readLists(tables.lists, reading);
}

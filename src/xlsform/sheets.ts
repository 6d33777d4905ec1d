/** Which sheets of a workbook are ours. */
import { keyed } from './clean.ts';
import {
  type Columns,
  choiceColumns,
  fileColumns,
  insertColumns,
  languageColumns,
  listColumns,
  readHeader,
  scoreColumns,
  settingColumns,
  surveyColumns,
} from './headers.ts';
import { Languages } from './languages.ts';
import { nearestOf } from './nearest.ts';
import { readTranslations, tellUnreadable } from './own.ts';
import { type Problems, Refusal } from './problems.ts';
import { readTable, type Table } from './table.ts';
import type { Book, Sheet } from './workbook/index.ts';

export interface Tables {
  readonly languages: Languages;
  readonly survey: Table;
  readonly choices: Table | null;
  readonly externalChoices: Table | null;
  readonly settings: Table | null;
  readonly lists: Table | null;
  readonly files: Table | null;
  readonly inserts: Table | null;
  readonly scores: Table | null;
}

/** Reads the sheets, headers and cells; nothing is understood yet of what they ask. */
export function readTables(book: Book, problems: Problems, faithful: boolean): Tables {
  const find = finder(book.sheets, problems);
  const survey = find('survey') ?? loneSurvey(book.sheets, problems);
  if (!survey) {
    const sheets = book.sheets.map(({ name }) => name).join(', ');
    throw new Refusal('sheet-missing', { sheet: 'survey', sheets });
  }
  const nobody = new Languages(problems, []);
  const own = (name: string, columns: Columns, languages: Languages, needed: string): Table | null => {
    const sheet = book.sheets.find((one) => keyed(one.name) === name);
    const table = sheet ? readTable(sheet, columns, languages, problems, needed) : null;
    return table?.keys.has(needed) ? table : null;
  };
  const declared = readTranslations(own('languages', languageColumns, nobody, 'tag'), (row) =>
    tellUnreadable(row, { problems }),
  );
  const languages = new Languages(problems, declared, faithful);
  const read = (sheet: Sheet | undefined, columns: Columns, ...needed: string[]): Table | null => {
    if (!sheet) return null;
    const table = readTable(sheet, columns, languages, problems, needed[0] ?? '');
    const missing = table.rows.length > 0 ? needed.find((key) => !table.keys.has(key)) : undefined;
    if (missing) throw new Refusal('column-missing', { header: missing }, table.header);
    return table;
  };
  const choiceSheet = find('choices') ?? book.sheets.find((one) => keyed(one.name) === 'columns');
  const readChoices = (): Table | null => read(choiceSheet, choiceColumns, 'list_name', 'name');
  // the reference converter takes the choices' languages first, which decides where the settings name no language
  const early = faithful ? readChoices() : null;
  const surveyTable = read(survey, surveyColumns, 'type', 'name');
  return {
    languages,
    survey: surveyTable as Table,
    choices: early ?? readChoices(),
    externalChoices: read(find('external_choices'), choiceColumns, 'list_name', 'name'),
    settings: read(find('settings'), settingColumns),
    lists: own('lists', listColumns, languages, 'list_name'),
    files: own('files', fileColumns, languages, 'hash'),
    inserts: own('inserts', insertColumns, languages, 'by'),
    scores: own('scores', scoreColumns, languages, 'at_least'),
  };
}

const standard = ['survey', 'choices', 'settings', 'external_choices', 'entities'];

/** A sheet by its name; or, where none has it, the one whose name is nearly that. */
function finder(sheets: readonly Sheet[], problems: Problems): (name: string) => Sheet | undefined {
  const names = new Map(sheets.map((sheet) => [keyed(sheet.name), sheet]));
  return (name) => {
    const exact = names.get(name);
    if (exact) return exact;
    const strangers = [...names.keys()].filter((one) => !standard.includes(one) && !one.startsWith('_'));
    const near = nearestOf(name, strangers, 2)?.word;
    const sheet = near === undefined ? undefined : names.get(near);
    if (sheet) {
      problems.tell('sheet-corrected', { sheet: sheet.name, row: null, column: null }, { now: name });
    }
    return sheet;
  };
}

/** The only sheet that has the columns of a survey. */
function loneSurvey(sheets: readonly Sheet[], problems: Problems): Sheet | undefined {
  const like = sheets.filter((sheet) => {
    const headers = (sheet.rows()[0]?.cells ?? []).map(([, text]) => readHeader(text, surveyColumns));
    const keys = headers.flatMap((header) => ('key' in header ? [header.key] : []));
    return keys.includes('type') && keys.includes('name');
  });
  const [only] = like;
  if (!only || like.length > 1) return undefined;
  problems.tell('sheet-corrected', { sheet: only.name, row: null, column: null }, { now: 'survey' });
  return only;
}

/** Small workbooks, written where they are read. */
import { type Imported, readXlsForm, type XlsProblem } from '../../src/xlsform/index.ts';
import { writeXlsx } from '../../src/xlsform/write/xlsx.ts';

/** Sheets as tables: a line for each row, cells between bars. */
export type Sheets = Readonly<Record<string, string>>;

const rowsOf = (table: string): string[][] =>
  table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('¦', '|')),
    );

export const workbook = (sheets: Sheets): Uint8Array =>
  writeXlsx(Object.entries(sheets).map(([name, table]) => ({ name, rows: rowsOf(table) })));

export const read = (sheets: Sheets, name = 'visit.xlsx', faithful = false): Promise<Imported> =>
  readXlsForm(workbook(sheets), { name, faithful });

/** The questionnaire; fails if there is none. */
export async function questionnaireOf(sheets: Sheets) {
  const { questionnaire, problems } = await read(sheets);
  if (!questionnaire) throw new Error(`refused: ${told(problems).join('; ')}`);
  return questionnaire;
}

/** The only question of a survey with these columns. */
export async function questionOf(header: string, row: string, others: Sheets = {}) {
  const { items } = await questionnaireOf({ survey: `|${header}|\n|${row}|`, ...others });
  const [item] = items;
  if (!item || 'items' in item) throw new Error('no question');
  return item;
}

/** `list-missing survey A2`. */
export const told = (problems: readonly XlsProblem[]): string[] =>
  problems.map(({ code, sheet, row, column }) =>
    [code, sheet, `${column ?? ''}${row ?? ''}`].filter(Boolean).join(' '),
  );

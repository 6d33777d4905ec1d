/**
 * A workbook as ECMA-376 has it, while it is being written: the data, the same with labels, the variables, and what their
 * codes stand for. Texts stand in their cells, so that nothing has to be remembered; memory does not grow with the survey.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Cell } from '../submission/index.ts';
import type { Dataset, Variable } from './dataset.ts';
import { dayNumber } from './measure.ts';
import type { Speak } from './words.ts';

type Styled = { readonly value: Cell; readonly style: number };
type SheetRow = readonly (Cell | Styled)[];

interface Sheet {
  readonly name: string;
  readonly columns: readonly number[];
  rows(): AsyncIterable<SheetRow> | Iterable<SheetRow>;
}

const styles = { plain: 0, head: 1, day: 2 };
const mostRows = 1_048_576;
const mostText = 32_767; // characters in a cell of Excel
/** Days of Excel's calendar before 1970, which believes in a 29 February 1900. */
const before1970 = 25_569;
const batch = 64 * 1024;

/** A sheet holds no more rows than this, its head included. */
export class TooManyRows extends Error {}

/** The file piece by piece. */
export async function* toXlsx(dataset: Dataset, say: Speak): AsyncGenerator<Uint8Array> {
  if (dataset.count >= mostRows) throw new TooManyRows(`${dataset.count} rows do not fit into a sheet`);
  const sheets = sheetsOf(dataset, say);
  const pieces: Uint8Array[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error) failed = error;
    else pieces.push(piece);
  });
  const file = (name: string) => {
    const entry = new ZipDeflate(name, { level: 3 }); // a third faster than 6, and a tenth larger
    entry.mtime = dataset.made;
    zip.add(entry);
    return entry;
  };
  for (const [name, text] of frameOf(sheets)) file(name).push(strToU8(text), true);
  for (const [at, sheet] of sheets.entries()) {
    const entry = file(`xl/worksheets/sheet${at + 1}.xml`);
    let text = sheetHead(sheet);
    let number = 0;
    for await (const row of sheet.rows()) {
      text += rowXml(row, ++number);
      if (text.length < batch) continue;
      entry.push(strToU8(text), false);
      text = '';
      yield* pieces.splice(0);
      if (failed) throw failed;
    }
    entry.push(strToU8(`${text}</sheetData></worksheet>`), true);
    yield* pieces.splice(0);
  }
  zip.end();
  if (failed) throw failed;
  yield* pieces.splice(0);
}

function sheetsOf(dataset: Dataset, say: Speak): Sheet[] {
  const { variables } = dataset;
  const head = (texts: readonly string[]): SheetRow => texts.map((value) => ({ value, style: styles.head }));
  const names = head(variables.map(({ name }) => name));
  const widths = variables.map(({ measure }) =>
    measure.is === 'text' ? Math.min(40, measure.longest + 2) : 12,
  );
  const labelled = variables.map(labelsFor);
  async function* rows(read: (cell: Cell, at: number) => Cell | Styled): AsyncGenerator<SheetRow> {
    yield names;
    for await (const row of dataset.rows()) yield row.map(read);
  }
  return [
    {
      name: say('dataset.sheets.data'),
      columns: widths,
      rows: () => rows((cell, at) => dated(cell, variables[at])),
    },
    {
      name: say('dataset.sheets.labels'),
      columns: widths.map((width) => Math.max(width, 16)),
      rows: () =>
        rows((cell, at) => {
          const label = cell === null ? undefined : labelled[at]?.get(String(cell));
          return label ?? dated(cell, variables[at]);
        }),
    },
    {
      name: say('dataset.sheets.variables'),
      columns: [28, 60, 16, 40],
      rows: () => [
        head(['name', 'label', 'type', 'asked'].map((column) => say(`dataset.columns.${column}`))),
        ...variables.map(({ name, label, measure, meaning }) => [
          name,
          label,
          say(`dataset.types.${measure.is}`),
          meaning.relevant ?? null,
        ]),
      ],
    },
    {
      name: say('dataset.sheets.codes'),
      columns: [28, 20, 12, 60, 12],
      rows: () => [
        head(['name', 'code', 'number', 'label', 'apart'].map((column) => say(`dataset.columns.${column}`))),
        ...variables.flatMap(({ name, coding }) =>
          (coding?.codes ?? []).map(({ code, number, label, apart }) => [
            name,
            code,
            number,
            label,
            apart ? say('dataset.apart') : null,
          ]),
        ),
      ],
    },
  ];
}

/** What is read in place of a code, where a column has codes. */
export const labelsFor = ({ coding }: Variable): ReadonlyMap<string, string> =>
  new Map(coding?.codes.map(({ code, label }) => [code, label]));

/** A day as a day of the spreadsheet. Moments stay texts: Excel knows no zones. */
function dated(cell: Cell, variable: Variable | undefined): Cell | Styled {
  const days = variable?.measure.is === 'day' && cell !== null ? dayNumber(String(cell)) : null;
  return days === null ? cell : { value: days + before1970, style: styles.day };
}

const letters: string[] = [];
/** A, B … Z, AA …: the name of a column, counted from 0. */
function letterOf(at: number): string {
  letters[at] ??= (at >= 26 ? letterOf(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
  return letters[at] ?? '';
}

function rowXml(row: SheetRow, number: number): string {
  let xml = `<row r="${number}">`;
  for (let at = 0; at < row.length; at++) {
    const given = row[at] ?? null;
    const { value, style } = typeof given === 'object' && given !== null ? given : { value: given, style: 0 };
    if (value === null || value === '') continue;
    const where = `r="${letterOf(at)}${number}"${style ? ` s="${style}"` : ''}`;
    xml +=
      typeof value === 'number'
        ? `<c ${where}><v>${value}</v></c>`
        : `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

const special =
  /[&<>_\p{Cc}\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** As XML takes it; what XML cannot say at all (a control character) in Excel's own way, `_x0007_`. */
export function escaped(text: string): string {
  const cut = text.length > mostText ? text.slice(0, mostText) : text;
  return cut.replace(special, (character, at: number) => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    if (character === '\t' || character === '\n') return character;
    if (character === '_') return /^_x[0-9A-Fa-f]{4}_/.test(cut.slice(at, at + 7)) ? '_x005F_' : '_';
    return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

const sheetHead = ({ columns }: Sheet): string => {
  const widths = columns.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `${widths.length > 0 ? `<cols>${widths.join('')}</cols>` : ''}<sheetData>`
  );
};

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts around the sheets. */
function frameOf(sheets: readonly Sheet[]): [name: string, text: string][] {
  const numbers = sheets.map((_, at) => at + 1);
  const override = (part: string, type: string) =>
    `<Override PartName="/${part}" ContentType="${types}.${type}+xml"/>`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = `${xmlHead}<Relationships xmlns="${packages}/relationships">`;
  return [
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${numbers.map((n) => override(`xl/worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    ['_rels/.rels', `${relations}${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    [
      'xl/workbook.xml',
      `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
        .map(({ name }, at) => `<sheet name="${sheetName(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${relations}${numbers.map((n) => relation(n, 'worksheet', `worksheets/sheet${n}.xml`)).join('')}${relation(numbers.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ];
}

/** Excel takes 31 characters, and none of these. */
const sheetName = (name: string): string => escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));

/** Reads the cells of an .xlsx workbook (ECMA-376 part 1, §18). */
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';
import { type Book, columnOf, type Row } from './book.ts';
import { dateFormats, toDateText } from './dates.ts';
import { walk } from './xml.ts';
import { openZip, type Part } from './zip.ts';

interface Contents {
  readonly strings: readonly string[];
  /** By style: whether a number of that style is a date. */
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
  readonly budget: { cells: number; characters: number };
}

export function readXlsx(bytes: Uint8Array): Book {
  const parts = openZip(bytes);
  const main = targetsOf(parts.get('_rels/.rels'), '').find(({ type }) => type.endsWith('/officeDocument'));
  const path = main?.target ?? 'xl/workbook.xml';
  const workbook = parts.get(path);
  if (!workbook || !/workbook[^/]*\.xml$/.test(path)) throw new Refusal('file-not-form');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const related = targetsOf(parts.get(`${folder}_rels/${path.slice(folder.length)}.rels`), folder);
  const partOf = (type: string) => parts.get(related.find((one) => one.type.endsWith(type))?.target ?? '');
  const { sheets, from1904 } = readWorkbook(workbook);
  const contents: Contents = {
    strings: readStrings(partOf('/sharedStrings')),
    dates: dateFormats(partOf('/styles')),
    from1904,
    budget: { cells: limits.cells, characters: limits.characters },
  };
  return {
    sheets: sheets.map(({ name, id }) => {
      const part = parts.get(related.find((one) => one.id === id)?.target ?? '');
      return { name, rows: () => (part ? readRows(part, contents) : []) };
    }),
  };
}

function targetsOf(part: Part | undefined, folder: string): { id: string; type: string; target: string }[] {
  const targets: { id: string; type: string; target: string }[] = [];
  if (!part) return targets;
  walk(part, {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : folder + Target.replace(/^\.\//, '');
      targets.push({ id: Id, type: Type, target });
    },
  });
  return targets;
}

function readWorkbook(part: Part): { sheets: { name: string; id: string }[]; from1904: boolean } {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  walk(part, {
    open(name, attributes) {
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (name === 'sheet' && id) sheets.push({ name: attributes.name ?? '', id });
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
    },
  });
  return { sheets, from1904 };
}

function readStrings(part: Part | undefined): string[] {
  const strings: string[] = [];
  if (!part) return strings;
  let [current, inText, spoken] = ['', false, 0];
  let characters = 0;
  walk(part, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') spoken++; // how Japanese words are read aloud
    },
    text(text) {
      if (!inText || spoken > 0) return;
      characters += text.length;
      if (characters > limits.characters) throw new Refusal('file-too-many-cells', { limit: limits.cells });
      current += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') spoken--;
      else if (name === 'si') strings.push(unescaped(current));
    },
  });
  return strings;
}

function readRows(part: Part, contents: Contents): Row[] {
  const { budget } = contents;
  const rows: Row[] = [];
  let cells: [number, string][] = [];
  let [number, column, type, style, value, takes] = [0, -1, '', 0, '', false];
  walk(part, {
    open(name, { r = '', t = 'n', s = '0' }) {
      if (name === 'row') {
        number = Number(r) || number + 1;
        [cells, column] = [[], -1];
      } else if (name === 'c') {
        column = r ? columnOf(r) : column + 1;
        [type, style, value] = [t, Number(s), ''];
      } else takes = name === 'v' || name === 't';
    },
    text(text) {
      if (takes) value += text;
    },
    close(name) {
      takes = false;
      if (name === 'row') {
        if (cells.length > 0) rows.push({ number, cells });
      } else if (name === 'c' && value !== '') {
        const text = textOf(value, type, style, contents);
        if (text === '') return;
        budget.characters -= text.length;
        if (--budget.cells < 0 || budget.characters < 0) {
          throw new Refusal('file-too-many-cells', { limit: limits.cells });
        }
        cells.push([column, text]);
      }
    },
  });
  return rows;
}

function textOf(value: string, type: string, style: number, { strings, dates, from1904 }: Contents): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'inlineStr':
    case 'str':
      return unescaped(value);
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'e':
    case 'd':
      return value;
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) return value;
      return dates[style] ? toDateText(number, from1904) : String(number);
    }
  }
}

/** `_x000D_` is how spreadsheets write what XML cannot (§22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

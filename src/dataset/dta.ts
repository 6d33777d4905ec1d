/**
 * Stata files, release 118 (Stata 14 and later), after Stata's own description ("help dta"): UTF-8, with variable and value
 * labels; choices set apart are the extended missing values .a, .b …; long texts are strLs.
 */
import type { Cell } from '../submission/index.ts';
import { Bytes, utf8 } from './bytes.ts';
import type { Dataset, Variable } from './dataset.ts';
import { dayNumber, momentNumber, secondsOfDay } from './measure.ts';
import { safeNames, stataNames } from './names.ts';

const longestString = 2_045; // bytes; beyond it is a strL
const types = { strL: 32_768, double: 65_526, long: 65_528, byte: 65_530 };
type StataType = keyof typeof types | 'string';
const missingLong = 2_147_483_621; // "."; .a is one more
const mostLong = 2_147_483_620;
const mostByte = 100;
const missingByte = 101;
const missingDouble = 0x7fe0_0000_0000_0000n;
/** Days and milliseconds count from 1960. */
const since1960 = 3_653;
const dayLength = 86_400_000;

interface StataColumn {
  readonly variable: Variable;
  readonly name: string;
  readonly type: StataType;
  /** Of a string: its bytes. */
  readonly width: number;
  readonly format: string;
  /** Its value labels' name, where it has some. */
  readonly labels: string;
}

/** The file piece by piece. The rows are read twice where there are texts of more than 2,045 bytes. */
export async function* toDta(dataset: Dataset): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(dataset);
  const out = new Bytes();
  const marks = writeHead(out, dataset, columns);
  const rowLength = columns.reduce((sum, column) => sum + bytesOf(column), 0);
  const data = marks.at(-1) ?? 0;
  const strings = data + '<data></data>'.length + rowLength * dataset.count;
  const labels = strings + '<strls></strls>'.length + stringsLength(columns);
  const written = labelsOf(columns);
  const end = labels + written.length;
  const map = [0, ...marks, strings, labels, end, end + '</stata_dta>'.length];
  const head = out.take();
  yield withMap(head, map);

  out.text('<data>');
  let rowNumber = 0;
  for await (const row of dataset.rows()) {
    rowNumber++;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      if (column) writeCell(out, column, row[at] ?? null, { variable: at + 1, row: rowNumber });
    }
    if (out.isFull) yield out.take();
  }
  out.text('</data><strls>');
  if (columns.some(({ type }) => type === 'strL')) yield* writeStrings(out, dataset, columns);
  out.text('</strls>').raw(written).text('</stata_dta>');
  yield out.take();
}

function columnsOf({ variables }: Dataset): StataColumn[] {
  const names = safeNames(
    variables.map(({ name }) => name),
    stataNames,
  );
  return variables.map((variable, at) => {
    const name = names[at] ?? '';
    const { measure, coding, meaning } = variable;
    const base = { variable, name, width: 0, labels: '' };
    switch (measure.is) {
      case 'text': {
        const width = Math.max(1, measure.longest);
        const isLong = width > longestString;
        const format = isLong ? '%9s' : `%-${Math.min(width, 40)}s`;
        return { ...base, type: isLong ? 'strL' : 'string', width: isLong ? 0 : width, format };
      }
      case 'day':
        return { ...base, type: 'long', format: '%tdCCYY-NN-DD' };
      case 'time':
        return { ...base, type: 'double', format: '%tcHH:MM:SS' };
      case 'moment':
        return { ...base, type: 'double', format: '%tcCCYY-NN-DD_HH:MM:SS' };
      case 'code':
        return { ...base, type: 'long', format: '%12.0g', labels: coding ? name : '' };
      default: {
        const { whole, least, most } = measure;
        if (meaning.holds === 'flag') return { ...base, type: 'byte', format: '%8.0g' };
        if (whole && least >= -127 && most <= mostByte) return { ...base, type: 'byte', format: '%8.0g' };
        if (whole && least >= -mostLong && most <= mostLong)
          return { ...base, type: 'long', format: '%12.0g' };
        return { ...base, type: 'double', format: '%12.0g' };
      }
    }
  });
}

const bytesOf = ({ type, width }: StataColumn): number =>
  type === 'string' ? width : type === 'byte' ? 1 : type === 'long' ? 4 : 8;

const mapLength = 14 * 8;
const mapTag = '<map>';

/** All up to the data. Gives where the parts of the file's map begin, from the second to `<data>`. */
function writeHead(out: Bytes, { title, made, count }: Dataset, columns: readonly StataColumn[]): number[] {
  const marks: number[] = [];
  const part = (tag: string, write: () => void) => {
    marks.push(out.length);
    out.text(`<${tag}>`);
    write();
    out.text(`</${tag}>`);
  };
  const label = utf8(Array.from(title).slice(0, 80).join(''));
  const [, date = '', month = '', year = ''] = /, (\d\d) (\w{3}) (\d{4})/.exec(made.toUTCString()) ?? [];
  const stamp = `${date} ${month} ${year} ${made.toISOString().slice(11, 16)}`;
  out.text('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>').u16(columns.length);
  out.text('</K><N>').u64(count).text('</N><label>').u16(label.length).raw(label);
  out.text('</label><timestamp>').u8(stamp.length).text(stamp).text('</timestamp></header>');
  part('map', () => out.raw(new Uint8Array(mapLength)));
  part('variable_types', () => {
    for (const { type, width } of columns) out.u16(type === 'string' ? width : types[type]);
  });
  part('varnames', () => {
    for (const { name } of columns) out.field(name, 129);
  });
  part('sortlist', () => out.raw(new Uint8Array(2 * (columns.length + 1))));
  part('formats', () => {
    for (const { format } of columns) out.field(format, 57);
  });
  part('value_label_names', () => {
    for (const { labels } of columns) out.field(labels, 129);
  });
  part('variable_labels', () => {
    for (const { variable } of columns) out.field(Array.from(variable.label).slice(0, 80).join(''), 321);
  });
  part('characteristics', () => {
    for (const { variable, name } of columns) writeNote(out, name, variable);
  });
  marks.push(out.length);
  return marks;
}

/** What does not fit into a label of 80 characters stands in the notes of the variable, whole. */
function writeNote(out: Bytes, name: string, { label }: Variable): void {
  if (Array.from(label).length <= 80) return;
  for (const [key, text] of [
    ['note0', '1'],
    ['note1', label],
  ] as const) {
    const letters = utf8(text);
    out.text('<ch>').u32(129 + 129 + letters.length + 1);
    out.field(name, 129).field(key, 129).raw(letters).u8(0).text('</ch>');
  }
}

/** The head with its map filled in: where each of the file's parts begins. */
function withMap(head: Uint8Array, map: readonly number[]): Uint8Array {
  const view = new DataView(head.buffer, head.byteOffset);
  const from = (map[1] ?? 0) + mapTag.length;
  for (const [at, place] of map.entries()) view.setBigUint64(from + at * 8, BigInt(place), true);
  return head;
}

const known = new WeakMap<Variable, ReadonlyMap<number, number>>();

/** Extended missing values for choices set apart, by their number: .a for the first. */
function apartNumbers(variable: Variable): ReadonlyMap<number, number> {
  let found = known.get(variable);
  if (!found) {
    const apart = (variable.coding?.codes ?? []).filter((code) => code.apart).slice(0, 26);
    found = new Map(apart.map(({ number }, at) => [number, missingLong + 1 + at]));
    known.set(variable, found);
  }
  return found;
}

function labelsOf(columns: readonly StataColumn[]): Uint8Array {
  const out = new Bytes().text('<value_labels>');
  for (const { labels, variable } of columns) {
    if (!labels || !variable.coding) continue;
    const apart = apartNumbers(variable);
    const codes = variable.coding.codes
      .map(({ number, label }) => ({ value: apart.get(number) ?? number, text: utf8(`${label}\0`) }))
      .sort((a, b) => a.value - b.value);
    const textLength = codes.reduce((sum, { text }) => sum + text.length, 0);
    out.text('<lbl>').u32(8 + 8 * codes.length + textLength);
    out.field(labels, 129).raw(new Uint8Array(3)).u32(codes.length).u32(textLength);
    let offset = 0;
    for (const { text } of codes) {
      out.u32(offset);
      offset += text.length;
    }
    for (const { value } of codes) out.i32(value);
    for (const { text } of codes) out.raw(text);
    out.text('</lbl>');
  }
  return out.text('</value_labels>').take();
}

function writeCell(
  out: Bytes,
  column: StataColumn,
  cell: Cell,
  place: { readonly variable: number; readonly row: number },
): void {
  const { type, width, variable } = column;
  if (type === 'string') {
    out.field(cell === null ? '' : String(cell), width);
    return;
  }
  if (type === 'strL') {
    const isEmpty = cell === null || cell === '';
    out.u16(isEmpty ? 0 : place.variable); // eight bytes: two for the variable, six for the observation
    out.u32(isEmpty ? 0 : place.row % 2 ** 32).u16(isEmpty ? 0 : Math.floor(place.row / 2 ** 32));
    return;
  }
  const number = stataNumber(variable, cell);
  if (type === 'byte') out.u8((number === null ? missingByte : number) & 0xff);
  else if (type === 'long') {
    const apart = number === null ? missingLong : apartNumbers(variable).get(number);
    out.i32(apart ?? number ?? missingLong);
  } else if (number === null || !Number.isFinite(number)) out.bits(missingDouble);
  else out.double(number);
}

/** What a number, a day, a time or a code is in Stata; null is missing. */
function stataNumber({ measure, coding }: Variable, cell: Cell): number | null {
  if (cell === null || cell === '') return null;
  const text = String(cell);
  switch (measure.is) {
    case 'code':
      return coding?.numberOf(text) ?? null;
    case 'day':
      return (dayNumber(text) ?? Number.NaN) + since1960;
    case 'time':
      return (secondsOfDay(text) ?? Number.NaN) * 1_000;
    case 'moment':
      return (momentNumber(text) ?? Number.NaN) + since1960 * dayLength;
    default:
      return Number(cell);
  }
}

/** Of each long text: its mark, where it belongs, and how long it is. */
const stringHead = 3 + 4 + 8 + 1 + 4;

const stringsLength = (columns: readonly StataColumn[]): number =>
  columns.reduce((sum, { type, variable: { measure } }) => {
    if (type !== 'strL' || measure.is !== 'text') return sum;
    return sum + measure.bytes + measure.filled * (stringHead + 1);
  }, 0);

async function* writeStrings(
  out: Bytes,
  dataset: Dataset,
  columns: readonly StataColumn[],
): AsyncGenerator<Uint8Array> {
  let rowNumber = 0;
  for await (const row of dataset.rows()) {
    rowNumber++;
    for (const [at, { type }] of columns.entries()) {
      const cell = row[at] ?? null;
      if (type !== 'strL' || cell === null || cell === '') continue;
      const letters = utf8(String(cell));
      out
        .text('GSO')
        .u32(at + 1)
        .u64(rowNumber)
        .u8(130)
        .u32(letters.length + 1)
        .raw(letters)
        .u8(0);
    }
    if (out.isFull) yield out.take();
  }
}

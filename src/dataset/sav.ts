/**
 * SPSS system files, after the description in the PSPP Developers' Guide ("System File Format"): little-endian, UTF-8,
 * compressed by bytes, with value labels, missing values, long names and texts of any length.
 */
import type { Cell } from '../submission/index.ts';
import { Bytes, fitting, utf8 } from './bytes.ts';
import type { Dataset, Variable } from './dataset.ts';
import { dayNumber, momentNumber, secondsOfDay } from './measure.ts';
import { safeNames, spssNames } from './names.ts';

/** SPSS counts seconds from the beginning of the Gregorian calendar, 14 October 1582. */
const calendarBegan = Date.UTC(1582, 9, 14) / 1_000;
const day = 86_400;
const widest = 32_767; // bytes of a text in SPSS

const format = { text: 1, number: 5, date: 20, time: 21, dateTime: 22 };
const systemMissing = -Number.MAX_VALUE;

interface SavColumn {
  readonly variable: Variable;
  readonly name: string;
  /** 0 is a number; else bytes of a text. */
  readonly width: number;
  /** Of a text: the widths of the pieces in which it lies. */
  readonly segments: readonly number[];
  /** Type, width and decimals, packed. */
  readonly format: number;
  readonly short: string;
  /** Counted from 1, in units of eight bytes. */
  readonly index: number;
}

/** The file piece by piece. */
export async function* toSav(dataset: Dataset): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(dataset);
  const out = new Bytes();
  writeHead(out, dataset, columns);
  for (const column of columns) writeVariable(out, column);
  for (const column of columns) writeCodes(out, column);
  writeExtensions(out, columns);
  out.i32(999).i32(0);
  const data = new Compressor(out);
  for await (const row of dataset.rows()) {
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      if (column) writeCell(data, column, row[at] ?? null);
    }
    if (out.isFull) yield out.take();
  }
  data.end();
  yield out.take();
}

function columnsOf({ variables }: Dataset): SavColumn[] {
  const names = safeNames(
    variables.map(({ name }) => name),
    spssNames,
  );
  let index = 1;
  return variables.map((variable, at) => {
    const { measure } = variable;
    const width = measure.is === 'text' ? Math.min(Math.max(measure.longest, 1), widest) : 0;
    const segments = width > 255 ? segmentsOf(width) : [width];
    const column = {
      variable,
      name: names[at] ?? '',
      width,
      segments,
      format: formatOf(variable, segments[0] ?? 0),
      short: `V${at.toString(36).toUpperCase().padStart(4, '0')}`, // of its segments: with a letter more
      index,
    };
    index += segments.reduce((sum, each) => sum + Math.max(1, Math.ceil(each / 8)), 0);
    return column;
  });
}

/** A text over 255 bytes is declared in pieces of 252 of them, each but the last 255 wide. */
function segmentsOf(width: number): number[] {
  const count = Math.ceil(width / 252);
  return Array.from({ length: count }, (_, at) => (at < count - 1 ? 255 : width - 252 * (count - 1)));
}

function formatOf({ measure, meaning }: Variable, width: number): number {
  const pack = (type: number, wide: number, decimals = 0) => (type << 16) | (wide << 8) | decimals;
  switch (measure.is) {
    case 'text':
      return pack(format.text, width);
    case 'day':
      return pack(format.date, 11);
    case 'time':
      return pack(format.time, 8);
    case 'moment':
      return pack(format.dateTime, 20);
    case 'code':
      return pack(format.number, 8);
    default: {
      if (measure.whole) return pack(format.number, Math.max(8, String(measure.most).length + 1));
      return pack(format.number, 16, meaning.kind === 'score' ? 2 : 6);
    }
  }
}

function writeHead(out: Bytes, { title, count, made }: Dataset, columns: readonly SavColumn[]): void {
  const [, date = '', month = '', year = ''] = /, (\d\d) (\w{3}) \d\d(\d\d)/.exec(made.toUTCString()) ?? [];
  const last = columns.at(-1);
  const size = last
    ? last.index - 1 + last.segments.reduce((sum, each) => sum + Math.max(1, Math.ceil(each / 8)), 0)
    : 0;
  out.text('$FL2').field('@(#) SPSS DATA FILE Rintis', 60, 0x20);
  out.i32(2).i32(size).i32(1).i32(0).i32(count).double(100);
  out.field(`${date} ${month} ${year}`, 9, 0x20).field(made.toISOString().slice(11, 19), 8, 0x20);
  out.field(title, 64, 0x20).raw(new Uint8Array(3));
}

function writeVariable(out: Bytes, column: SavColumn): void {
  const { variable, width, segments, short, format: shown } = column;
  for (const [at, segment] of segments.entries()) {
    const cut = fitting(at === 0 ? variable.label : '', 255);
    const missing = at === 0 && width === 0 ? missingOf(variable) : [];
    const form = segments.length > 1 ? (format.text << 16) | (segment << 8) : shown;
    out
      .i32(2)
      .i32(segment)
      .i32(cut.length > 0 ? 1 : 0);
    out.i32(missing.length).i32(form).i32(form).field(segmentName(short, at), 8, 0x20);
    if (cut.length > 0)
      out
        .i32(cut.length)
        .raw(cut)
        .raw(new Uint8Array((4 - (cut.length % 4)) % 4));
    for (const value of missing) out.double(value);
    for (let more = Math.ceil(segment / 8); more > 1; more--) {
      out.i32(2).i32(-1).i32(0).i32(0).i32(0).i32(0).field('', 8, 0x20);
    }
  }
}

const segmentName = (short: string, at: number): string =>
  at === 0 ? short : `${short}${at.toString(36).toUpperCase().padStart(2, '0')}`;

/** SPSS knows three missing values; of more, those that come first in the list. */
export const missingOf = ({ coding }: Variable): number[] =>
  coding?.codes
    .filter(({ apart }) => apart)
    .slice(0, 3)
    .map(({ number }) => number) ?? [];

/** What the numbers of a variable stand for; a yes-or-no of a multiple choice has no list of its own. */
function writeCodes(out: Bytes, { variable: { coding }, index }: SavColumn): void {
  if (!coding || coding.codes.length === 0) return;
  out.i32(3).i32(coding.codes.length);
  for (const { number, label } of coding.codes) {
    const letters = fitting(label, 120);
    out.double(number).u8(letters.length).raw(letters);
    out.field('', (8 - ((letters.length + 1) % 8)) % 8, 0x20);
  }
  out.i32(4).i32(1).i32(index);
}

function writeExtensions(out: Bytes, columns: readonly SavColumn[]): void {
  const extension = (subtype: number, size: number, count: number) =>
    out.i32(7).i32(subtype).i32(size).i32(count);
  extension(3, 4, 8).i32(1).i32(0).i32(0).i32(-1).i32(1).i32(1).i32(2).i32(65_001);
  extension(4, 8, 3).double(systemMissing).double(Number.MAX_VALUE).bits(0xffef_ffff_ffff_fffen);
  const shown = columns.flatMap(({ variable, segments }) =>
    segments.map((segment) => ({ segment, level: levelOf(variable) })),
  );
  extension(11, 4, 3 * shown.length);
  for (const { segment, level } of shown) {
    out
      .i32(level)
      .i32(segment === 0 ? 10 : Math.min(40, Math.max(8, segment)))
      .i32(segment === 0 ? 1 : 0);
  }
  const names = utf8(columns.map(({ short, name }) => `${short}=${name}`).join('\t'));
  extension(13, 1, names.length).raw(names);
  const long = columns.filter(({ segments }) => segments.length > 1);
  if (long.length > 0) {
    const widths = utf8(
      long.map(({ short, width }) => `${short}=${String(width).padStart(5, '0')}\0\t`).join(''),
    );
    extension(14, 1, widths.length).raw(widths);
  }
  extension(20, 1, 5).text('UTF-8');
}

/** Nominal, ordinal or scale: what SPSS offers to do with a variable. */
function levelOf({ measure, meaning }: Variable): number {
  if (measure.is === 'text' || measure.is === 'code' || meaning.holds === 'flag') return 1;
  return meaning.holds === 'order' ? 2 : 3;
}

/** What a number, a day, a time or a code is in SPSS; null is missing. */
export function numberFor({ measure, coding }: Variable, cell: Cell): number | null {
  if (cell === null || cell === '') return null;
  const text = String(cell);
  switch (measure.is) {
    case 'code':
      return coding?.numberOf(text) ?? null;
    case 'day':
      return (dayNumber(text) ?? Number.NaN) * day - calendarBegan;
    case 'time':
      return secondsOfDay(text);
    case 'moment':
      return (momentNumber(text) ?? Number.NaN) / 1_000 - calendarBegan;
    default:
      return Number(cell);
  }
}

function writeCell(data: Compressor, { variable, width, segments }: SavColumn, cell: Cell): void {
  if (width === 0) {
    const number = numberFor(variable, cell);
    if (number === null || !Number.isFinite(number)) data.missing();
    else data.number(number);
    return;
  }
  const letters = utf8(cell === null ? '' : String(cell));
  let from = 0;
  for (const segment of segments) {
    const room = segments.length > 1 ? 255 : segment; // what is left over at the end stays empty
    data.text(letters.subarray(from, Math.min(from + room, width)), Math.ceil(segment / 8));
    from += room;
  }
}

/** Eight signs, then the eight-byte values that some of them announce. */
class Compressor {
  readonly #out: Bytes;
  readonly #signs: number[] = [];
  readonly #values: Uint8Array[] = [];

  constructor(out: Bytes) {
    this.#out = out;
  }

  number(value: number): void {
    if (Number.isInteger(value) && value >= -99 && value <= 151 && !Object.is(value, -0))
      this.#sign(value + 100);
    else this.#sign(253, new Uint8Array(new Float64Array([value]).buffer));
  }

  missing(): void {
    this.#sign(255);
  }

  text(letters: Uint8Array, units: number): void {
    for (let unit = 0; unit < units; unit++) {
      const piece = letters.subarray(unit * 8, unit * 8 + 8);
      if (piece.every((byte) => byte === 0x20)) this.#sign(254);
      else {
        const value = new Uint8Array(8).fill(0x20);
        value.set(piece);
        this.#sign(253, value);
      }
    }
  }

  #sign(sign: number, value?: Uint8Array): void {
    this.#signs.push(sign);
    if (value) this.#values.push(value);
    if (this.#signs.length === 8) this.#write();
  }

  #write(): void {
    for (const sign of this.#signs) this.#out.u8(sign);
    for (const value of this.#values) this.#out.raw(value);
    this.#signs.length = 0;
    this.#values.length = 0;
  }

  end(): void {
    this.#signs.push(252);
    while (this.#signs.length < 8) this.#signs.push(0);
    this.#write();
  }
}

/** A sheet as a table: each cell by what its column means, in which language, and where it stands. */
import { isCellError, tidy, trimmed } from './clean.ts';
import { type Columns, type Header, readHeader } from './headers.ts';
import { everyLanguage, headerOf, type Languages, unnamed } from './languages.ts';
import type { Problems, Spot } from './problems.ts';
import { lettersOf, type Row, type Sheet } from './workbook/index.ts';

interface Slot {
  readonly key: string;
  /** A tag; `null` for a column without language. */
  readonly tag: string | null;
  readonly header: string;
  /** The column that means the same and stands before it. */
  readonly twin?: Slot;
}

export interface Filled {
  readonly slot: Slot;
  readonly text: string;
  readonly column: string;
}

/** One row of a table. What is taken is remembered; the rest is kept for the round trip. */
export class TableRow {
  readonly number: number;
  readonly #sheet: string;
  readonly #cells: ReadonlyMap<Slot, Filled>;
  readonly #columns: ReadonlyMap<string, string>;
  readonly #taken = new Set<Slot>();

  constructor(
    sheet: string,
    number: number,
    cells: ReadonlyMap<Slot, Filled>,
    columns: ReadonlyMap<string, string>,
  ) {
    this.#sheet = sheet;
    this.number = number;
    this.#cells = cells;
    this.#columns = columns;
  }

  /** Where the column's cell in this row is; the row alone where the sheet has no such column. */
  at(key: string, tag: string | null = null): Spot {
    const filled = [...this.#of(key)].find(({ slot }) => tag === null || slot.tag === tag);
    const column = filled?.column ?? this.#columns.get(tag === null ? key : `${key} ${tag}`) ?? null;
    return { sheet: this.#sheet, row: this.number, column };
  }

  /** The text of a column without languages. */
  take(key: string): string | undefined {
    for (const filled of this.#of(key)) {
      if (filled.slot.tag !== null) continue;
      this.#taken.add(filled.slot);
      return filled.text;
    }
    return undefined;
  }

  /** The cells of a column in all its languages. */
  takeAll(key: string): readonly Filled[] {
    const all = [...this.#of(key)];
    for (const { slot } of all) this.#taken.add(slot);
    return all;
  }

  has(key: string): boolean {
    return !this.#of(key).next().done;
  }

  /** The row itself. */
  get spot(): Spot {
    return { sheet: this.#sheet, row: this.number, column: null };
  }

  get isBlank(): boolean {
    return this.#cells.size === 0;
  }

  /** What nobody has taken, by its header. */
  rest(): readonly (readonly [header: string, text: string])[] {
    return [...this.#cells.values()]
      .filter(({ slot }) => !this.#taken.has(slot))
      .map(({ slot, text }) => [slot.header, text]);
  }

  *#of(key: string): Generator<Filled> {
    for (const filled of this.#cells.values()) if (filled.slot.key === key) yield filled;
  }
}

export interface Table {
  readonly sheet: string;
  readonly rows: readonly TableRow[];
  readonly keys: ReadonlySet<string>;
  /** Those of the keys that have a column without language. */
  readonly bare: ReadonlySet<string>;
  readonly header: Spot;
}

const searched = 10; // rows among which the header is looked for

/** Reads a sheet. `needed`: a header row has at least this column. */
export function readTable(
  sheet: Sheet,
  columns: Columns,
  languages: Languages,
  problems: Problems,
  needed: string,
): Table {
  const all = sheet.rows();
  const start = findHeader(all, columns, needed);
  const headerRow = all[start];
  const header = { sheet: sheet.name, row: headerRow?.number ?? null, column: null };
  if (!headerRow) return { sheet: sheet.name, rows: [], keys: new Set(), bare: new Set(), header };
  if (start > 0) problems.tell('header-late', header, { row: headerRow.number });
  const reader = new RowReader(sheet.name, headerRow, columns, languages, problems);
  const rows = all
    .slice(start + 1)
    .map((row) => reader.read(row))
    .filter((row) => !row.isBlank);
  return { sheet: sheet.name, rows, keys: reader.keys, bare: reader.bare, header };
}

function findHeader(rows: readonly Row[], columns: Columns, needed: string): number {
  const has = ({ cells }: Row): boolean =>
    cells.some(([, text]) => {
      const header = readHeader(text, columns);
      return 'key' in header && header.key === needed;
    });
  const found = rows.slice(0, searched).findIndex(has);
  return Math.max(0, found);
}

/** Cells by slot. Of two columns with one meaning, the first that is filled counts. */
class RowReader {
  readonly keys: ReadonlySet<string>;
  readonly bare: ReadonlySet<string>;
  readonly #slots = new Map<number, Slot>();
  readonly #letters = new Map<string, string>();
  readonly #differing = new Set<number>();
  readonly #sheet: string;
  readonly #problems: Problems;

  constructor(
    sheet: string,
    { number, cells }: Row,
    columns: Columns,
    languages: Languages,
    problems: Problems,
  ) {
    this.#sheet = sheet;
    this.#problems = problems;
    const headers = cells
      .map(([column, text]) => ({ column, text: tidy(text), header: readHeader(text, columns) }))
      .filter(({ text }) => text !== '');
    const strong = new Set(
      headers.flatMap(({ header }) => ('key' in header && !header.weak ? [header.key] : [])),
    );
    const known = new Map<string, Slot>();
    for (const { column, text, header } of headers) {
      const made = slotOf(header, text, strong, languages);
      const id = `${made.key} ${made.tag ?? ''}`;
      const before = known.get(id);
      const at = { sheet, row: number, column: lettersOf(column) };
      if (before) problems.tell('column-double', at, { header: text, kept: before.header });
      else known.set(id, made);
      this.#slots.set(column, before ? secondOf(before, column) : made);
      for (const id of [made.key, `${made.key} ${made.tag ?? ''}`]) {
        if (!this.#letters.has(id)) this.#letters.set(id, lettersOf(column));
      }
    }
    const slots = [...known.values()];
    this.keys = new Set(slots.map(({ key }) => key));
    this.bare = new Set(slots.filter(({ tag }) => tag === null).map(({ key }) => key));
  }

  read({ number, cells }: Row): TableRow {
    const filled = new Map<Slot, Filled>();
    for (const [index, written] of cells) {
      const found = this.#slots.get(index);
      const text = trimmed(written);
      if (!found || text === '') continue;
      const column = lettersOf(index);
      const at = { sheet: this.#sheet, row: number, column };
      if (isCellError(text)) {
        this.#problems.tell('cell-error', at, { text });
        continue;
      }
      const before = found.twin && filled.get(found.twin);
      const slot = found.twin && !before ? found.twin : found;
      if (before?.text === text) continue;
      if (before && !this.#differing.has(index)) {
        this.#differing.add(index);
        const details = { header: before.slot.header, kept: before.text, other: text, as: found.header };
        this.#problems.tell('column-double-differs', at, details);
      }
      filled.set(slot, { slot, text, column });
    }
    return new TableRow(this.#sheet, number, filled, this.#letters);
  }
}

/** A column whose meaning another has already: it fills that one's gaps, and where both are filled it is kept as it is. */
function secondOf(twin: Slot, column: number): Slot {
  const header = `${twin.header} ${lettersOf(column)}`;
  return { key: `other ${header}`, tag: null, header, twin };
}

function slotOf(header: Header, text: string, strong: ReadonlySet<string>, languages: Languages): Slot {
  if ('other' in header || (header.weak && strong.has(header.key))) {
    return { key: `other ${text}`, tag: null, header: text };
  }
  const { key, language } = header;
  if (language === null) return { key, tag: null, header: key };
  const tag = languages.tagOf(language);
  return { key, tag, header: `${key}::${tag === everyLanguage || tag === unnamed ? tag : headerOf(tag)}` };
}

/** Files of choices that stand beside a questionnaire: CSV, an XForm's external instance, GeoJSON. */
import type { Choice, ChoiceList } from '../questionnaire/index.ts';
import { blamingFile } from './check.ts';
import { type Cells, type Content, readGeoJson } from './geojson.ts';
import { readInstance } from './instance.ts';
import { limits } from './limits.ts';
import { nowhere, Refusal, type Spot, type XlsProblem, type XlsProblemCode } from './problems.ts';
import { given, safeKey } from './reading.ts';
import { decoded, megabytes, rowsOf } from './workbook/csv.ts';

/** The choices of a file, or why there are none. A bad file never throws. */
export type ReadList = { readonly list: ChoiceList } | { readonly problem: XlsProblem };

const readers: Readonly<Record<string, (text: string) => Content>> = {
  csv: (text) => ({ rows: readTable(text) }),
  xml: readInstance,
  geojson: (text) => ({ rows: readGeoJson(text) }),
};

/** Reads a file by its ending. All of its columns are kept; `name` and `label` are what is chosen and shown. */
export function readAttached(name: string, bytes: Uint8Array): ReadList {
  try {
    const read = readers[/\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
    if (!read) throw new Refusal('attached-kind', { endings: '.csv, .xml, .geojson' });
    if (bytes.length > limits.attached) return { problem: tooLarge(name, megabytes(bytes)) };
    const text = decoded(bytes);
    if (text.trim() === '') throw new Refusal('file-empty');
    if (text.includes('\uFFFD') || text.includes('\u0000')) throw new Refusal('file-not-utf8');
    return blamingFile('file-damaged', () => ({ list: listOf(read(text.normalize('NFC')), name) }));
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { problem: problemOf(name, thrown.code, thrown.details, thrown.at) };
  }
}

/** A file that is better not even opened. */
export const tooLarge = (name: string, size: number): XlsProblem =>
  problemOf(name, 'file-too-large', { limit: limits.attached / 1_000_000, size });

/** In a file of choices nothing stops the questionnaire: whatever is wrong is a warning, with the file as its sheet. */
export const problemOf = (
  name: string,
  code: XlsProblemCode,
  details: XlsProblem['details'],
  { row }: Spot = nowhere,
): XlsProblem => ({ severity: 'warning', code, sheet: name, row, column: null, details });

/** One row is one choice. */
function listOf({ rows, tree }: Content, file: string): ChoiceList {
  const choices = [...rows].map((cells): Choice => {
    const columns = Object.fromEntries(cells);
    const label = cells.get('label');
    return { name: cells.get('name') ?? '', ...(label !== undefined && { label }), columns };
  });
  return { choices, file, ...given({ tree }) };
}

/** Every row has every column, as formulas compare blank ones too. */
function* readTable(text: string): Iterable<Cells> {
  const [header, ...rows] = rowsOf(text, limits.attachedCells);
  const named = (header?.cells ?? []).map(([at, cell]) => [at, safeKey(cell.trim())] as const);
  const columns = new Map([...named].reverse()); // a header that comes twice: the first is taken
  const names = new Set(named.map(([, name]) => name));
  if (rows.length * names.size > limits.attachedCells) {
    throw new Refusal('file-too-many-cells', { limit: limits.attachedCells });
  }
  for (const { cells } of rows) {
    const made = new Map([...names].map((name) => [name, '']));
    for (const [at, cell] of [...cells].reverse()) {
      const name = columns.get(at);
      if (name !== undefined) made.set(name, cell.trim());
    }
    yield made;
  }
}

/** Two states of an interview in the shape of the traces, and in what they differ. */
import type { TraceRow } from '../../src/authoring/trace.ts';

/** A row as the reference engine wrote it: some leave `t` out. */
export type ExpectedRow = Partial<
  Omit<TraceRow, 'ref' | 'relevant' | 'required' | 'readonly' | 'choices'>
> & {
  readonly ref: string;
  readonly relevant?: boolean;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly choices?: readonly (readonly [string, string | null])[];
};

export interface Difference {
  readonly ref: string;
  readonly property: string;
  readonly expected: string | boolean | null;
  readonly actual: string | boolean | null;
}

/** Where a language has no words, the reference converter writes this; we show those of another language. */
const untranslated = '-';

const properties = ['relevant', 'required', 'readonly', 'v', 'label', 'hint', 'invalid', 'choices'] as const;
type Property = (typeof properties)[number];

/** `volatile`: values that hold the clock or chance are compared by whether they are there at all. */
export function differences(
  expected: readonly ExpectedRow[],
  actual: readonly TraceRow[],
  { volatile = false }: { volatile?: boolean } = {},
): Difference[] {
  const ours = new Map(actual.map((row) => [row.ref, row as ExpectedRow]));
  const found: Difference[] = [];
  for (const row of expected) {
    const mine = ours.get(row.ref);
    ours.delete(row.ref);
    if (isIncidental(row)) continue;
    if (!mine) {
      found.push({ ref: row.ref, property: 'is there', expected: true, actual: false });
      continue;
    }
    for (const property of properties) {
      const [a, b] = [read(row, property, row.t), read(mine, property, row.t)];
      if (
        a === b ||
        a === untranslated ||
        (volatile && property !== 'relevant' && (a === null) === (b === null))
      )
        continue;
      found.push({ ref: row.ref, property, expected: a, actual: b });
    }
  }
  for (const row of ours.values()) {
    if (!isIncidental(row) && row.t !== 'group')
      found.push({ ref: row.ref, property: 'is there', expected: false, actual: true });
  }
  return found;
}

/** Ids, and what a submission says of itself: not what an interview is about. */
const isIncidental = ({ ref }: ExpectedRow): boolean =>
  /^\/[^/]+\/(\w+:)?meta(\/|$)/.test(ref) ||
  /(instanceID|deviceid)$/i.test(ref) ||
  !ref.slice(1).includes('/');

function read(row: ExpectedRow, property: Property, t: string | undefined): string | boolean | null {
  switch (property) {
    case 'relevant':
      return row.relevant !== false;
    case 'required':
    case 'readonly':
      return row[property] === true;
    case 'v': {
      const value = row.v ?? '';
      if (t === 'select') return straight(value).split(/\s+/).sort().join(' ') || null; // chosen in any order
      const named = value.replace(/^uuid:.*/, 'uuid');
      const stamp = /^\d{4}-\d\d-\d\dT[\d:.]+([+-]\d\d:\d\d|Z)$/;
      const timeless = t === 'model-value' ? named.replace(stamp, 'time') : named;
      return timeless.normalize('NFC').replace(/(?<=\d)\.0+(?!\d)/g, '') || null; // 0.0 is the number 0
    }
    case 'invalid':
      return row.invalid?.split(':')[0] ?? null;
    case 'choices': {
      const names = (row.choices ?? []).map(([name]) => name);
      return names.length === 0 ? null : straight(JSON.stringify(names));
    }
    default:
      return plain(row[property] ?? '') || null;
  }
}

/** Words without what typography adds: the reference converter straightens quotes, and pads what is put in. */
const plain = (words: string): string =>
  straight(
    words
      .replace(/\s+/g, ' ')
      .replace(/ (?=[.,;:!?])/g, '')
      .trim(),
  );

const straight = (text: string): string => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

/** What the reference engine showed at the end: the first state, and what each step changed. */
export function lastState(
  initial: readonly ExpectedRow[],
  after: readonly { readonly changed: readonly ExpectedRow[]; readonly removed: readonly string[] }[],
): ExpectedRow[] {
  const rows = new Map(initial.map((row) => [row.ref, row]));
  for (const { changed, removed } of after) {
    for (const ref of removed) rows.delete(ref);
    for (const row of changed) rows.set(row.ref, row);
  }
  return [...rows.values()];
}

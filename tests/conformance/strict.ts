/** Two states compared to the letter, as the corpus's own `tools/compare.mjs` does: only chosen sets, ids and time stamps are free. */
import type { TraceRow } from '../../src/authoring/trace.ts';
import type { Difference, ExpectedRow } from './state.ts';

const properties = ['relevant', 'required', 'readonly', 'v', 'label', 'hint', 'invalid', 'choices'] as const;

/** How many rows there are on either side, and what differs. */
export function strictly(
  expected: readonly ExpectedRow[],
  actual: readonly TraceRow[],
): { readonly rows: number; readonly differences: readonly Difference[] } {
  const [theirs, ours] = [byRef(expected), byRef(actual)];
  const refs = new Set([...theirs.keys(), ...ours.keys()]);
  const differences = [...refs].flatMap((ref): Difference[] => {
    const [row, mine] = [theirs.get(ref), ours.get(ref)];
    if (!row || !mine)
      return [{ ref, property: 'is there', expected: row !== undefined, actual: mine !== undefined }];
    return properties.flatMap((property) => {
      const [a, b] = [read(row, property), read(mine, property)];
      return a === b ? [] : [{ ref, property, expected: a, actual: b }];
    });
  });
  return { rows: refs.size, differences };
}

const byRef = (rows: readonly ExpectedRow[]): ReadonlyMap<string, ExpectedRow> =>
  new Map(rows.filter(({ ref }) => !/(instanceID|deviceid)$/i.test(ref)).map((row) => [row.ref, row]));

function read(row: ExpectedRow, property: (typeof properties)[number]): string | boolean | null {
  switch (property) {
    case 'relevant':
      return row.relevant !== false;
    case 'required':
    case 'readonly':
      return row[property] === true;
    case 'v': {
      const value = row.v ?? '';
      const chosen = row.t === 'select' ? value.split(/\s+/).sort().join(' ') : value;
      const named = chosen.replace(/^uuid:.*/, 'uuid');
      const stamp = /^\d{4}-\d\d-\d\dT[\d:.]+([+-]\d\d:\d\d|Z)$/;
      return row.t === 'model-value' ? named.replace(stamp, '<time stamp>') : named;
    }
    case 'invalid':
      return row.invalid?.split(':')[0] || null;
    case 'choices':
      return JSON.stringify((row.choices ?? []).map(([name]) => name));
    default:
      return row[property] ?? null;
  }
}

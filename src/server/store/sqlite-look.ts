/** Everything in the file at one moment. */
import { DatabaseSync } from 'node:sqlite';
import { type Snapshot, tables } from './tables.ts';

/** A reader of its own: a read transaction on a WAL sees one moment, however long it looks. Whoever looks closes it. */
export function lookAt(path: string): { readonly db: DatabaseSync; readonly snapshot: Snapshot } {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec('BEGIN');
  return {
    db,
    snapshot: {
      async *rows(table) {
        const { columns, key } = tables[table];
        const all = db.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${key.join(', ')}`);
        all.setReturnArrays(true);
        for (const values of all.iterate() as Iterable<unknown>) yield (values as unknown[]).map(String);
      },
    },
  };
}

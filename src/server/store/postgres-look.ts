/** Everything at one moment, out of PostgreSQL and into it. */
import type { ClientBase } from 'pg';
import { placeholders } from './postgres-past.ts';
import { inPieces, NotEmpty, type Snapshot, type TableName, type TableRow, tables } from './tables.ts';

const atOnce = 100; // rows of a cursor in memory

/** To be called in a transaction of its own. */
export async function lookAt<Seen>(
  client: ClientBase,
  see: (snapshot: Snapshot) => Promise<Seen>,
): Promise<Seen> {
  await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  let cursors = 0;
  return see({
    async *rows(table) {
      const cursor = `look_${++cursors}`;
      await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${selectAll(table)}`);
      for (;;) {
        const { rows } = await client.query<string[]>({
          text: `FETCH ${atOnce} FROM ${cursor}`,
          rowMode: 'array',
        });
        yield* rows;
        if (rows.length < atOnce) break;
      }
      await client.query(`CLOSE ${cursor}`);
    },
  });
}

/** Every value as text, in the order of the key itself, not of its text. */
function selectAll(table: TableName): string {
  const { columns, key } = tables[table];
  const values = columns.map((column) => `it.${column}::text`).join(', ');
  return `SELECT ${values} FROM ${table} it ORDER BY ${key.map((column) => `it.${column}`).join(', ')}`;
}

/** To be called in a transaction of its own. */
export async function load(client: ClientBase, rows: AsyncIterable<TableRow>): Promise<void> {
  for (const table of ['submissions', 'coordinators', 'surveys']) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rowCount) throw new NotEmpty();
  }
  for await (const { table, rows: some } of inPieces(rows, 100)) {
    const { columns } = tables[table];
    await client.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${placeholders(some.length, columns.length)}`,
      some.flat(),
    );
  }
}

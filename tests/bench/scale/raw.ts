/**
 * The limit, in a process of its own: what the database takes from a client that only writes (`bare.ts`). PostgreSQL: a connection
 * for each client, a commit for each row (or for each hundred). SQLite: one writer, so many clients are one loop.
 */
import { type Bare, openBare, type Row, toRow } from './bare.ts';
import { makeBody } from './form.ts';

export interface RawLoad extends Bare {
  readonly hash: string;
  readonly rows: number;
  readonly batch: number;
}

export interface RawMeasured {
  readonly seconds: number;
  readonly rows: number;
}

const pieces = (rows: readonly Row[], size: number): (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => rows.slice(at * size, (at + 1) * size));

async function prepare(load: RawLoad): Promise<() => Promise<RawMeasured>> {
  const writers = await openBare(load);
  const rows = Array.from({ length: load.rows }, () => toRow(makeBody(load.hash), load.hash));
  const waiting = pieces(rows, load.batch).reverse();
  return async () => {
    const began = performance.now();
    await Promise.all(
      writers.map(async (write) => {
        for (let some = waiting.pop(); some; some = waiting.pop()) await write(some);
      }),
    );
    return { seconds: (performance.now() - began) / 1_000, rows: rows.length };
  };
}

let run: (() => Promise<RawMeasured>) | undefined;
process.on('message', async (said: RawLoad | 'go') => {
  if (said === 'go') process.send?.(await run?.());
  else {
    run = await prepare(said);
    process.send?.('ready');
  }
});

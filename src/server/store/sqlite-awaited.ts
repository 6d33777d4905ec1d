/** Withdrawals whose submission has not come, in the embedded store. */
import type { AwaitedRow } from './awaited.ts';
import type { Connection } from './sqlite-ledger.ts';

export function openAwaited(db: Connection) {
  const note = db.prepare(
    'INSERT INTO awaited_withdrawals (id, code, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const all = db.prepare('SELECT id, code FROM awaited_withdrawals ORDER BY id, code');
  const come = db.prepare(
    `SELECT DISTINCT w.id FROM awaited_withdrawals w
     JOIN submissions s ON s.id = w.id AND (w.code = '' OR w.code = s.code) ORDER BY w.id LIMIT ?`,
  );
  const forget = db.prepare('DELETE FROM awaited_withdrawals WHERE id = ?');
  return {
    noteAwaited: ({ id, code }: AwaitedRow, day: string): void => void note.run(id, code, day),
    awaited: (): AwaitedRow[] => all.all().map(({ id, code }) => ({ id: String(id), code: String(code) })),
    awaitedCome: (most: number): string[] => come.all(most).map(({ id }) => String(id)),
    forgetAwaited: (id: string): void => void forget.run(id),
  };
}

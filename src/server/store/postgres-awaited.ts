/** Withdrawals whose submission has not come, in PostgreSQL. */
import type { AwaitedWithdrawals } from './awaited.ts';

type Rows = (name: string, text: string, ...values: unknown[]) => Promise<Record<string, string>[]>;

export const awaitedWithdrawals = (rows: Rows): AwaitedWithdrawals => ({
  async note({ id, code }, day) {
    await rows(
      'note-awaited',
      'INSERT INTO awaited_withdrawals (id, code, day) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      id,
      code,
      day,
    );
  },
  async all() {
    const found = await rows('awaited', 'SELECT id, code FROM awaited_withdrawals ORDER BY id, code');
    return found.map(({ id = '', code = '' }) => ({ id, code }));
  },
  async come(most) {
    const found = await rows(
      'awaited-come',
      `SELECT DISTINCT w.id FROM awaited_withdrawals w
       JOIN submissions s ON s.id = w.id AND (w.code = '' OR w.code = s.code) ORDER BY w.id LIMIT $1`,
      most,
    );
    return found.map(({ id = '' }) => id);
  },
  async forget(id) {
    await rows('forget-awaited', 'DELETE FROM awaited_withdrawals WHERE id = $1', id);
  },
});

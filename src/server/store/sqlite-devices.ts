/** Devices and their codes, in SQLite. */
import type { Counted } from './chain.ts';
import {
  admit,
  type CodeRow,
  codeValues,
  type DeviceRow,
  deviceValues,
  type EnrolWish,
  logValues,
  retirement,
  sql,
  toCodeRow,
  toCounted,
  toDeviceLogEntry,
  toDeviceRow,
} from './devices.ts';
import type { Connection } from './sqlite-ledger.ts';

type Value = string | number;
type Row = Record<string, Value>;

export function openDeviceActs(
  db: Connection,
  inTransaction: <Result>(act: () => Result) => Result,
  count: (fresh: readonly Counted[]) => void,
) {
  const all = (statement: string, ...values: Value[]) => db.prepare(statement).all(...values) as Row[];
  const run = (statement: string, ...values: Value[]) => Number(db.prepare(statement).run(...values).changes);
  const byToken = db.prepare(sql.byToken); // for each request of a device
  const codeOf = (code: string): CodeRow | null => all(sql.code, code).map(toCodeRow)[0] ?? null;
  const deviceAt = (survey: string, id: string): DeviceRow | null =>
    all(sql.device, survey, id).map(toDeviceRow)[0] ?? null;
  const logOf = (survey: string, id: string) => all(sql.log, survey, id).map(toDeviceLogEntry);

  return {
    addEnrolmentCode(code: CodeRow): void {
      run(sql.addCode, ...codeValues(code));
    },
    enrolmentCodes: (survey: string): CodeRow[] => all(sql.codes, survey).map(toCodeRow),
    revokeEnrolmentCode: (survey: string, code: string): boolean => run(sql.revoke, survey, code) > 0,
    enrol: (wish: EnrolWish): string | null =>
      inTransaction(() => {
        const code = codeOf(wish.code);
        const survey = code?.survey ?? '';
        const admission = admit(wish, code, deviceAt(survey, wish.device), logOf(survey, wish.device));
        if (!admission) return null;
        const { device, entry, usesOne } = admission;
        run(sql.put, ...deviceValues(device));
        run(sql.addToken, wish.token, survey, wish.device);
        if (usesOne) run(sql.use, wish.code);
        if (entry) {
          run(sql.write, ...logValues(entry));
          count([toCounted(entry)]);
        }
        return survey;
      }),
    devices: (survey: string): DeviceRow[] => all(sql.devices, survey).map(toDeviceRow),
    retireDevice: (survey: string, id: string, by: string, at: string): boolean =>
      inTransaction(() => {
        const known = deviceAt(survey, id);
        if (!known) return false;
        if (known.retiredAt) return true;
        const entry = retirement(logOf(survey, id), known, by, at);
        run(sql.retire, at, survey, id);
        run(sql.write, ...logValues(entry));
        count([toCounted(entry)]);
        return true;
      }),
    deviceOf(token: string): DeviceRow | null {
      const row = byToken.get(token) as Row | undefined;
      return row ? toDeviceRow(row) : null;
    },
    noteSeen(survey: string, id: string, day: string, holds?: string): void {
      run(sql.seen, day, survey, id, day);
      if (holds !== undefined) run(sql.holds, holds, survey, id, holds);
    },
  };
}

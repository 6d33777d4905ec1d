/** Devices that are let into a survey, and the codes that let them in: what both stores do with them, decided in one place. */
import { type DeviceEntry, toDeviceEntry } from './chain.ts';
import { hashOf, noteOf } from './replay.ts';

/** A code that a coordinator shows. */
export interface CodeRow {
  readonly code: string;
  readonly survey: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly endsAt: string;
  /** How many devices it lets in, and how many it has. */
  readonly uses: number;
  readonly used: number;
  readonly revoked: boolean;
}

export interface DeviceRow {
  readonly survey: string;
  readonly id: string;
  readonly name: string;
  /** The code it came in with: with the same one it comes in again without another use. */
  readonly code: string;
  readonly enrolledAt: string;
  /** The last day on which it sent something; empty for never. */
  readonly seenOn: string;
  /** Empty while it is not. */
  readonly retiredAt: string;
  /** Drafts and waiting submissions that it said it has, `3 12`; empty where it never said. */
  readonly holds: string;
}

/** A device that asks to be let in. */
export interface EnrolWish {
  readonly code: string;
  readonly device: string;
  readonly name: string;
  /** Hash of the token that it is given. */
  readonly token: string;
  readonly at: string;
  /** The server's day (UTC), for the log. */
  readonly day: string;
}

export interface DeviceActs {
  addEnrolmentCode(code: CodeRow): Promise<void>;
  /** Newest first. */
  enrolmentCodes(survey: string): Promise<CodeRow[]>;
  /** Whether there was one to revoke. */
  revokeEnrolmentCode(survey: string, code: string): Promise<boolean>;
  /** Lets a device in and gives the survey, or `null` where the code does not hold. The same device again is the same device. */
  enrol(wish: EnrolWish): Promise<string | null>;
  /** In the order in which they were enrolled. */
  devices(survey: string): Promise<DeviceRow[]>;
  /** Nothing that it sent is touched; what it sends later comes into review. */
  retireDevice(survey: string, id: string, by: string, at: string): Promise<boolean>;
  /** The device that has the token with this hash. */
  deviceOf(token: string): Promise<DeviceRow | null>;
  /** `holds`: what it says that it still has; without it, what it said before stays. */
  noteSeen(survey: string, id: string, day: string, holds?: string): Promise<void>;
}

/** What letting a device in writes down. */
export interface Admission {
  readonly device: DeviceRow;
  readonly entry: DeviceEntry | null;
  readonly usesOne: boolean;
}

/**
 *                          code holds      code is over
 *   new here               enrolled        refused
 *   came with this code    a new token     refused
 *   came with another      enrolled again  refused
 *   retired since          refused, unless the code was made later
 */
export function admit(
  wish: EnrolWish,
  code: CodeRow | null,
  known: DeviceRow | null,
  log: readonly DeviceEntry[],
): Admission | null {
  if (!code || code.revoked || code.endsAt <= wish.at) return null;
  if (known?.retiredAt && known.retiredAt >= code.madeAt) return null;
  const isAgain = known !== null && known.code === code.code && !known.retiredAt;
  if (isAgain && known.name === wish.name) return { device: known, entry: null, usesOne: false };
  if (!isAgain && code.used >= code.uses) return null;
  const { survey } = code;
  return {
    device: {
      survey,
      id: wish.device,
      name: wish.name,
      code: code.code,
      enrolledAt: wish.at,
      seenOn: known?.seenOn ?? '',
      retiredAt: '',
      holds: known?.holds ?? '',
    },
    entry: nextDeviceEntry(log, {
      survey,
      device: wish.device,
      day: wish.day,
      kind: 'enrolled',
      note: JSON.stringify({ name: hashOf(wish.name) }),
    }),
    usesOne: !isAgain,
  };
}

/** The line that says who retired it. */
export const retirement = (
  log: readonly DeviceEntry[],
  { survey, id }: Pick<DeviceRow, 'survey' | 'id'>,
  by: string,
  at: string,
): DeviceEntry =>
  nextDeviceEntry(log, { survey, device: id, day: at.slice(0, 10), kind: 'retired', note: noteOf(by) });

function nextDeviceEntry(
  log: readonly DeviceEntry[],
  said: Omit<DeviceEntry, 'number' | 'entry'>,
): DeviceEntry {
  const before = log.at(-1);
  return toDeviceEntry(before?.entry ?? '', { ...said, number: (before?.number ?? 0) + 1 });
}

type Row = Readonly<Record<string, unknown>>;

export const toCodeRow = (row: Row): CodeRow => ({
  code: String(row.code),
  survey: String(row.survey_id),
  madeBy: String(row.made_by),
  madeAt: String(row.made_at),
  endsAt: String(row.ends_at),
  uses: Number(row.uses),
  used: Number(row.used),
  revoked: Number(row.revoked) === 1,
});

export const toDeviceRow = (row: Row): DeviceRow => ({
  survey: String(row.survey_id),
  id: String(row.id),
  name: String(row.name),
  code: String(row.code),
  enrolledAt: String(row.enrolled_at),
  seenOn: String(row.seen_on),
  retiredAt: String(row.retired_at),
  holds: String(row.holds),
});

export const toDeviceLogEntry = (row: Row): DeviceEntry => ({
  survey: String(row.survey_id),
  device: String(row.device_id),
  number: Number(row.number),
  day: String(row.day),
  kind: row.kind as DeviceEntry['kind'],
  note: String(row.note),
  entry: String(row.entry),
});

/** The statements that both databases understand; `?` stands for a value. */
export const sql = {
  addCode: `INSERT INTO enrolment_codes (code, survey_id, made_by, made_at, ends_at, uses, used, revoked)
    VALUES (?, ?, ?, ?, ?, ?, 0, 0)`,
  codes: 'SELECT * FROM enrolment_codes WHERE survey_id = ? ORDER BY made_at DESC, code',
  code: 'SELECT * FROM enrolment_codes WHERE code = ?',
  revoke: 'UPDATE enrolment_codes SET revoked = 1 WHERE survey_id = ? AND code = ? AND revoked = 0',
  use: 'UPDATE enrolment_codes SET used = used + 1 WHERE code = ?',
  device: 'SELECT * FROM devices WHERE survey_id = ? AND id = ?',
  devices: 'SELECT * FROM devices WHERE survey_id = ? ORDER BY enrolled_at, id',
  put: `INSERT INTO devices (survey_id, id, name, code, enrolled_at, seen_on, retired_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (survey_id, id) DO UPDATE SET name = excluded.name, code = excluded.code,
      enrolled_at = excluded.enrolled_at, retired_at = excluded.retired_at`,
  addToken: 'INSERT INTO device_tokens (token, survey_id, device_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  retire: 'UPDATE devices SET retired_at = ? WHERE survey_id = ? AND id = ?',
  byToken: `SELECT d.* FROM device_tokens t JOIN devices d ON d.survey_id = t.survey_id AND d.id = t.device_id
    WHERE t.token = ?`,
  seen: 'UPDATE devices SET seen_on = ? WHERE survey_id = ? AND id = ? AND seen_on < ?',
  holds: 'UPDATE devices SET holds = ? WHERE survey_id = ? AND id = ? AND holds <> ?',
  log: 'SELECT * FROM device_log WHERE survey_id = ? AND device_id = ? ORDER BY number',
  write: `INSERT INTO device_log (survey_id, device_id, number, day, kind, note, entry)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
} as const;

export const codeValues = (it: CodeRow) => [it.code, it.survey, it.madeBy, it.madeAt, it.endsAt, it.uses];
export const deviceValues = (it: DeviceRow) => [
  it.survey,
  it.id,
  it.name,
  it.code,
  it.enrolledAt,
  it.seenOn,
  it.retiredAt,
];
export const logValues = (it: DeviceEntry) => [
  it.survey,
  it.device,
  it.number,
  it.day,
  it.kind,
  it.note,
  it.entry,
];

/** How a line about a device is counted in its day. */
export const toCounted = (entry: DeviceEntry) => ({
  entry: { ...entry, revision: 0 },
  survey: entry.survey,
  late: false,
});

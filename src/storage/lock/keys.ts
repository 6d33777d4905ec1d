/** The keys of a locked device: made with the PIN, opened with it, and slower with each wrong try. */
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { hide, keyFor, openBytes, type Row, sealBytes } from '../../submission/index.ts';
import { act, look } from '../act.ts';
import type { Database } from '../database.ts';

/** As it lies in `settings`: the device's key, sealed by the PIN and for each survey that has somebody to hand over to. */
export interface LockRow {
  /** sealing, opening: rows are on their way from one to the other, and both kinds lie here. */
  readonly state: 'sealing' | 'on' | 'opening';
  readonly kdf: { readonly t: number; readonly m: number; readonly p: number; readonly salt: Uint8Array };
  readonly wrapped: Uint8Array;
  /** By which a key from another page is known to be this lock's. */
  readonly check: Uint8Array;
  /** By survey: for which age recipient, and the age file with the survey's key. */
  readonly escrow: Readonly<Record<string, { readonly to: string; readonly key: Uint8Array }>>;
  /** Minutes without a touch before it locks by itself. */
  readonly minutes: LockMinutes;
  readonly tries: number;
  /** Milliseconds since 1970 by this device's clock. */
  readonly triedAt: number;
  readonly nextTryAt: number;
}

export const lockMinutes = [1, 5, 15, 30] as const;
export type LockMinutes = (typeof lockMinutes)[number];
export const shortestPin = 6;

export const lockName = 'lock';
export const lockOf = (db: Database): Promise<LockRow | undefined> =>
  look(db, [db.settings], async () => (await db.settings.get(lockName))?.value as LockRow | undefined);

/** Within an act. */
export const putLock = async (db: Database, row: LockRow): Promise<void> => {
  await db.settings.put({ name: lockName, value: row });
};

export const changeLock = (db: Database, change: (row: LockRow) => LockRow): Promise<void> =>
  act(db, [db.settings], async () => {
    const row = (await db.settings.get(lockName))?.value as LockRow | undefined;
    if (row) await putLock(db, change(row));
  });

// OWASP's least for argon2id (19 MiB, two rounds): 0.5 s here, and about four times that on a slow phone. Kept in the row, so
// that a later app may ask for more of those that set theirs anew.
const cost = { t: 2, m: 19_456, p: 1 };
const about = 'rintis lock 1';
const aboutCheck = `${about} check`;

const keyFromPin = (pin: string, { salt, ...params }: LockRow['kdf']): Promise<Uint8Array> =>
  argon2idAsync(utf8ToBytes(pin.normalize('NFKC')), salt, { ...params, dkLen: 32, asyncTick: 30 });

/** A lock with this PIN for this key. */
export async function lockWith(
  pin: string,
  dataKey: Uint8Array,
  from: Pick<LockRow, 'state' | 'escrow' | 'minutes'>,
  params: Omit<LockRow['kdf'], 'salt'> = cost,
): Promise<LockRow> {
  const kdf = { ...params, salt: randomBytes(16) };
  const wrapped = sealBytes(await keyFromPin(pin, kdf), dataKey, about);
  const check = sealBytes(dataKey, new Uint8Array(), aboutCheck);
  return { ...from, kdf, wrapped, check, tries: 0, triedAt: 0, nextTryAt: 0 };
}

/** Whether a key is this lock's. */
export function isKeyOf({ check }: LockRow, dataKey: Uint8Array): boolean {
  try {
    openBytes(dataKey, check, aboutCheck);
    return true;
  } catch {
    return false;
  }
}

/** How long the next try has to wait after so many wrong ones, in milliseconds. */
export const waitAfterTries = (tries: number): number =>
  tries < 3 ? 0 : (waits[tries - 3] ?? 60 * 60) * 1_000;
const waits = [10, 30, 60, 5 * 60, 15 * 60]; // seconds; then an hour each time

export type Tried =
  | { readonly kind: 'open'; readonly dataKey: Uint8Array; readonly row: LockRow }
  /** Milliseconds that the next try has to wait; 0 for none. */
  | { readonly kind: 'wrong' | 'wait'; readonly wait: number };

/** Tries a PIN. A try counts before it is made, so that closing the page in between does not give another one. */
export async function tryPin(db: Database, pin: string, now: number): Promise<Tried> {
  const counted = await act(db, [db.settings], async () => {
    const row = (await db.settings.get(lockName))?.value as LockRow | undefined;
    if (!row) throw new Error('there is no lock');
    const wait = waitOf(row, now);
    if (wait > 0) return { row, wait };
    const tries = row.tries + 1;
    const nextTryAt = now + waitAfterTries(tries);
    await putLock(db, { ...row, tries, triedAt: now, nextTryAt });
    return { row, wait: 0 };
  });
  const { row, wait } = counted;
  if (wait > 0) return { kind: 'wait', wait };
  const key = await keyFromPin(pin, row.kdf);
  let dataKey: Uint8Array;
  try {
    dataKey = openBytes(key, row.wrapped, about);
  } catch {
    return { kind: 'wrong', wait: waitAfterTries(row.tries + 1) };
  }
  await changeLock(db, (it) => ({ ...it, tries: 0, triedAt: 0, nextTryAt: 0 }));
  return { kind: 'open', dataKey, row };
}

/** How long to wait before the next try. A clock that was set back does not shorten it. */
export const waitOf = ({ tries, triedAt, nextTryAt }: LockRow, now: number): number =>
  tries < 3 ? 0 : now < triedAt ? waitAfterTries(tries) : Math.max(0, nextTryAt - now);

/** The keys that rows are sealed with, worked out when they are first asked for. */
export interface Keys {
  of(survey: string | undefined): Uint8Array;
  file(hash: string): Uint8Array;
  hide(owner: string, name: string): string;
}

export function keysFrom(dataKey: Uint8Array): Keys {
  const made = new Map<string, Uint8Array>();
  const get = (use: string) => {
    const key = made.get(use) ?? keyFor(dataKey, use);
    made.set(use, key);
    return key;
  };
  return {
    of: (survey) => get(survey === undefined ? 'device' : surveyUse(survey)),
    file: (hash) => keyFor(dataKey, `file ${hash}`),
    hide: (owner, name) => hide(get('names'), owner, name),
  };
}

const surveyUse = (survey: string) => `survey ${survey}`;

/** Seals a survey's key for whoever may open its hand-overs, where that has not been done: `seal` is age, which is large. */
export async function keepEscrow(
  db: Database,
  dataKey: Uint8Array,
  seal: (key: Uint8Array, to: string) => Promise<Uint8Array>,
): Promise<void> {
  const lock = await lockOf(db);
  const surveys = await look(db, [db.surveys], () => db.surveys.toArray());
  const made: Record<string, { to: string; key: Uint8Array }> = {};
  for (const { id, handOverTo: to } of surveys) {
    if (!to || lock?.escrow[id]?.to === to) continue;
    made[id] = { to, key: await seal(keyFor(dataKey, surveyUse(id)), to) };
  }
  if (Object.keys(made).length > 0)
    await changeLock(db, (row) => ({ ...row, escrow: { ...row.escrow, ...made } }));
}

/** The key of a file goes along with whose it is, so that a survey's key opens its files, too. */
export const withFileKey = (row: Row, keys: Keys): Row => ({
  ...row,
  fileKey: bytesToHex(keys.file(String(row.hash))),
});

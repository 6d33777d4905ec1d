/** A device is locked, opened, and unlocked for good: stopped at any write, it goes on where the PIN is given the next time. */
import { randomBytes } from '@noble/hashes/utils.js';
import { isHidden, sealedTables } from '../../submission/index.ts';
import { act, look } from '../act.ts';
import type { Database } from '../database.ts';
import {
  changeLock,
  keysFrom,
  type LockMinutes,
  type LockRow,
  lockName,
  lockOf,
  lockWith,
  putLock,
  tryPin,
} from './keys.ts';
import { type Sealing, sealingName, sealingOf } from './sealing.ts';

/** Makes a database that is open read and write what is sealed. */
export async function openWith(
  db: Database,
  dataKey: Uint8Array,
  mode: Sealing['mode'] = 'seal',
  onAnswer: () => void = () => undefined,
): Promise<Sealing> {
  const sealing: Sealing = { keys: keysFrom(dataKey), mode, onAnswer };
  db.use(sealingOf(sealing));
  await again(db);
  return sealing;
}

/** What stands between Dexie and the disk is built in when it opens. */
async function again(db: Database): Promise<void> {
  db.close({ disableAutoOpen: false });
  await db.open();
}

/** Locks this device: from the first write on it opens only with the PIN. Rejects with the usual troubles. */
export async function turnOn(
  db: Database,
  pin: string,
  {
    minutes = 5,
    onStep,
    kdf,
    dataKey = randomBytes(32),
  }: {
    minutes?: LockMinutes;
    onStep?: (share: number) => void;
    kdf?: Omit<LockRow['kdf'], 'salt'>;
    dataKey?: Uint8Array;
  } = {},
): Promise<{ dataKey: Uint8Array; sealing: Sealing }> {
  const row = await lockWith(pin, dataKey, { state: 'sealing', escrow: {}, minutes }, kdf);
  await act(db, [db.settings], async () => {
    if (await db.settings.get(lockName)) throw new Error('there is a lock already');
    await putLock(db, row);
  });
  const sealing = await openWith(db, dataKey);
  await goOnTurning(db, sealing, onStep);
  return { dataKey, sealing };
}

/** Takes the lock off, with the PIN. No other tab may have the device open meanwhile: what it sealed then nobody could open. */
export async function turnOff(
  db: Database,
  sealing: Sealing,
  onStep?: (share: number) => void,
): Promise<void> {
  await changeLock(db, (row) => ({ ...row, state: 'opening' }));
  await goOnTurning(db, sealing, onStep);
}

/** Goes on where it was stopped: seals or opens whatever is not yet, then notes that it is done. Nothing to do where it was. */
export async function goOnTurning(
  db: Database,
  sealing: Sealing,
  onStep: (share: number) => void = () => undefined,
): Promise<void> {
  const state = (await lockOf(db))?.state;
  if (state === undefined || state === 'on') return;
  sealing.mode = state === 'opening' ? 'open' : 'seal';
  await rewriteAll(db, onStep);
  if (state === 'sealing') return changeLock(db, (row) => ({ ...row, state: 'on' }));
  while (await hasHidden(db)) await rewriteAll(db, onStep);
  await act(db, [db.settings], async () => {
    await db.settings.delete(lockName);
  });
  db.unuse({ stack: 'dbcore', name: sealingName });
  await again(db);
}

const atOnce = { rows: 50, pieces: 4 };

/** Reads and writes every row: what stands between seals it, or writes it open. */
async function rewriteAll(db: Database, onStep: (share: number) => void): Promise<void> {
  const names = [...Object.keys(sealedTables), 'mediaPieces'];
  const lists = await Promise.all(
    names.map(async (name) => ({ name, keys: await db.table(name).toCollection().primaryKeys() })),
  );
  const all = lists.reduce((sum, { keys }) => sum + keys.length, 0);
  let done = 0;
  for (const { name, keys } of lists) {
    const table = db.table(name);
    const most = name === 'mediaPieces' ? atOnce.pieces : atOnce.rows;
    for (let from = 0; from < keys.length; from += most) {
      const some = keys.slice(from, from + most);
      await act(db, [...new Set([table, db.drafts, db.submissions])], async () => {
        const rows = (await table.bulkGet(some)).filter((row) => row !== undefined);
        await table.bulkPut(rows);
      });
      done += some.length;
      onStep(done / all);
    }
  }
}

/** Whether a row is still sealed, as far as keys tell. */
const hasHidden = (db: Database): Promise<boolean> =>
  look(db, [db.answers, db.attachments], async () => {
    const keys = [
      ...(await db.answers.toCollection().primaryKeys()),
      ...(await db.attachments.toCollection().primaryKeys()),
    ];
    return keys.some(([, name]) => isHidden(name));
  });

/** Another PIN for the same key. False where the one before was not right. */
export async function changePin(
  db: Database,
  before: string,
  pin: string,
  now: number,
  kdf?: Omit<LockRow['kdf'], 'salt'>,
): Promise<Awaited<ReturnType<typeof tryPin>>['kind']> {
  const tried = await tryPin(db, before, now);
  if (tried.kind !== 'open') return tried.kind;
  const { wrapped, kdf: made } = await lockWith(pin, tried.dataKey, tried.row, kdf);
  await changeLock(db, (row) => ({ ...row, wrapped, kdf: made }));
  return 'open';
}

/** Deletes everything of this device's that is here: where nobody knows the PIN any more. */
export async function deleteEverything(db: Database): Promise<void> {
  await db.delete();
}

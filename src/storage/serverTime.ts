/**
 * The server's clock, as its replies tell it. A device's own may be a year wrong: so what is deleted after so many days is
 * counted by the server's time alone, and screens that compare with today's date correct the device's. What is recorded
 * (`startedAt`, `finishedAt`) is never altered by it.
 */
import { act, look } from './act.ts';
import type { Database } from './database.ts';

/** What a reply said, and when it came by this device's clock; milliseconds since 1970. */
export interface HeardTime {
  readonly said: number;
  readonly at: number;
}

const name = 'server-time';

/** Keeps what was heard last, where it is news. */
export const keepServerTime = (db: Database, heard: HeardTime): Promise<void> =>
  act(db, [db.settings], () => noteServerTime(db, heard));

/** The same, within an act. */
export async function noteServerTime(db: Database, heard: HeardTime): Promise<void> {
  const before = (await db.settings.get(name))?.value as HeardTime | undefined;
  const isNews =
    !before || Math.abs(heard.said - before.said) > 60_000 || Math.abs(drift(heard) - drift(before)) > 2_000;
  if (isNews) await db.settings.put({ name, value: heard });
}

/** The moment that the server told last: by its clock it is now that late, or later. */
export const heardServerTime = (db: Database): Promise<HeardTime | undefined> =>
  look(db, [db.settings], async () => (await db.settings.get(name))?.value as HeardTime | undefined);

/** Milliseconds to add to this device's clock; 0 where the server was never heard. */
export const clockCorrection = async (db: Database): Promise<number> => {
  const heard = await heardServerTime(db);
  return heard ? drift(heard) : 0;
};

const drift = ({ said, at }: HeardTime): number => said - at;

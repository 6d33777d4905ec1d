/** The acts of the pages: make a file, read one through, take it in. */
import {
  type Database,
  type HandOverChoice,
  type HandOverPlan,
  handOverRecords,
  lean,
  noteHandedOver,
  planHandOver,
  type TakenIn,
  takeIn,
} from '../../storage/index.ts';
import {
  type HandOverHeader,
  HandOverRefused,
  handOverFormat,
  largestSeries,
  newFileId,
  readHandOver,
  toDay,
  toKeptMoment,
  writeHandOver,
} from '../../submission/index.ts';
import { type Opening, type Sealing, seal, unseal } from './seal.ts';

/** What goes into a file of one survey. */
export const planGiving = (db: Database, survey: string, choice: HandOverChoice): Promise<HandOverPlan> =>
  planHandOver(db, [survey], choice);

/** Everything on this device. */
export const planBackup = async (db: Database): Promise<HandOverPlan> =>
  planHandOver(db, await db.surveys.toCollection().primaryKeys(), 'all', { isBackup: true });

/** A file, and how it is called on a disk: by survey and day, and by a part of its id where there are several. */
export interface Made {
  readonly blob: Blob;
  readonly name: string;
  /** The same for codes, where it is small enough. */
  readonly small: Blob | null;
}

/** Makes the file, and notes that it was. `onStep` hears what share of it is done. */
export async function make(
  db: Database,
  plan: HandOverPlan,
  sealing: Sealing,
  onStep: (share: number) => void,
): Promise<Made> {
  const header = await headerOf(db, plan);
  const blob = await seal(counted(db, plan, header, onStep), sealing, plan.counts.files === 0);
  const { id, from = '', counts } = header;
  const now = new Date();
  await noteHandedOver(db, plan, {
    ...{ id, from, at: now.toISOString() },
    ...{ submissions: counts.submissions, drafts: counts.drafts },
  });
  const small = blob.size > largestSeries ? await makeSmall(db, plan, header, sealing) : blob;
  const name = [plan.isBackup ? 'backup' : plan.surveys[0], toDay(now), id.slice(0, 4)].join('-');
  return { blob, name: `${name}.rintis`, small };
}

const mostPacked = 20; // times that answers become smaller, at the very best

async function makeSmall(
  db: Database,
  plan: HandOverPlan,
  header: HandOverHeader,
  sealing: Sealing,
): Promise<Blob | null> {
  const { counts, isBackup, questionnaires } = plan;
  const cannot = isBackup || counts.files > 0 || questionnaires.length === 0;
  if (cannot || counts.submissions + counts.drafts > largestSeries / mostPacked) return null;
  const smaller = lean(plan);
  const bytes = counted(db, smaller, { ...header, id: newId(), counts: smaller.counts }, () => undefined);
  const blob = await seal(bytes, sealing, true);
  return blob.size > largestSeries ? null : blob;
}

/** Of an anonymous survey neither the hour is said nor who it was. */
async function headerOf(db: Database, plan: HandOverPlan): Promise<HandOverHeader> {
  const surveys = (await db.surveys.bulkGet([...plan.surveys])).flatMap((one) => one ?? []);
  const isAnonymous = surveys.length === 0 || surveys.some(({ privacy }) => privacy === 'anonymous');
  const [first = ''] = plan.surveys;
  const from = isAnonymous ? undefined : (await db.enrolments.get(first))?.name;
  return {
    format: handOverFormat,
    id: newId(),
    kind: plan.isBackup ? 'backup' : 'hand-over',
    ...(plan.isBackup ? {} : { survey: first }),
    ...(from && { from }),
    at: toKeptMoment(new Date(), isAnonymous ? 'anonymous' : 'identified'),
    app: __APP_VERSION__,
    counts: plan.counts,
  };
}

const newId = (): string => newFileId(crypto.getRandomValues(new Uint8Array(16)));

async function* counted(
  db: Database,
  plan: HandOverPlan,
  header: HandOverHeader,
  onStep: (share: number) => void,
): AsyncGenerator<Uint8Array> {
  const all = plan.counts.bytes + plan.letters + 1;
  let done = 0;
  for await (const piece of writeHandOver(header, handOverRecords(db, plan))) {
    done += piece.length;
    onStep(Math.min(1, done / all));
    yield piece;
  }
}

/** Reads a file to its end without keeping anything of it: then it is known to be whole. */
export async function readThrough(file: Blob, opening: Opening): Promise<HandOverHeader> {
  let header: HandOverHeader | undefined;
  for await (const part of readHandOver(unseal(file, opening)))
    if (part.kind === 'header') header = part.header;
  if (!header) throw new HandOverRefused('broken');
  return header;
}

export const take = (
  db: Database,
  file: Blob,
  opening: Opening,
  onStep: (done: number, of: number) => void,
): Promise<TakenIn> =>
  takeIn(db, readHandOver(unseal(file, opening)), {
    now: () => new Date(),
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    onStep,
  });

/** The identities of all surveys that this device is enrolled in. */
export const identitiesHere = async (db: Database): Promise<string[]> =>
  (await db.enrolments.toArray()).flatMap(({ handOverKey }) => handOverKey ?? []);

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const shortestPassphrase = 12; // letters of one's own; the one that we make has 75 bits in 15

/** A passphrase that nobody guesses and everybody can copy: without the letters that are read as digits. */
export function newPassphrase(): string {
  const drawn = Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => letters.charAt(byte & 31));
  return [drawn.slice(0, 5), drawn.slice(5, 10), drawn.slice(10)].map((some) => some.join('')).join('-');
}

/** Two devices without a network between them: what one gives, written and read as in a file, but not sealed. */
import {
  type Database,
  handOverRecords,
  noteHandedOver,
  planHandOver,
  type TakenIn,
  takeIn,
} from '../../src/storage/index.ts';
import {
  type HandOverHeader,
  handOverFormat,
  readHandOver,
  writeHandOver,
} from '../../src/submission/index.ts';

type Choosing = Parameters<typeof planHandOver>;

/** Everything outside of the devices: a clock that stands, chance that counts, names of files. */
export const desk = (day = '2026-11-23') => {
  let drawn = 0;
  return {
    now: () => new Date(`${day}T06:00:00.000Z`),
    random: () => Uint8Array.from({ length: 16 }, (_, at) => (at === 15 ? ++drawn : 77)),
  };
};

/** The bytes of a hand-over, and the name of its file. */
export async function handOver(
  db: Database,
  {
    surveys = ['demo'],
    choice = 'unreceived',
    from = 'Mali',
    ...more
  }: { surveys?: string[]; choice?: Choosing[2]; from?: string } & Choosing[3] = {},
): Promise<Uint8Array[]> {
  const plan = await planHandOver(db, surveys, choice, more);
  const [survey = ''] = surveys;
  const id = crypto.randomUUID();
  const at = '2026-11-23T05:30:00.000Z';
  const kind = plan.isBackup ? 'backup' : 'hand-over';
  const header: HandOverHeader = {
    ...{ format: handOverFormat, id, kind, from, at, app: '0.1.0', counts: plan.counts },
    ...(kind === 'hand-over' ? { survey } : {}),
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeHandOver(header, handOverRecords(db, plan))) pieces.push(piece.slice());
  const { drafts, submissions } = plan.counts;
  await noteHandedOver(db, plan, { id, at, from, drafts, submissions });
  return pieces;
}

export const take = (db: Database, file: readonly Uint8Array[], world = desk()): Promise<TakenIn> =>
  takeIn(db, readHandOver(pieces(file)), world);

async function* pieces(file: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* file;
}

import { join } from 'node:path';
import type { Distribution } from './distribute.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite, reachSqlite, type SqliteReach } from './sqlite.ts';
import type { Store } from './store.ts';

export type { Act, Done, KeptRow, StandingRow } from './acts.ts';
export type { AwaitedRow } from './awaited.ts';
export { StoreAway } from './away.ts';
export * from './chain.ts';
export type { CodeRow, DeviceActs, DeviceRow, EnrolWish } from './devices.ts';
export { type Distribution, distributions } from './distribute.ts';
export type { ListedFile, MediaRow } from './media.ts';
export { newestMigration } from './migrations.ts';
export { nextLine, type PeopleActs } from './people.ts';
export type { BatchRow, Changed, CountedBatch, InvitationRow, NewInvitation, SurveyChange } from './plans.ts';
export { commentHashOf, hashOf, replay } from './replay.ts';
export type { CountedRow, KeptFigures, ResultsLedger, ToCount } from './results.ts';
export {
  linesMark,
  type Place,
  type ReviewLedger,
  type ReviewRow,
  type Sought,
  type ToReview,
} from './review.ts';
export type { BroughtVersion, Shelf, ShelvedVersion } from './shelf.ts';
export { bringForward } from './sqlite-forward.ts';
export type { Counts, History, Incoming, Kept, KeptSubmission, StandingCounts, Store } from './store.ts';
export {
  NotEmpty,
  named,
  type OlderRow,
  type Snapshot,
  type TableName,
  type TableRow,
  tableNames,
  tables,
} from './tables.ts';

interface Where {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly distribution?: Distribution | undefined;
}

/** How another thread comes to the same store. */
export type Reach =
  | SqliteReach
  | { readonly databaseUrl: string; readonly distribution: Distribution | undefined };

/** PostgreSQL where a `DATABASE_URL` is given, else a file in the data folder. */
export async function openStore(
  { dataDir, databaseUrl, distribution }: Where,
  onLoss: (error: Error) => void,
): Promise<Store & { reach(): Reach }> {
  if (!databaseUrl) return openSqlite(join(dataDir, 'rintis.sqlite'));
  const store = await openPostgres(databaseUrl, onLoss, distribution);
  return { ...store, reach: () => ({ databaseUrl, distribution }) };
}

/** The store that another thread has opened, for one that asks now and then. */
export const reachStore = async (reach: Reach, onLoss: (error: Error) => void): Promise<Store> =>
  'port' in reach
    ? reachSqlite(reach)
    : openPostgres(reach.databaseUrl, onLoss, reach.distribution, connectionsAside);

const connectionsAside = 2;

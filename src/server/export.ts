/** A survey as a file, while it is being read: the same for the route and for the command line. */
import { type Arrived, accepts, type Cell, type DeviceColumns, tableOf, toCsv } from '../submission/index.ts';
import type { Fielding } from './catalogue.ts';
import type { Store } from './store/index.ts';

const page = 200; // submissions in memory at a time

export interface ExportOptions {
  /** Choices as labels of this language, in place of codes. */
  readonly labels?: string | undefined;
  /** A repeat's table, in place of the interviews. */
  readonly table?: string | undefined;
}

/** The CSV piece by piece; `null` where the questionnaire has no such table. */
export async function exportCsv(
  store: Store,
  { survey, tabled }: Fielding,
  { labels, table }: ExportOptions,
): Promise<AsyncIterable<string> | null> {
  const devices = await devicesOf(store, survey);
  const made = tableOf(await tabled(), {
    table,
    devices,
    course: accepts(survey, 'course'),
    labels: labels === undefined ? undefined : { language: labels, inserts: survey.inserts },
  });
  if (!made) return null;
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    for await (const arrived of newestOf(store, survey.id)) yield* made?.rowsOf(arrived) ?? [];
  }
  return toCsv(made.columns, rows());
}

/** The newest revision of every submission, page by page in the order of the ids. */
export async function* newestOf(store: Store, survey: string): AsyncGenerator<Arrived> {
  for (let after: string | null = null; ; ) {
    const some = await store.newest(survey, after, page);
    for (const { body, ...noted } of some) {
      yield { ...noted, submission: JSON.parse(body) as Arrived['submission'] };
    }
    const last = some.at(-1);
    if (!last || some.length < page) return;
    after = last.id;
  }
}

/** Names of the devices, where the survey has some; an anonymous survey keeps none with an answer, and only marks what is in review. */
export async function devicesOf(
  store: Store,
  { id, privacy, answeredBy }: Fielding['survey'],
): Promise<DeviceColumns> {
  if (privacy === 'anonymous') return answeredBy === 'devices' ? { review: true } : {};
  const names = new Map((await store.devices(id)).map((device) => [device.id, device.name]));
  if (names.size === 0 && answeredBy !== 'devices') return {};
  return { names, review: answeredBy === 'devices' };
}

/**
 * Ingest over HTTP with everything on, beside what the same database takes from a bare client, in turns; and beside an empty door
 * (`door.ts`), which says how much of the difference is HTTP between processes that share the processors. How the embedded one is
 * compared: SQLite has one writer, so its bare client is one loop whatever the concurrency, with a commit for each row; what we may
 * do better is to let those who come together share a commit, and that costs a bare client nothing, either: so the table says, too,
 * what it takes in groups of as many as there are clients.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/ports.ts';
import { median } from '../core/rows.ts';
import type { Bare } from './bare.ts';
import type { Door } from './door.ts';
import type { Load, Measured } from './load.ts';
import { openPlace } from './place.ts';
import { inProcess } from './process.ts';
import type { RawLoad, RawMeasured } from './raw.ts';

const least = 0.6; // of what the bare client gets
/** Submissions of 60 fields each second, as ODK Central took them in (on the machine of ../shared/stack.md), and how many times as many we want. */
const central: Readonly<Record<number, number>> = { 1: 61, 8: 173 };
const timesCentral = 10;

interface Case {
  readonly clients: number;
  readonly batch: number;
  readonly rows: number;
}
const cases = (quick: boolean): Case[] => [
  { clients: 1, batch: 1, rows: quick ? 1_000 : 3_000 },
  { clients: 8, batch: 1, rows: quick ? 2_400 : 8_000 },
  { clients: 32, batch: 1, rows: quick ? 3_200 : 9_600 },
  { clients: 1, batch: 100, rows: quick ? 4_000 : 10_000 },
  { clients: 8, batch: 100, rows: quick ? 8_000 : 16_000 },
];

/** Prints a line for each case; gives what was not as it should be. */
export async function benchIngest(
  store: string,
  newDatabase: () => string,
  rounds: number,
  quick: boolean,
): Promise<string[]> {
  const place = await openPlace(newDatabase());
  const folder = mkdtempSync(join(tmpdir(), 'rintis-bare-'));
  const databaseUrl = newDatabase();
  const bare: Omit<Bare, 'clients'> = databaseUrl ? { databaseUrl } : { file: join(folder, 'bare.sqlite') };
  const sendTo = async (port: number, { clients, batch, rows }: Case): Promise<number> => {
    const load: Load = { port, hash: place.hash, clients, requests: rows / clients / batch, batch };
    const { seconds, submissions, statuses, refused } = await (
      await inProcess<Measured>('./load.ts', load)
    )();
    if (Object.keys(statuses).join() !== '200' || refused > 0)
      throw new Error(`ingest: replies ${JSON.stringify(statuses)}, ${refused} refused`);
    return submissions / seconds;
  };
  const ours = (it: Case) => sendTo(place.server.port, it);
  const door = async (it: Case): Promise<number> => {
    const port = await freePort();
    const task: Door = { ...bare, clients: it.clients, port, hash: place.hash };
    const leave = await inProcess<string>('./door.ts', task);
    await sendTo(port, { ...it, rows: it.clients * it.batch * (it.batch === 1 ? 20 : 2) }); // warms up
    const rate = await sendTo(port, it);
    await leave();
    return rate;
  };
  const raw = async ({ clients, batch, rows: all }: Case): Promise<number> => {
    const load: RawLoad = { ...bare, hash: place.hash, clients, batch, rows: all };
    const { seconds, rows } = await (await inProcess<RawMeasured>('./raw.ts', load))();
    return rows / seconds;
  };
  const all = cases(quick).map((it) => ({
    it,
    ours: [] as number[],
    raw: [] as number[],
    door: [] as number[],
    grouped: [] as number[],
  }));
  try {
    await ours({ clients: 8, batch: 1, rows: 4_000 }); // warms up
    for (let round = 0; round < rounds; round++) {
      for (const seen of all) {
        seen.ours.push(await ours(seen.it));
        seen.raw.push(await raw(seen.it));
        seen.door.push(await door(seen.it));
        const { clients, batch, rows } = seen.it;
        if (!databaseUrl && clients > 1 && batch === 1)
          seen.grouped.push(await raw({ clients: 1, batch: clients * batch, rows }));
      }
      console.log(`ingest ${store}: round ${round + 1} of ${rounds}`);
    }
  } finally {
    await place.leave();
    rmSync(folder, { recursive: true, force: true });
  }
  return all.flatMap((seen) => report(store, seen));
}

function report(
  store: string,
  {
    it: { clients, batch },
    ours,
    raw,
    door,
    grouped,
  }: { it: Case; ours: number[]; raw: number[]; door: number[]; grouped: number[] },
): string[] {
  const ratioOf = (some: readonly number[], others: readonly number[]) =>
    median(some.map((rate, round) => rate / (others[round] ?? Number.NaN)));
  const what = `${clients} at a time${batch === 1 ? '' : `, by ${batch}`}`;
  const ratio = ratioOf(ours, raw);
  const most = ratioOf(door, raw);
  const wanted = batch === 1 ? (central[clients] ?? 0) * timesCentral : 0;
  console.log(
    `ingest ${store.padEnd(10)} ${what.padEnd(19)} ${perSecond(ours)}   bare ${perSecond(raw)}   ${ratio.toFixed(2)} of it`,
    `  empty door ${perSecond(door)}   ${most.toFixed(2)} of bare`,
    grouped.length > 0
      ? `  (bare in groups of ${clients}: ${perSecond(grouped)}, ${ratioOf(ours, grouped).toFixed(2)})`
      : '',
    wanted > 0 ? `  ${(median(ours) / (central[clients] ?? 1)).toFixed(0)}× ODK Central` : '',
  );
  return [
    ...(ratio >= least
      ? []
      : [
          `ingest on ${store}, ${what}: ${ratio.toFixed(2)} of the bare client, less than ${least} (an empty door: ${most.toFixed(2)})`,
        ]),
    ...(median(ours) >= wanted
      ? []
      : [
          `ingest on ${store}, ${what}: ${Math.round(median(ours))}/s, less than ${timesCentral}× ODK Central`,
        ]),
  ];
}

const perSecond = (rates: readonly number[]): string =>
  `${Math.round(median(rates))}/s (${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))})`.padEnd(
    22,
  );

/** What an export reads of the store: one line for each submission, and what the thread that makes the files must know. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Arrived, type ExportWish, toDay } from '../../submission/index.ts';
import type { Fielding } from '../catalogue.ts';
import { devicesOf, newestOf } from '../export.ts';
import { filesOf, zipOf } from '../media/export.ts';
import type { MediaFiles } from '../media/index.ts';
import type { Store } from '../store/index.ts';
import { mediaName, type Order, spoolName } from './make.ts';
import { writeLines } from './spool.ts';

export interface Reading {
  readonly store: Store;
  readonly files: MediaFiles;
  readonly fielding: Fielding;
  readonly wish: ExportWish;
  readonly now: number;
  /** Told how many were read, now and then. */
  readonly told?: (submissions: number) => Promise<void>;
}

const tellEvery = 5_000;

/** Writes the spool, and the files of the submissions where they are wished for. Resolves with the order for the rest. */
export async function readStore(folder: string, reading: Reading): Promise<Order> {
  const { store, files, fielding, wish, now, told } = reading;
  const { survey, questionnaire: version } = fielding;
  const { names, review = false } = await devicesOf(store, survey);
  let count = 0;
  async function* chosen(): AsyncGenerator<Arrived> {
    for await (const arrived of newestOf(store, survey.id)) {
      if (!isWished(arrived, wish)) continue;
      yield arrived;
      if (++count % tellEvery === 0) await told?.(count);
    }
  }
  await writeLines(join(folder, spoolName), chosen());
  if (wish.media) {
    const entries = filesOf(store, files, fielding, { written: 0, awaited: 0 });
    await pipeline(
      Readable.from(zipOf(entries)),
      createWriteStream(join(folder, mediaName(survey.id)), { mode: 0o600 }),
    );
  }
  return {
    survey,
    questionnaire: await fielding.tabled(),
    version,
    wish,
    language: wish.language ?? survey.defaultLanguage,
    names: names ? [...names] : null,
    review,
    made: now,
    submissions: count,
  };
}

/** Days are the server's, in UTC. */
function isWished({ receivedAt, review }: Arrived, { from, until, accepted }: ExportWish): boolean {
  const day = toDay(new Date(receivedAt));
  return !(from && day < from) && !(until && day > until) && !(accepted && review);
}

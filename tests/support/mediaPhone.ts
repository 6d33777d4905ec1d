/** Phones with photos on them, and what happens to their requests. */
import { onTestFinished } from 'vitest';
import { type Database, keepSurvey } from '../../src/storage/index.ts';
import { type Post, type Runner, type RunnerWorld, startRunner } from '../../src/sync/index.ts';
import type { Depot } from './depot.ts';
import { device } from './device.ts';
import { finishedWith, photo } from './media.ts';
import { office } from './office.ts';
import { type Clock, clock, worldOf } from './weather.ts';

export const ours = office();
export const small = 10_000;
export const large = 3_000_000; // six pieces

/** A phone with finished interviews, each with photos of these sizes. */
export async function phone(...photos: number[][]) {
  const { db, tab } = device();
  await keepSurvey(db, ours.survey);
  const finished = [];
  for (const [at, sizes] of photos.entries()) {
    const keptAt = new Date(Date.parse('2026-11-23T01:00:00Z') + at * 60_000).toISOString();
    const bytes = sizes.map((size, place) => photo(size, at * 100 + place + 1));
    finished.push(await finishedWith(db, bytes, { changedAt: keptAt }));
  }
  return { db, tab, finished };
}

export function runnerOn(
  db: Database,
  post: Post,
  time: Clock = clock(),
  changed: Partial<RunnerWorld> = {},
): Runner {
  const runner = startRunner(worldOf(db, post, time, changed));
  onTestFinished(() => runner.stop());
  return runner;
}

export const uploadsIn = ({ asked }: Depot) => asked.filter((one) => one === 'POST /api/media').length;
export const patchesIn = ({ asked }: Depot) => asked.filter((one) => one.startsWith('PATCH')).length;

/** Something happens at the n-th request of a kind, instead of what should. */
export function atRequest(post: Post, kind: RegExp, n: number, happens: Post): Post {
  let seen = 0;
  return (letter) =>
    kind.test(`${letter.method} ${letter.path}`) && ++seen === n ? happens(letter) : post(letter);
}
export const cut: Post = () => Promise.reject(new TypeError('connection reset'));

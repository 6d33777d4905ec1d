/**
 * Exports that coordinators asked for, one after the other. Each is a folder with its state in `job.json`, so that any process
 * that shares the disk can tell of it and hand out its files; after a day it is deleted.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod/mini';
import { ExportId, ExportJob, type ExportWish } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Log, logFailure } from '../log.ts';
import type { MediaFiles } from '../media/index.ts';
import type { Store } from '../store/index.ts';
import { type Made, orderName, writeOrder } from './make.ts';
import { readStore } from './read.ts';

export interface Exports {
  /** Begins one; `null` where too many wait already. */
  begin(survey: string, wish: ExportWish, by: string): Promise<ExportJob | null>;
  find(survey: string, id: string): Promise<ExportJob | null>;
  /** Those of a survey, newest first. */
  list(survey: string): Promise<ExportJob[]>;
  /** Where a file of a ready one lies. */
  pathOf(job: ExportJob, name: string): string | null;
  /** Deletes it; `false` while it is being made. */
  remove(job: ExportJob): Promise<boolean>;
  /** Deletes what has had its day, and tells of what was left unfinished. */
  sweep(): Promise<void>;
  /** Resolves when nothing is being made. */
  stop(): Promise<void>;
}

export interface ExportsOptions {
  readonly folder: string;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly files: MediaFiles;
  readonly log: Log;
  now(): number;
}

/** With the number of submissions that had been taken back when it was read: once there are more, it holds what must be gone. */
const StoredJob = z.extend(ExportJob, { withdrawn: z.number() });
type StoredJob = z.infer<typeof StoredJob>;

const lasts = 24 * 60 * 60_000;
const mostWaiting = 10;
const stateName = 'job.json';

export function openExports(options: ExportsOptions): Exports {
  const { folder, log, now } = options;
  /** Those that this process makes. */
  const own = new Set<string>();
  let turn: Promise<void> = Promise.resolve();
  let stopping = false;

  const erase = (id: string) => rm(join(folder, id), { recursive: true, force: true });
  const read = async (id: string): Promise<StoredJob | null> => {
    if (!ExportId.safeParse(id).success) return null;
    const text = await readFile(join(folder, id, stateName), 'utf8').catch(nothingThere);
    return text === null ? null : StoredJob.parse(JSON.parse(text));
  };
  /** As it may be shown; an export that holds what somebody took back since is deleted instead. */
  const current = async (job: StoredJob | null): Promise<ExportJob | null> => {
    if (!job) return null;
    const { withdrawn, ...shown } = job;
    if (job.state !== 'ready' || withdrawn === (await withdrawnOf(job.survey))) return shown;
    await erase(job.id);
    return null;
  };
  const withdrawnOf = async (survey: string) => (await options.store.standingCountsOf(survey)).withdrawn;
  const write = async (job: StoredJob): Promise<StoredJob> => {
    const path = join(folder, job.id, stateName);
    await writeFile(`${path}.new`, JSON.stringify(job), { mode: 0o600 });
    await rename(`${path}.new`, path);
    return job;
  };
  const all = async (): Promise<StoredJob[]> => {
    const names = (await readdir(folder).catch(nothingThere)) ?? [];
    return (await Promise.all(names.map(read))).filter((job) => job !== null);
  };

  async function make(job: StoredJob): Promise<void> {
    const here = join(folder, job.id);
    try {
      const fielding = await options.catalogue.fielding(job.survey);
      if (!fielding) throw new Error(`${job.survey} is gone`);
      let state = await write({ ...job, state: 'reading', withdrawn: await withdrawnOf(job.survey) });
      const order = await readStore(here, {
        ...options,
        fielding,
        wish: job.wish,
        now: now(),
        told: async (submissions) => {
          state = await write({ ...state, submissions });
        },
      });
      const { submissions } = order;
      state = await write({ ...state, state: 'writing', submissions });
      await writeOrder(here, order);
      const made = await inThread(here);
      await rm(join(here, orderName), { force: true });
      await write({ ...state, ...made, state: 'ready' });
    } catch (error) {
      logFailure(log, error);
      await write({ ...job, state: 'failed' });
    } finally {
      own.delete(job.id);
    }
  }

  return {
    async begin(survey, wish, by) {
      if (stopping || own.size >= mostWaiting) return null;
      const id = randomBytes(16).toString('hex');
      await mkdir(join(folder, id), { recursive: true, mode: 0o700 });
      const job = await write({
        id,
        survey,
        wish,
        by,
        askedAt: new Date(now()).toISOString(),
        endsAt: new Date(now() + lasts).toISOString(),
        state: 'waiting',
        submissions: 0,
        files: [],
        leftOut: [],
        withdrawn: 0,
      });
      own.add(id);
      turn = turn.then(() => make(job));
      const { withdrawn: _, ...shown } = job;
      return shown;
    },
    async find(survey, id) {
      const job = await read(id);
      return job?.survey === survey ? current(job) : null;
    },
    async list(survey) {
      const jobs = (await all()).filter((job) => job.survey === survey);
      const shown = (await Promise.all(jobs.map(current))).filter((job) => job !== null);
      return shown.sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
    },
    pathOf: ({ id, state, files }, name) =>
      state === 'ready' && files.some((file) => file.name === name) ? join(folder, id, name) : null,
    async remove({ id }) {
      if (own.has(id)) return false;
      await erase(id);
      return true;
    },
    async sweep() {
      for (const job of await all()) {
        if (Date.parse(job.endsAt) <= now()) await erase(job.id);
        else if (job.state !== 'ready' && job.state !== 'failed' && !own.has(job.id) && isOld(job, now()))
          await write({ ...job, state: 'failed' });
      }
    },
    async stop() {
      stopping = true;
      await turn;
    },
  };
}

/** Another process may be making it; after this long none is. */
const longestMaking = 2 * 60 * 60_000;
const isOld = ({ askedAt }: ExportJob, now: number): boolean => Date.parse(askedAt) + longestMaking < now;

function inThread(folder: string): Promise<Made> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: folder });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The export's thread ended with ${code}.`)));
  });
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

/** What a scene plays on: a server process, the wire to it, and what must be true when the curtain falls. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Answers, Questionnaire } from '../../../src/questionnaire/index.ts';
import type { Survey } from '../../../src/submission/index.ts';
import { questionnaire as withPhoto } from '../../simulator/parts/survey.ts';
import { folderWithSurvey } from '../../support/fielding.ts';
import { openServer, type TestServer } from '../../support/server.ts';
import type { Shape } from './interview.ts';
import { openWire, type Wire } from './wire.ts';

export interface Stage {
  readonly server: TestServer;
  readonly wire: Wire;
  readonly shape: Shape;
  /** Ids and revisions that the server keeps, whatever it keeps them in. */
  rows(): Promise<Row[]>;
  /** Files that the server has received, whole by their hashes: `submission hash`. */
  files(): Set<string>;
  leave(): Promise<void>;
}

export interface Row {
  readonly id: string;
  readonly revision: number;
  readonly hash: string;
}

/** What came of one fault at one point. */
export interface Cell {
  readonly where: string;
  readonly fault: string;
  readonly point: string;
  readonly times: number;
  readonly submissions: number;
  readonly lost: number;
  readonly doubled: number;
}

/** The survey is the demonstration; or one that asks for a photo, where phones take some. */
export async function setStage(
  env: Readonly<Record<string, string>> = {},
  { photos = false } = {},
): Promise<Stage> {
  const folder = photos ? await folderWithSurvey(withPhoto, 'anonymous', env.DATA_DIR) : undefined;
  const server = await openServer({ ...env, ...(folder !== undefined && { DATA_DIR: folder }) });
  const wire = await openWire(server);
  const shape = await shapeOf(server.origin);
  const rows = () =>
    env.DATABASE_URL ? inPostgres(env.DATABASE_URL) : Promise.resolve(inSqlite(server.dataDir));
  return {
    server,
    wire,
    shape,
    rows,
    files: () => filesIn(server.dataDir),
    async leave() {
      await wire.close();
      await server.leave();
      if (folder !== undefined && env.DATA_DIR === undefined)
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** How an interview of the demonstration must look to be accepted: consent, and one answer in its group. */
async function shapeOf(origin: string): Promise<Shape> {
  const json = async (path: string): Promise<unknown> => (await fetch(origin + path)).json();
  const { questionnaire } = (await json('/api/surveys/demo')) as Survey;
  const { items } = (await json(`/api/questionnaires/${questionnaire}`)) as Questionnaire;
  const place = (name: string, answer: string): Answers => {
    const group = items.find((item) => 'items' in item && item.items.some((it) => it.name === name))?.name;
    return group ? { [group]: { [name]: answer } } : { [name]: answer };
  };
  const photo = items.find(({ kind }) => kind === 'photo')?.name;
  if (photo !== undefined)
    return { survey: 'demo', questionnaire, answers: place('consent', 'agree'), photo };
  const answers = { ...place('consent', 'agree'), ...place('scr_public', 'no') };
  return { survey: 'demo', questionnaire, answers };
}

const select = 'SELECT id, revision, hash FROM submissions';

/** The rows of a server with the small database. */
export function inSqlite(dataDir: string): Row[] {
  const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'), { readOnly: true });
  try {
    return db.prepare(select).all() as unknown as Row[];
  } finally {
    db.close();
  }
}

async function inPostgres(connectionString: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(select)).rows;
  } finally {
    await client.end();
  }
}

function filesIn(dataDir: string): Set<string> {
  const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'), { readOnly: true });
  try {
    const rows = db
      .prepare("SELECT submission_id AS id, hash FROM submission_media WHERE received_at <> ''")
      .all();
    return new Set(
      rows.flatMap(({ id, hash }) => {
        const name = String(hash);
        const path = join(dataDir, 'media', name.slice(0, 2), name.slice(2, 4), name);
        const isWhole =
          existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === name;
        return isWhole ? [`${id} ${name}`] : [];
      }),
    );
  } finally {
    db.close();
  }
}

/** What is missing of what was called finished, and what is there more than once. */
export function compare(rows: readonly Row[], finished: ReadonlyMap<string, string>) {
  const byId = Map.groupBy(rows, ({ id }) => id);
  const lost = [...finished].filter(([id, hash]) => !byId.get(id)?.some((row) => row.hash === hash));
  const doubled = [...byId.values()].filter(
    (same) => same.length > 1 || same.some(({ revision }) => revision > 1),
  );
  return { lost: lost.length, doubled: doubled.length };
}

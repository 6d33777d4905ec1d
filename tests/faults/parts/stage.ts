/** What a scene plays on: a server process, the wire to it, and what must be true when the curtain falls. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Answers, Questionnaire } from '../../../src/questionnaire/index.ts';
import type { Survey } from '../../../src/submission/index.ts';
import { openServer, type TestServer } from '../../support/server.ts';
import type { Shape } from './interview.ts';
import { openWire, type Wire } from './wire.ts';

export interface Stage {
  readonly server: TestServer;
  readonly wire: Wire;
  readonly shape: Shape;
  /** Ids and revisions that the server keeps, whatever it keeps them in. */
  rows(): Promise<Row[]>;
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

export async function setStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const server = await openServer(env);
  const wire = await openWire(server);
  const shape = await shapeOf(server.origin);
  const rows = () =>
    env.DATABASE_URL ? inPostgres(env.DATABASE_URL) : Promise.resolve(inSqlite(server.dataDir));
  return {
    server,
    wire,
    shape,
    rows,
    async leave() {
      await wire.close();
      await server.leave();
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
  const answers = { ...place('consent', 'agree'), ...place('scr_public', 'no') };
  return { survey: 'demo', questionnaire, answers };
}

const select = 'SELECT id, revision, hash FROM submissions';

function inSqlite(dataDir: string): Row[] {
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

/** What is missing of what was called finished, and what is there more than once. */
export function compare(rows: readonly Row[], finished: ReadonlyMap<string, string>) {
  const byId = Map.groupBy(rows, ({ id }) => id);
  const lost = [...finished].filter(([id, hash]) => !byId.get(id)?.some((row) => row.hash === hash));
  const doubled = [...byId.values()].filter(
    (same) => same.length > 1 || same.some(({ revision }) => revision > 1),
  );
  return { lost: lost.length, doubled: doubled.length };
}

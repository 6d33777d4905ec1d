/** The ministry's store: PostgreSQL 15 or newer, or one that speaks like it. */
import pg from 'pg';
import { gather } from './gather.ts';
import { keepAll } from './postgres-keep.ts';
import { migrate } from './postgres-migrate.ts';
import type { Incoming, Store } from './store.ts';

const connections = 10;
const writers = 6; // of these at most; the others stay free for those who read

/** Connects, and brings the tables up to date. `onLoss` hears of idle connections that broke: the next act takes a new one. */
export async function openPostgres(url: string, onLoss: (error: Error) => void): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 });
  pool.on('error', onLoss);
  await migrate(pool);

  const keeping = gather((group: Incoming[]) => inTransaction(pool, (client) => keepAll(client, group)), {
    most: 100,
    lanes: writers,
  });
  const rows = async (name: string, text: string, ...values: unknown[]) =>
    (await pool.query<Record<string, string>>({ name, text, values })).rows;
  const text = async (name: string, sql: string, ...values: unknown[]) =>
    (await rows(name, sql, ...values))[0]?.text ?? null;

  let closing: Promise<void> | undefined;
  const close = async () => {
    await keeping.idle();
    await pool.end();
  };
  return {
    keep: keeping.add,
    async newest(survey, after, most) {
      const found = await rows(
        'newest',
        `SELECT s.id, s.revision, s.received_at, s.late, s.body FROM submissions s
         WHERE s.survey_id = $1 AND s.id > $2::uuid
           AND NOT EXISTS (SELECT 1 FROM submissions later WHERE later.id = s.id AND later.revision > s.revision)
         ORDER BY s.id LIMIT $3`,
        survey,
        after ?? '00000000-0000-0000-0000-000000000000',
        most,
      );
      return found.map(({ id = '', revision, received_at: receivedAt = '', late, body = '' }) => ({
        id,
        revision: Number(revision),
        receivedAt,
        late: Number(late) === 1,
        body,
      }));
    },
    async countsOf(survey) {
      const [sums] = await rows(
        'counts',
        `SELECT coalesce(sum(submissions), 0) AS submissions, coalesce(sum(revisions), 0) AS revisions,
           coalesce(sum(late), 0) AS late FROM survey_counts WHERE survey_id = $1`,
        survey,
      );
      return {
        submissions: Number(sums?.submissions),
        revisions: Number(sums?.revisions),
        late: Number(sums?.late),
      };
    },
    async addQuestionnaire(hash, body) {
      await rows(
        'add-questionnaire',
        'INSERT INTO questionnaires (hash, body) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        hash,
        body,
      );
    },
    questionnaire: (hash) =>
      text('questionnaire', 'SELECT body AS text FROM questionnaires WHERE hash = $1', hash),
    async saveSurvey(id, document) {
      await rows(
        'save-survey',
        `INSERT INTO surveys (id, document) VALUES ($1, $2)
         ON CONFLICT (id) DO UPDATE SET document = excluded.document`,
        id,
        document,
      );
    },
    survey: (id) => text('survey', 'SELECT document AS text FROM surveys WHERE id = $1', id),
    async surveys() {
      const found = await rows('surveys', 'SELECT document FROM surveys ORDER BY id COLLATE "C"');
      return found.map(({ document = '' }) => document);
    },
    hasCoordinators: async () =>
      (await rows('any-coordinator', 'SELECT 1 FROM coordinators LIMIT 1')).length > 0,
    async setPassword(name, password) {
      await inTransaction(pool, async (client) => {
        await client.query(
          `INSERT INTO coordinators (name, password) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET password = excluded.password`,
          [name, password],
        );
        await client.query('DELETE FROM sessions WHERE coordinator = $1', [name]);
      });
    },
    passwordOf: (name) => text('password', 'SELECT password AS text FROM coordinators WHERE name = $1', name),
    async openSession(token, coordinator, endsAt, now) {
      await rows('end-sessions', 'DELETE FROM sessions WHERE ends_at <= $1', now);
      await rows(
        'open-session',
        'INSERT INTO sessions (token, coordinator, ends_at) VALUES ($1, $2, $3)',
        token,
        coordinator,
        endsAt,
      );
    },
    coordinatorOf: (token, now) =>
      text(
        'session',
        'SELECT coordinator AS text FROM sessions WHERE token = $1 AND ends_at > $2',
        token,
        now,
      ),
    async closeSession(token) {
      await rows('close-session', 'DELETE FROM sessions WHERE token = $1', token);
    },
    async check() {
      await rows('check', 'SELECT 1 FROM submissions LIMIT 1');
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

const again = new Set(['40001', '40P01']); // serialization failure, deadlock: the transaction is undone, and may be tried again

/** All, or none; tried again where the database asks for it. */
async function inTransaction<Result>(
  pool: pg.Pool,
  act: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  for (let triesLeft = 4; ; triesLeft--) {
    try {
      return await tryTransaction(pool, act);
    } catch (error) {
      if (triesLeft === 0 || !again.has(String((error as { code?: unknown }).code))) throw error;
    }
  }
}

async function tryTransaction<Result>(
  pool: pg.Pool,
  act: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const breaks = (error: Error) => {
    broken = error; // the pool throws such a connection away
  };
  client.on('error', breaks); // between two statements nobody else hears of it, and it would end the process
  try {
    await client.query('BEGIN');
    const result = await act(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(breaks);
    throw error;
  } finally {
    client.off('error', breaks);
    client.release(broken);
  }
}

/** The ministry's store: PostgreSQL 15 or newer, or one that speaks like it. */
import pg from 'pg';
import { decide } from './acts.ts';
import { isAway, persist } from './away.ts';
import type { Distribution } from './distribute.ts';
import { gather } from './gather.ts';
import { awaitedWithdrawals } from './postgres-awaited.ts';
import { deviceActs } from './postgres-devices.ts';
import { keepAll, keepNew } from './postgres-keep.ts';
import { load, lookAt } from './postgres-look.ts';
import { mediaLedger } from './postgres-media.ts';
import { migrate } from './postgres-migrate.ts';
import { note, pastsOf, stand } from './postgres-past.ts';
import { peopleActs } from './postgres-people.ts';
import { planActs } from './postgres-plans.ts';
import { resultsLedger } from './postgres-results.ts';
import { reviewLedger } from './postgres-review.ts';
import { shelf } from './postgres-shelf.ts';
import type { Incoming, Store } from './store.ts';

const usualConnections = 10;
const writers = 6; // of these at most; the others stay free for those who read

/** Connects, and brings the tables up to date. `onLoss` hears of idle connections that broke: the next act takes a new one. */
export async function openPostgres(
  url: string,
  onLoss: (error: Error) => void,
  distribution?: Distribution,
  connections = usualConnections,
): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 });
  pool.on('error', onLoss);
  // The pool listens only to idle ones: a connection that breaks in use, or while it is thrown away, would end the program.
  // Whoever uses it hears of it by its next statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  await migrate(pool, distribution);

  const isDistributed = distribution !== undefined;
  const keeping = gather(
    async (group: Incoming[]) =>
      (isDistributed ? null : await persist(() => keepNew(pool, group))) ??
      inTransaction(pool, (client) => keepAll(client, group, isDistributed)),
    { most: 100, lanes: writers, another: 50, isHopeless: isAway },
  );
  const ask = async (name: string, text: string, ...values: unknown[]) =>
    (await pool.query<Record<string, string>>({ name, text, values })).rows;
  const rows = (name: string, text: string, ...values: unknown[]) =>
    persist(() => ask(name, text, ...values));
  const text = async (name: string, sql: string, ...values: unknown[]) =>
    (await rows(name, sql, ...values))[0]?.text ?? null;

  let closing: Promise<void> | undefined;
  const close = async () => {
    await keeping.idle();
    await pool.end();
  };
  return {
    ...deviceActs((act) => inTransaction(pool, act)),
    ...peopleActs((act) => inTransaction(pool, act)),
    ...planActs((act) => inTransaction(pool, act)),
    keep: keeping.add,
    async newest(survey, after, most) {
      const found = await rows(
        'newest',
        `SELECT s.id, s.revision, s.received_at, s.late, s.device, st.standing, s.body FROM submissions s
         LEFT JOIN standings st ON st.id = s.id
         WHERE s.survey_id = $1 AND s.id > $2::uuid
           AND (st.id IS NULL OR (st.current = s.revision AND st.standing NOT IN ('withdrawn', 'aside')))
         ORDER BY s.id LIMIT $3`,
        survey,
        after ?? beforeAll,
        most,
      );
      return found.map(
        ({ id = '', revision, received_at: receivedAt = '', late, device = '', standing, body = '' }) => ({
          id,
          revision: Number(revision),
          receivedAt,
          late: Number(late) === 1,
          device,
          review: standing === 'review',
          body,
        }),
      );
    },
    async countsOf(survey) {
      const [sums] = await rows(
        'counts',
        `SELECT coalesce(sum(submissions), 0) AS submissions, coalesce(sum(revisions), 0) AS revisions,
           coalesce(sum(late), 0) AS late FROM survey_days WHERE survey_id = $1`,
        survey,
      );
      return {
        submissions: Number(sums?.submissions),
        revisions: Number(sums?.revisions),
        late: Number(sums?.late),
      };
    },
    async standingCountsOf(survey) {
      const found = await rows(
        'standing-counts',
        'SELECT standing, count(*) AS times FROM standings WHERE survey_id = $1 GROUP BY standing',
        survey,
      );
      const of = (standing: string) => Number(found.find((row) => row.standing === standing)?.times ?? 0);
      return {
        returned: of('returned'),
        forked: of('forked'),
        withdrawn: of('withdrawn'),
        review: of('review'),
        aside: of('aside'),
      };
    },
    act: (id, act, day) =>
      inTransaction(pool, async (client) => {
        const past = (await pastsOf(client, [id])).get(id) ?? { rows: [], log: [], comment: '' };
        const { done, change } = decide(id, past, act, day);
        if (!change) return done;
        await note(
          client,
          [{ entry: change.entry, survey: change.standing.survey, late: false }],
          isDistributed,
        );
        await stand(client, change.standing);
        if (act.kind === 'withdrawn') {
          await client.query({
            name: 'erase',
            text: `UPDATE submissions SET body = '' WHERE id = $1`,
            values: [id],
          });
        }
        return done;
      }),
    async idsByCode(code) {
      const found = await rows(
        'by-code',
        'SELECT DISTINCT id FROM submissions WHERE code = $1 LIMIT 2',
        code,
      );
      return found.map(({ id = '' }) => id);
    },
    history: (id) =>
      inTransaction(pool, async (client) => {
        await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const past = (await pastsOf(client, [id])).get(id);
        if (!past) return null;
        const { rows: found } = await client.query<{ body: string }>({
          name: 'bodies',
          text: 'SELECT body FROM submissions WHERE id = $1 ORDER BY revision',
          values: [id],
        });
        return { id, ...past, bodies: found.map(({ body }) => body) };
      }),
    async standings(survey, standing, after, most) {
      const found = await rows(
        'standings',
        `SELECT id, current, comment FROM standings WHERE survey_id = $1 AND standing = $2 AND id > $3::uuid
         ORDER BY id LIMIT $4`,
        survey,
        standing,
        after ?? beforeAll,
        most,
      );
      return found.map(({ id = '', current, comment = '' }) => ({
        id,
        survey,
        standing,
        current: Number(current),
        comment,
      }));
    },
    media: mediaLedger(rows),
    awaited: awaitedWithdrawals(rows),
    results: resultsLedger(rows, (act) => inTransaction(pool, act)),
    review: reviewLedger(rows, (act) => inTransaction(pool, act)),
    shelf: shelf((act) => inTransaction(pool, act)),
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
        'INSERT INTO sessions (token, coordinator, ends_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
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
    look: (see) => tryTransaction(pool, (client) => lookAt(client, see)),
    load: (all) => tryTransaction(pool, (client) => load(client, all)),
    async check() {
      await ask('check', 'SELECT 1 FROM submissions LIMIT 1');
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** All, or none; done again where the database asks for it or was away. */
const inTransaction = <Result>(
  pool: pg.Pool,
  act: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> => persist(() => tryTransaction(pool, act));

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

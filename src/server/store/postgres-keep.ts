/**
 * Ingest. One multi-row `VALUES` takes all that is new in one statement (`unnest` would be pulled through one node on a
 * distributed PostgreSQL); only those whose id was there already are looked at one step further.
 */
import type { ClientBase } from 'pg';
import type { Incoming, Kept } from './store.ts';

const slots = 16; // of a survey's counters: so many transactions can count at once

/** Keeps them in the transaction of this client. Results stand in the order of the group. */
export async function keepAll(client: ClientBase, group: readonly Incoming[]): Promise<Kept[]> {
  const results = new Map<Incoming, Kept>();
  const inserted: Array<{ incoming: Incoming; revision: number }> = [];
  let known = new Map<string, Earlier[]>();
  // Sorted, so that two transactions with the same ids wait in the same order. Within a round each id stands once.
  let waiting = [...group].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

  for (let round = 0; waiting.length > 0; round++) {
    if (round > 100) throw new Error('revisions of one id do not settle');
    if (round > 0) known = await earlierOf(client, waiting);
    const candidates: Array<{ incoming: Incoming; revision: number }> = [];
    const taken = new Set<string>();
    for (const incoming of waiting) {
      const earlier = known.get(incoming.id) ?? [];
      const settled = settle(incoming, earlier);
      if (settled) results.set(incoming, settled);
      else if (!taken.has(incoming.id)) {
        taken.add(incoming.id);
        candidates.push({ incoming, revision: earlier.length + 1 });
      }
    }
    const fresh = await insert(client, candidates);
    for (const candidate of candidates) {
      const { id, receivedAt, signingKey } = candidate.incoming;
      if (!fresh.has(id)) continue; // somebody was here first: look again
      inserted.push(candidate);
      results.set(candidate.incoming, { kind: 'kept', revision: candidate.revision, receivedAt, signingKey });
    }
    waiting = waiting.filter((incoming) => !results.has(incoming));
  }
  await count(client, inserted);
  return group.flatMap((incoming) => results.get(incoming) ?? []);
}

interface Earlier {
  readonly id: string;
  readonly revision: number;
  readonly hash: string;
  readonly survey_id: string;
  readonly received_at: string;
  readonly signing_key: string;
}

function settle({ survey, hash }: Incoming, earlier: readonly Earlier[]): Kept | null {
  if (earlier.some((row) => row.survey_id !== survey)) return { kind: 'other-survey' };
  const same = earlier.find((row) => row.hash === hash);
  if (!same) return null;
  const { revision, received_at: receivedAt, signing_key: signingKey } = same;
  return { kind: 'kept', revision, receivedAt, signingKey };
}

async function earlierOf(client: ClientBase, incoming: readonly Incoming[]): Promise<Map<string, Earlier[]>> {
  const { rows } = await client.query<Earlier>({
    name: 'earlier',
    text: `SELECT id, revision, hash, survey_id, received_at, signing_key FROM submissions
           WHERE id = ANY($1::uuid[]) ORDER BY id, revision`,
    values: [[...new Set(incoming.map(({ id }) => id))]],
  });
  return Map.groupBy(rows, ({ id }) => id);
}

const columns = 10;

async function insert(
  client: ClientBase,
  candidates: ReadonlyArray<{ incoming: Incoming; revision: number }>,
): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>({
    name: `keep-${candidates.length}`,
    text: `INSERT INTO submissions
             (id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, body)
           VALUES ${candidates.map((_, row) => placeholders(row)).join(', ')}
           ON CONFLICT DO NOTHING RETURNING id`,
    values: candidates.flatMap(({ incoming, revision }) => [
      incoming.id,
      revision,
      incoming.survey,
      incoming.questionnaire,
      incoming.hash,
      incoming.code,
      incoming.receivedAt,
      incoming.late ? 1 : 0,
      incoming.signingKey,
      incoming.body,
    ]),
  });
  return new Set(rows.map(({ id }) => id));
}

const placeholders = (row: number): string =>
  `(${Array.from({ length: columns }, (_, at) => `$${row * columns + at + 1}`).join(', ')})`;

async function count(
  client: ClientBase,
  inserted: ReadonlyArray<{ incoming: Incoming; revision: number }>,
): Promise<void> {
  const slot = Math.floor(Math.random() * slots);
  const bySurvey = Object.entries(Object.groupBy(inserted, ({ incoming }) => incoming.survey));
  for (const [survey, rows = []] of bySurvey.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const first = rows.filter(({ revision }) => revision === 1);
    await client.query({
      name: 'count',
      text: `INSERT INTO survey_counts (survey_id, slot, submissions, revisions, late) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (survey_id, slot) DO UPDATE SET
               submissions = survey_counts.submissions + excluded.submissions,
               revisions = survey_counts.revisions + excluded.revisions,
               late = survey_counts.late + excluded.late`,
      values: [
        survey,
        slot,
        first.length,
        rows.length - first.length,
        first.filter(({ incoming }) => incoming.late).length,
      ],
    });
  }
}

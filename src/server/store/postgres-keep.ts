/**
 * Ingest. One multi-row `VALUES` takes all that is new in one statement (`unnest` would be pulled through one node on a
 * distributed PostgreSQL); only those whose id was there already are looked at one step further.
 */
import type { ClientBase, Pool } from 'pg';
import { nextEntry, type Past, standingOf } from './acts.ts';
import { addUp, type Counted, type Entry } from './chain.ts';
import { listMedia } from './postgres-media.ts';
import { counting, figuresOf, nextSlot, note, pastsOf, placeholders, stand } from './postgres-past.ts';
import { replay } from './replay.ts';
import { type Incoming, type Kept, mostRevisions } from './store.ts';

const nothing: Past = { rows: [], log: [], comment: '' };

interface Candidate {
  readonly incoming: Incoming;
  readonly past: Past;
  readonly revision: number;
}

/**
 * Keeps them if all of them are new, as nearly always, in one statement: rows, log and figures, one way there and back in
 * place of four. `null` where an id was there already, files are listed, or one comes into review: then
 * nothing has happened.
 */
export async function keepNew(pool: Pool, group: readonly Incoming[]): Promise<Kept[] | null> {
  const sorted = inOrder(group);
  const isMore = ({ id, media, review }: Incoming, at: number) =>
    media !== undefined || review || id === sorted[at - 1]?.id;
  if (sorted.some(isMore)) return null;
  const lines = sorted.map((incoming) => {
    const { id, day, survey, late } = incoming;
    return { entry: nextEntry(id, [], { day, kind: 'kept', revision: 1, note: '' }, incoming), survey, late };
  });
  const values = sorted.flatMap((it, at) => [...valuesOf(it, 1, it.body), it.day, lines[at]?.entry.entry]);
  const figures = figuresOf(addUp(lines), nextSlot());
  try {
    await pool.query({ ...keeping(sorted.length, figures.length), values: [...values, ...figures.flat()] });
  } catch (error) {
    if ((error as { code?: unknown }).code === '23505') return null;
    throw error;
  }
  return group.map(({ receivedAt, signingKey }) => ({ kind: 'kept', revision: 1, receivedAt, signingKey }));
}

/** The statement for so many rows, counted in so many days: a hundred rows are 1,500 places, so it is written once. */
function keeping(rows: number, days: number): { readonly name: string; readonly text: string } {
  const name = `new-${rows}-${days}`;
  const text = statements.get(name) ?? keepingText(rows, days);
  if (statements.size > mostStatements) statements.clear();
  statements.set(name, text);
  return { name, text };
}
const statements = new Map<string, string>();
const mostStatements = 200; // of 35 kB at most

function keepingText(rows: number, days: number): string {
  const width = columns.split(',').length + 2;
  const each = Array.from({ length: rows }, (_, at) => at * width);
  const kept = each.map((from) => placeholders(1, width - 2, from));
  const logged = each.map(
    (from) => `($${from + 1}, 1, $${from + width - 1}, 'kept', 1, '', $${from + width})`,
  );
  return `WITH kept AS (INSERT INTO submissions (${columns}) VALUES ${kept.join(', ')}),
     logged AS (INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
       VALUES ${logged.join(', ')})
     ${counting(days, rows * width)}`;
}

/** Sorted, so that two transactions with the same ids wait in the same order. */
const inOrder = (group: readonly Incoming[]): Incoming[] =>
  [...group].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Keeps them in the transaction of this client. Results stand in the order of the group. */
export async function keepAll(
  client: ClientBase,
  group: readonly Incoming[],
  isDistributed: boolean,
): Promise<Kept[]> {
  const results = new Map<Incoming, Kept>();
  let pasts = new Map<string, Past>();
  let waiting = inOrder(group); // within a round each id stands once

  for (let round = 0; waiting.length > 0; round++) {
    if (round > group.length + 10) throw new Error('revisions of one id do not settle');
    if (round > 0)
      pasts = await pastsOf(
        client,
        waiting.map(({ id }) => id),
      );
    const candidates: Candidate[] = [];
    const taken = new Set<string>();
    for (const incoming of waiting) {
      const past = pasts.get(incoming.id) ?? nothing;
      const settled = settle(incoming, past);
      if (settled) results.set(incoming, settled);
      else if (!taken.has(incoming.id)) {
        taken.add(incoming.id);
        candidates.push({ incoming, past, revision: past.rows.length + 1 });
      }
    }
    const fresh = await insert(client, candidates);
    const kept = candidates.filter(({ incoming }) => fresh.has(incoming.id)); // the others were outrun: look again
    for (const { incoming, revision } of kept) {
      const { receivedAt, signingKey } = incoming;
      results.set(incoming, { kind: 'kept', revision, receivedAt, signingKey });
    }
    await note(client, await toLines(client, kept), isDistributed);
    const standing = kept.filter(({ past }) => !isWithdrawn(past));
    await listMedia(
      client,
      standing.map(({ incoming: { id, media = [] } }) => ({ id, media })),
    );
    waiting = waiting.filter((incoming) => !results.has(incoming));
  }
  return group.flatMap((incoming) => results.get(incoming) ?? []);
}

function settle({ survey, hash }: Incoming, { rows }: Past): Kept | null {
  if (rows.some((row) => row.survey !== survey)) return { kind: 'other-survey' };
  const same = rows.find((row) => row.hash === hash);
  if (same) {
    const { revision, receivedAt, signingKey } = same;
    return { kind: 'kept', revision, receivedAt, signingKey };
  }
  return rows.length >= mostRevisions ? { kind: 'too-many' } : null;
}

async function insert(client: ClientBase, candidates: readonly Candidate[]): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>({
    name: `keep-${candidates.length}`,
    text: `INSERT INTO submissions (${columns}) VALUES ${placeholders(candidates.length, 13)}
           ON CONFLICT DO NOTHING RETURNING id`,
    values: candidates.flatMap(({ incoming, past, revision }) =>
      valuesOf(incoming, revision, isWithdrawn(past) ? '' : incoming.body),
    ),
  });
  return new Set(rows.map(({ id }) => id));
}

const columns =
  'id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on, device, review, body';

const valuesOf = (it: Incoming, revision: number, body: string) => [
  it.id,
  revision,
  it.survey,
  it.questionnaire,
  it.hash,
  it.code,
  it.receivedAt,
  it.late ? 1 : 0,
  it.signingKey,
  it.basedOn,
  it.device ?? '',
  it.review ? 1 : 0,
  body,
];

const isWithdrawn = ({ rows, log }: Past): boolean => replay(rows, log).standing === 'withdrawn';

/** A line for each row; and where there were rows before, how the submission stands now. */
async function toLines(
  client: ClientBase,
  kept: readonly Candidate[],
): Promise<Array<Counted & { readonly entry: Entry }>> {
  const lines: Array<Counted & { readonly entry: Entry }> = [];
  for (const { incoming, past, revision } of kept) {
    const { id, day, survey, late } = incoming;
    const entry = nextEntry(id, past.log, { day, kind: 'kept', revision, note: '' }, incoming);
    lines.push({ entry, survey, late });
    if (revision === 1 && !incoming.review) continue;
    const rows = [...past.rows, { ...incoming, revision }];
    await stand(client, standingOf(id, { ...past, rows }, entry, past.comment));
  }
  return lines;
}

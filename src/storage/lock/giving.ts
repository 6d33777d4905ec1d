/** What a locked device gives away while nobody can open it: rows as they lie here, of one survey. */
import type { HandOverCounts, LockedRecord, Row, Survey } from '../../submission/index.ts';
import { toDay } from '../../submission/index.ts';
import { act, look } from '../act.ts';
import type { Database } from '../database.ts';
import type { HandOverNote, KeptMedia } from '../rows.ts';
import { lockOf } from './keys.ts';

/** What a file of one survey would take along: drafts, and what has no receipt yet. */
export interface LockedPlan {
  readonly survey: Survey;
  /** The survey's key, sealed for whoever may open its hand-overs. */
  readonly key: Uint8Array;
  readonly drafts: readonly string[];
  /** Names in the outbox: the id, or `id/hash`. */
  readonly submissions: readonly string[];
  readonly files: readonly KeptMedia[];
  readonly counts: HandOverCounts;
}

/** One for each survey that has something here; `lost`: surveys that nobody else could open. */
export const planLocked = (db: Database): Promise<{ plans: LockedPlan[]; lost: Survey[] }> =>
  look(db, whatIsGiven(db), async () => {
    const lock = await lockOf(db);
    const waiting = new Set(await db.outbox.toCollection().primaryKeys());
    const plans: LockedPlan[] = [];
    const lost: Survey[] = [];
    for (const survey of await db.surveys.toArray()) {
      const drafts = await db.drafts.where({ survey: survey.id }).primaryKeys();
      const finished = await db.submissions.where({ survey: survey.id }).primaryKeys();
      const beside = (await db.revisions.toArray())
        .filter((one) => one.survey === survey.id)
        .map(({ id, hash }) => `${id}/${hash}`);
      const submissions = [...finished, ...beside].filter((key) => waiting.has(key));
      if (drafts.length + submissions.length === 0) continue;
      const key = lock?.escrow[survey.id]?.key;
      if (!key) {
        lost.push(survey);
        continue;
      }
      const owners = new Set([...drafts, ...submissions.map((name) => name.split('/')[0])]);
      const hashes = new Set<string>();
      await db.attachments.each(({ owner, hash }) => {
        if (owners.has(owner)) hashes.add(hash);
      });
      const files = (await db.media.bulkGet([...hashes])).flatMap((one) => one ?? []);
      const bytes = files.reduce((sum, { size }) => sum + size, 0);
      const [d, s, f] = [drafts.length, submissions.length, files.length];
      const counts = { surveys: 0, questionnaires: 0, drafts: d, submissions: s, files: f, bytes };
      plans.push({ survey, key, drafts, submissions, files, counts });
    }
    return { plans, lost };
  });

const whatIsGiven = (db: Database) => [
  db.surveys,
  db.drafts,
  db.submissions,
  db.revisions,
  db.outbox,
  db.attachments,
  db.media,
  db.settings,
];

/** The rows that the plan names, as the disk has them; of an anonymous survey's without the hour. */
export async function* lockedRecords(db: Database, plan: LockedPlan): AsyncGenerator<LockedRecord> {
  const owners = [...plan.drafts, ...plan.submissions.map((name) => name.split('/')[0] ?? '')];
  for (const owner of new Set(owners)) {
    for (const row of await db.attachments.where({ owner }).toArray())
      yield { table: 'attachments', row: row as unknown as Row };
  }
  for (const { hash, type, size, pieces } of plan.files)
    yield { file: { hash, type, size }, pieces, bytes: piecesAsTheyLie(db, hash) };
  for (const id of plan.drafts) {
    const { draft, answers } = await look(db, [db.drafts, db.answers], async () => ({
      draft: await db.drafts.get(id),
      answers: await db.answers.where({ draft: id }).toArray(),
    }));
    if (!draft) continue;
    const isAnonymous = plan.survey.privacy === 'anonymous';
    const changedAt = isAnonymous ? toDay(new Date(draft.changedAt)) : draft.changedAt;
    yield { table: 'drafts', row: { ...draft, changedAt } as unknown as Row };
    for (const row of answers) yield { table: 'answers', row: row as unknown as Row };
  }
  for (const name of plan.submissions) {
    const [id = '', hash] = name.split('/');
    const row = hash === undefined ? await db.submissions.get(id) : await db.revisions.get([id, hash]);
    if (!row) continue;
    const { keptAt: _, ...kept } = row;
    yield { table: hash === undefined ? 'submissions' : 'revisions', row: kept as unknown as Row };
  }
}

async function* piecesAsTheyLie(db: Database, hash: string) {
  for (let at = 0; ; at++) {
    const piece = await look(db, [db.mediaPieces], () => db.mediaPieces.get([hash, at]));
    if (!piece) return;
    yield { at, bytes: new Uint8Array(piece.bytes), sealed: 'sealed' in piece };
  }
}

/** Notes that a file was made: what is in it may come to the server by other hands. */
export const noteLockedGiven = (
  db: Database,
  { submissions, drafts }: LockedPlan,
  note: Pick<HandOverNote, 'id' | 'at'>,
): Promise<void> =>
  act(db, [db.handOvers, db.outbox], async () => {
    await db.outbox
      .where('id')
      .anyOf([...submissions])
      .modify({ mayBeThere: true });
    const counts = { submissions: submissions.length, drafts: drafts.length };
    await db.handOvers.put({ ...note, from: '', direction: 'out', ...counts });
  });

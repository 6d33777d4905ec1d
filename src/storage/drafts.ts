import type { Change, Kept } from '../questionnaire/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { foundBy } from './names.ts';
import type { Draft, FinishedSubmission } from './rows.ts';
import { AlreadyFinished, DraftGone } from './trouble.ts';

/** Begins a draft, with the answers that it begins with (presets, defaults). Only after consent: before it nothing is kept. */
export const beginDraft = (db: Database, draft: Draft, changes: readonly Change[]): Promise<void> =>
  act(db, [db.drafts, db.answers], async () => {
    await db.drafts.put(draft);
    await writeChanges(db, draft.id, changes);
  });

/** What else a tap may change of a draft. */
export type Standing = Pick<Draft, 'changedAt'> &
  Partial<Pick<Draft, 'where' | 'language' | 'pages' | 'consent' | 'name' | 'stands'>>;

/** Keeps what one act of the interview changed, and nothing else; when it resolves, the disk has it. */
export const keepAnswers = (
  db: Database,
  draft: string,
  changes: readonly Change[],
  standing: Standing,
): Promise<void> =>
  act(db, [db.drafts, db.answers], async () => {
    const found = { ...standing, ...foundBy(standing.name) };
    if ((await db.drafts.update(draft, found)) === 0 && !(await db.drafts.get(draft))) {
      throw new DraftGone(draft);
    }
    await writeChanges(db, draft, changes);
  });

/** A draft and its answers, to go on with. */
export const openDraft = (
  db: Database,
  id: string,
): Promise<{ readonly draft: Draft; readonly kept: readonly Kept[] } | undefined> =>
  look(db, [db.drafts, db.answers], async () => {
    const draft = await db.drafts.get(id);
    if (!draft) return undefined;
    const rows = await db.answers.where({ draft: id }).toArray();
    return { draft, kept: rows.map(({ ref, answer }) => ({ ref, answer })) };
  });

/**
 * What a person began to answer here themselves and has not finished; the latest, if there are several. An enumerator's
 * interviews have addresses of their own.
 */
export const draftFor = (db: Database, survey: string): Promise<Draft | undefined> =>
  look(db, [db.drafts], async () => {
    const drafts = await db.drafts.where({ survey }).sortBy('changedAt');
    return drafts.findLast(({ mode }) => mode !== 'interview');
  });

/** The interviews begun on this device and not yet finished, latest first. */
export const newestDrafts = (db: Database): Promise<Draft[]> =>
  look(db, [db.drafts], () => db.drafts.orderBy('changedAt').reverse().toArray());

/** A draft becomes a submission and waits in the outbox: all of it happens, or none. Its id is the draft's. */
export const finishDraft = (db: Database, submission: FinishedSubmission): Promise<void> =>
  act(db, [db.drafts, db.answers, db.submissions, db.outbox], async () => {
    const { id, hash, keptAt } = submission;
    const before = await db.submissions.get(id);
    if (before?.hash === hash) return; // by the other tab, or by this act before its connection was lost
    if (before) throw new AlreadyFinished(id);
    if (!(await db.drafts.get(id))) throw new DraftGone(id);
    await db.submissions.add({ ...submission, ...foundBy(submission.name) });
    await db.outbox.add({ id, state: 'waiting', since: keptAt, tries: 0, triedAt: 0, nextTryAt: 0 });
    await forget(db, id);
  });

/** Takes a draft away for good: the person declined after all, or begins anew. */
export const discardDraft = (db: Database, id: string): Promise<void> =>
  act(db, [db.drafts, db.answers], () => forget(db, id));

async function writeChanges(db: Database, draft: string, changes: readonly Change[]): Promise<void> {
  const kept = changes.flatMap(({ ref, answer }) => (answer === undefined ? [] : [{ draft, ref, answer }]));
  const gone = changes.flatMap(({ ref, answer }): [string, string][] =>
    answer === undefined ? [[draft, ref]] : [],
  );
  if (kept.length > 0) await db.answers.bulkPut(kept);
  if (gone.length > 0) await db.answers.bulkDelete(gone);
}

async function forget(db: Database, id: string): Promise<void> {
  await db.answers.where({ draft: id }).delete();
  await db.drafts.delete(id);
}

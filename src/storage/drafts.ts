import type { Change, Kept } from '../questionnaire/index.ts';
import type { MediaFile, Submission } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { attachBeside, letGo, ofOwner } from './mediaOwners.ts';
import { queueMedia } from './mediaQueue.ts';
import { foundBy } from './names.ts';
import { leaveWay } from './outbox.ts';
import { type Draft, type FinishedSubmission, twinKey } from './rows.ts';
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

/**
 * A draft becomes a submission and waits in the outbox: all of it happens, or none. Its id is the draft's, or the one that the
 * draft stands for. `files` are those that the submission lists: they wait for it to be received; what else was attached to the
 * draft goes. What else has that id on this device stays, and is seen:
 *
 *                                          the one before           this one
 *   nothing before                         –                        has the id
 *   the draft corrects it                  is a past revision       has the id
 *   another version (it was handed over)   has the id               stands beside it, and both are sent
 */
export const finishDraft = (
  db: Database,
  submission: FinishedSubmission,
  files: readonly MediaFile[] = [],
  draft = submission.id,
): Promise<void> =>
  act(db, finishing(db), async () => {
    const { id, hash, keptAt } = submission;
    const before = await db.submissions.get(id);
    const isThere = before?.hash === hash || (await db.revisions.get([id, hash])) !== undefined;
    const begun = await db.drafts.get(draft);
    if (!begun) {
      if (isThere) return; // by the other tab, or by this act before its connection was lost
      throw before ? new AlreadyFinished(id) : new DraftGone(draft);
    }
    if (!isThere) {
      const isBeside = before !== undefined && begun.basedOn !== before.hash;
      if (before && !isBeside) await makePast(db, before);
      await (isBeside ? db.revisions : db.submissions).put({ ...submission, ...foundBy(submission.name) });
      const place = isBeside ? twinKey(submission) : id;
      await db.outbox.put({ id: place, state: 'waiting', since: keptAt, tries: 0, triedAt: 0, nextTryAt: 0 });
      await queueMedia(db, id, files, keptAt);
    }
    await moveFiles(db, draft, id, files);
    await forget(db, draft, draft === id ? files : []);
  });

/** Within an act: the submission that a correction follows. */
async function makePast(db: Database, before: FinishedSubmission): Promise<void> {
  const { id, hash } = before;
  const receipt = await db.receipts.get(id);
  await db.revisions.put(receipt?.hash === hash ? { ...before, receipt } : before);
  await db.returned.delete(id);
  await leaveWay(db, [id]); // a receipt that is on its way now is for the one before
}

/** Within an act: files of a draft become those of the submission that it stood for. */
async function moveFiles(db: Database, from: string, to: string, files: readonly MediaFile[]): Promise<void> {
  if (from === to) return;
  for (const { name } of files) {
    const attachment = await db.attachments.get([from, name]);
    if (attachment) await attachBeside(db, { ...attachment, owner: to });
  }
}

const finishing = (db: Database) => [
  ...ofDrafts(db),
  db.submissions,
  db.outbox,
  db.receipts,
  db.revisions,
  db.returned,
  db.mediaReceipts,
  db.settings,
];

/**
 * Takes a draft away for good, and its files: the person declined after all, or begins anew. The submission that a correction
 * was begun for stays, with its files.
 */
export const discardDraft = (db: Database, id: string): Promise<void> =>
  act(db, [...ofDrafts(db), db.submissions], () => forget(db, id, []));

/** The tables that a draft and its files lie in. */
const ofDrafts = (db: Database) => [
  db.drafts,
  db.answers,
  db.attachments,
  db.media,
  db.mediaPieces,
  db.mediaOutbox,
];

export async function writeChanges(db: Database, draft: string, changes: readonly Change[]): Promise<void> {
  const kept = changes.flatMap(({ ref, answer }) => (answer === undefined ? [] : [{ draft, ref, answer }]));
  const gone = changes.flatMap(({ ref, answer }): [string, string][] =>
    answer === undefined ? [[draft, ref]] : [],
  );
  if (kept.length > 0) await db.answers.bulkPut(kept);
  if (gone.length > 0) await db.answers.bulkDelete(gone);
}

/**
 * A draft and its files go; but not files that the submission under its id lists (the draft was a correction of it), nor any
 * that an earlier revision still has to send.
 */
async function forget(db: Database, id: string, files: readonly MediaFile[]): Promise<void> {
  await db.answers.where({ draft: id }).delete();
  await db.drafts.delete(id);
  const names = new Set([...files, ...listedBy(await db.submissions.get(id))].map(({ name }) => name));
  const unnamed = (await ofOwner(db, id).toArray()).filter(({ name }) => !names.has(name));
  const sent = await db.mediaOutbox.bulkGet(unnamed.map(({ hash }): [string, string] => [id, hash]));
  await letGo(
    db,
    unnamed.filter((_, at) => sent[at] === undefined),
  );
}

/** A body that was freed lists nothing any more. */
const listedBy = (submission: FinishedSubmission | undefined): readonly MediaFile[] =>
  submission?.body ? ((JSON.parse(submission.body) as Submission).media ?? []) : [];

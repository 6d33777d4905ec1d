/** What comes after a submission was finished: changed before it goes, corrected after it went, sent back by a coordinator. */
import type { Change } from '../questionnaire/index.ts';
import type { Standing } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { writeChanges } from './drafts.ts';
import { erase, whatIsErased } from './erasing.ts';
import { unqueueMedia } from './mediaQueue.ts';
import { isOnItsWay } from './outbox.ts';
import type { Draft } from './rows.ts';

/**
 * drafted: it is a draft again, and waits no more. revising: a draft stands beside it, and will be its next revision.
 * on-its-way: it is being sent at this moment. gone: nothing of it is here that could be changed.
 */
export type Reopened = 'drafted' | 'revising' | 'on-its-way' | 'gone';

/**
 * Opens a submission again, as one act. What the server cannot have (it never went, or was refused) is simply a draft
 * again. Whatever it has, or may have, stays as it is: the draft says by hash what it follows, so that nothing is ever
 * overwritten, here or there.
 *
 *                          never sent   refused   may be there   received   on its way
 *   the submission         a draft      a draft   stays          stays      stays
 *   the draft's basedOn    as before    as before its hash       its hash   –
 */
export const reopen = (
  db: Database,
  draft: Omit<Draft, 'basedOn'>,
  answers: readonly Change[],
  followed: string | undefined,
): Promise<Reopened> =>
  act(db, [...whatIsErased(db), db.withdrawals], async () => {
    const { id } = draft;
    const submission = await db.submissions.get(id);
    const parcel = await db.outbox.get(id);
    const begun = await db.drafts.get(id);
    if (begun) return begun.basedOn ? 'revising' : 'drafted';
    if (!submission?.body || (await db.withdrawals.where({ id }).count()) > 0) return 'gone';
    if (parcel && (await isOnItsWay(db, id))) return 'on-its-way';
    const isFresh = parcel !== undefined && !parcel.mayBeThere;
    const basedOn = isFresh ? followed : submission.hash;
    await db.drafts.put(basedOn === undefined ? draft : { ...draft, basedOn });
    await writeChanges(db, id, answers);
    if (!isFresh) return 'revising';
    await db.submissions.delete(id);
    await db.outbox.delete(id);
    await unqueueMedia(db, id);
    return 'drafted';
  });

/** A submission to ask about: by its hash the device proves that it has it. */
export interface Asked {
  readonly id: string;
  readonly hash: string;
  readonly survey: string;
}

/** Received submissions that are not taken back, latest first, of the surveys that may be asked about. */
export const received = (
  db: Database,
  isAskedAbout: (survey: string) => boolean,
  most: number,
): Promise<Asked[]> =>
  look(db, [db.submissions, db.receipts, db.outbox, db.withdrawals], async () => {
    const latest = await db.submissions.orderBy('keptAt').reverse().limit(mostLookedAt).primaryKeys();
    const withdrawn = new Set((await db.withdrawals.toArray()).map(({ id }) => id));
    const unsent = new Set(await db.outbox.toCollection().primaryKeys());
    return (await db.receipts.bulkGet(latest))
      .flatMap((receipt) => receipt ?? [])
      .filter(({ id, survey }) => isAskedAbout(survey) && !unsent.has(id) && !withdrawn.has(id))
      .slice(0, most)
      .map(({ id, hash, survey }) => ({ id, hash, survey }));
  });

const mostLookedAt = 5_000; // receipts of 300 bytes: half a year of an enumerator's work

/** Keeps what the server said of some: which were sent back, which are so no more, which were taken back elsewhere. */
export const keepStandings = (
  db: Database,
  heard: readonly (Standing & { readonly code: string; readonly survey: string })[],
  heardAt: string,
): Promise<void> =>
  act(db, [db.returned, db.withdrawals, ...whatIsErased(db)], async () => {
    for (const { id, survey, code, standing, current, comment = '', remarks } of heard) {
      if (standing === 'returned')
        await db.returned.put({
          id,
          survey,
          basedOn: current.hash,
          comment,
          ...(remarks && { remarks }),
          heardAt,
        });
      else await db.returned.delete(id);
      if (standing !== 'withdrawn') continue;
      const done = { state: 'done', wishedAt: heardAt, tries: 0, triedAt: 0, nextTryAt: 0 } as const;
      await db.withdrawals.put({ code, id, survey, ...done });
      await erase(db, id);
    }
  });

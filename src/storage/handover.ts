/** What this device gives away without a network: chosen at one instant, then read row by row while it is written. */
import { canonicalJson } from '../questionnaire/index.ts';
import {
  type HandOverCounts,
  type HandOverDraft,
  type HandOverFile,
  type HandOverRecord,
  toKeptMoment,
} from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { attachmentsOf, mediaPieces } from './media.ts';
import { foundBy } from './names.ts';
import { type Draft, type FinishedSubmission, type HandOverNote, twinKey } from './rows.ts';

/** unreceived: drafts, and what has no receipt yet. all: whatever is here. */
export type HandOverChoice = 'unreceived' | 'all';

/** What goes into a hand-over: names only, for there may be ten thousand. */
export interface HandOverPlan {
  readonly surveys: readonly string[];
  readonly isBackup: boolean;
  readonly questionnaires: readonly string[];
  readonly drafts: readonly string[];
  /** Names in the outbox, received or not: the id, or `twinKey`. */
  readonly submissions: readonly string[];
  readonly files: readonly HandOverFile[];
  readonly counts: HandOverCounts;
  /** Letters of all answers together, about. */
  readonly letters: number;
}

/** Chooses what a hand-over of these surveys takes along. `only` names drafts and submissions by their ids. */
export const planHandOver = (
  db: Database,
  surveys: readonly string[],
  choice: HandOverChoice,
  { isBackup = false, only }: { isBackup?: boolean; only?: ReadonlySet<string> } = {},
): Promise<HandOverPlan> =>
  look(db, whatIsGiven(db), async () => {
    const waiting = new Set(await db.outbox.toCollection().primaryKeys());
    const withFiles = new Set((await db.mediaOutbox.toCollection().primaryKeys()).map(([id]) => id));
    const isWanted = (key: string, id: string) =>
      (choice === 'all' || waiting.has(key) || withFiles.has(id)) && (!only || only.has(id));

    const found = { drafts: [] as string[], submissions: [] as string[], letters: 0 };
    const hashes = new Set<string>();
    const owners = new Set<string>();
    const take = (key: string, one: FinishedSubmission): void => {
      if (one.body === '' || !surveys.includes(one.survey) || !isWanted(key, one.id)) return;
      found.submissions.push(key);
      found.letters += one.body.length;
      owners.add(one.id);
    };
    await db.submissions.each((one) => take(one.id, one));
    await db.revisions.each((one) => take(twinKey(one), one));
    await db.drafts.each(({ id, survey, questionnaire }) => {
      if (!surveys.includes(survey) || (only && !only.has(id))) return;
      found.drafts.push(id);
      found.letters += 2_000; // of an interview half answered, as it is written
      owners.add(id);
      hashes.add(questionnaire);
    });
    // an empty phone is to begin new interviews, too
    if (isBackup)
      for (const survey of present(await db.surveys.bulkGet([...surveys]))) hashes.add(survey.questionnaire);
    const kept = await db.questionnaires.bulkGet([...hashes]);
    const questionnaires = kept.flatMap((one) => (one ? [one.hash] : []));
    for (const one of kept) found.letters += one ? JSON.stringify(one.questionnaire).length : 0;
    const files = await filesOf(db, owners, choice);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const counts = {
      surveys: isBackup ? surveys.length : 0,
      questionnaires: questionnaires.length,
      drafts: found.drafts.length,
      submissions: found.submissions.length,
      files: files.length,
      bytes,
    };
    return { ...found, surveys, isBackup, questionnaires, files, counts };
  });

/** Files that the server has are left out where only what it has not is given. */
async function filesOf(
  db: Database,
  owners: ReadonlySet<string>,
  choice: HandOverChoice,
): Promise<HandOverFile[]> {
  const found = new Map<string, HandOverFile>();
  const here = new Set(await db.media.toCollection().primaryKeys());
  const there = new Set((await db.mediaReceipts.toCollection().primaryKeys()).map((key) => key.join(' ')));
  await db.attachments.each(({ owner, hash, type, size }) => {
    const isWanted = choice === 'all' || !there.has(`${owner} ${hash}`);
    if (owners.has(owner) && here.has(hash) && isWanted) found.set(hash, { hash, type, size });
  });
  return [...found.values()];
}

const whatIsGiven = (db: Database) => [
  db.drafts,
  db.submissions,
  db.revisions,
  db.outbox,
  db.questionnaires,
  db.surveys,
  db.attachments,
  db.media,
  db.mediaOutbox,
  db.mediaReceipts,
];

/** The same without the questionnaires, which a device that works in the survey has: small enough for codes. */
export const lean = (plan: HandOverPlan): HandOverPlan => ({
  ...plan,
  questionnaires: [],
  counts: { ...plan.counts, questionnaires: 0 },
});

/** What the plan names, read when it is asked for. What has gone since is left out: then the counts do not agree any more. */
export async function* handOverRecords(db: Database, plan: HandOverPlan): AsyncGenerator<HandOverRecord> {
  const surveys = new Map(
    (await db.surveys.bulkGet([...plan.surveys])).flatMap((it) => (it ? [[it.id, it]] : [])),
  );
  if (plan.isBackup) for (const survey of surveys.values()) yield { survey };
  for (const hash of plan.questionnaires) {
    const kept = await db.questionnaires.get(hash);
    if (kept) yield { questionnaire: { hash, text: canonicalJson(kept.questionnaire) } };
  }
  if (plan.isBackup) {
    for (const kept of present(await db.enrolments.bulkGet([...plan.surveys]))) {
      const { enrolledAt: _, questionnaire: __, ...enrolment } = kept;
      yield { enrolment };
    }
  }
  for (const file of plan.files) yield { file, bytes: bytesOf(db, file.hash) };
  for (const id of plan.drafts) {
    const draft = await draftRecord(db, id, (survey) => surveys.get(survey)?.privacy ?? 'anonymous');
    if (draft) yield { draft };
  }
  for (const key of plan.submissions) {
    const [id = '', hash] = key.split('/');
    const one = hash === undefined ? await db.submissions.get(id) : await db.revisions.get([id, hash]);
    if (!one?.body) continue;
    yield {
      submission: { hash: one.hash, body: one.body, ...(one.name !== undefined && { name: one.name }) },
    };
  }
}

const present = <T>(list: readonly (T | undefined)[]): T[] => list.filter((one) => one !== undefined);

async function* bytesOf(db: Database, hash: string): AsyncGenerator<Uint8Array> {
  for await (const piece of mediaPieces(db, hash)) yield new Uint8Array(piece);
}

/** A draft with its answers at one instant. Of an anonymous survey's, only the days leave the device. */
async function draftRecord(
  db: Database,
  id: string,
  privacyOf: (survey: string) => Parameters<typeof toKeptMoment>[1],
): Promise<HandOverDraft | undefined> {
  const found = await look(db, [db.drafts, db.answers], async () => {
    const draft = await db.drafts.get(id);
    return draft && { draft, rows: await db.answers.where({ draft: id }).toArray() };
  });
  if (!found) return undefined;
  const { draft, rows } = found;
  const { survey, questionnaire, language, mode, where, pages, consent, basedOn, standsFor, name } = draft;
  const media = (await attachmentsOf(db, id)).map(({ owner: _, ...file }) => file);
  const toMoment = (moment: string) => toKeptMoment(new Date(moment), privacyOf(survey));
  return {
    ...{ id, survey, questionnaire, language, mode, where, pages },
    startedAt: toMoment(draft.startedAt),
    changedAt: toMoment(draft.changedAt),
    ...(name !== undefined && { name }),
    ...(consent && { consent }),
    ...(basedOn !== undefined && { basedOn }),
    ...(standsFor !== undefined && { standsFor }),
    answers: rows.map(({ ref, answer }) => ({
      ref,
      answer: answer as HandOverDraft['answers'][number]['answer'],
    })),
    ...(media.length > 0 && { media }),
  };
}

/**
 * Notes that a file was made. What is in it may be at the server before this device brings it there: from now on none of it
 * becomes a draft again as if it had never gone.
 */
export const noteHandedOver = (
  db: Database,
  plan: HandOverPlan,
  note: Omit<HandOverNote, 'direction'>,
): Promise<void> =>
  act(db, [db.handOvers, db.outbox], async () => {
    await db.outbox
      .where('id')
      .anyOf([...plan.submissions])
      .modify({ mayBeThere: true });
    await db.handOvers.put({ ...note, direction: 'out' });
  });

/** The files that this device made and took in, latest first. */
export const handOverNotes = (db: Database): Promise<HandOverNote[]> =>
  look(db, [db.handOvers], () => db.handOvers.orderBy('at').reverse().toArray());

/** Of every survey that is on this device: whether anything of it is, too. */
export const surveysWithWork = (db: Database): Promise<string[]> =>
  look(db, [db.surveys, db.drafts, db.submissions], async () => {
    const ids = await db.surveys.toCollection().primaryKeys();
    const counts = await Promise.all(
      ids.map(
        async (survey) =>
          (await db.drafts.where({ survey }).count()) + (await db.submissions.where({ survey }).count()),
      ),
    );
    return ids.filter((_, at) => counts[at]);
  });

/** A draft as this device keeps it, out of a hand-over. */
export const toDraft = (
  { answers: _, media: __, consent, basedOn, standsFor, name, ...rest }: HandOverDraft,
  brought: Draft['brought'],
): Draft => ({
  ...rest,
  ...(name !== undefined && { name, ...foundBy(name) }),
  ...(consent && { consent }),
  ...(basedOn !== undefined && { basedOn }),
  ...(standsFor !== undefined && { standsFor }),
  ...(brought && { brought }),
});

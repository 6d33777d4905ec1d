/** What this device takes in without a network. Nothing that is here is ever written over: what differs is kept beside it. */
import { Questionnaire } from '../questionnaire/index.ts';
import {
  draftPrint,
  type HandOverDraft,
  type HandOverHeader,
  type HandOverPart,
  HandOverRefused,
  type MediaFile,
  readPlain,
  submissionIdFor,
} from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { keepDeviceId } from './enrolments.ts';
import { toDraft } from './handover.ts';
import { takeFile } from './handover-files.ts';
import { attachBeside } from './mediaOwners.ts';
import { queueMedia } from './mediaQueue.ts';
import { foundBy } from './names.ts';
import { type Draft, type HandOverNote, twinKey } from './rows.ts';

/**
 * What came of it, in numbers.
 *
 *                 here?                            then
 *   submission    no                               added: it waits in the outbox, as if it had been finished here
 *                 the same bytes                   known
 *                 other bytes under its id         beside: both are kept, and both are sent
 *                 taken back                       known: nothing of it comes back
 *   draft         no                               added
 *                 the same answers                 known
 *                 unchanged since it was brought   renewed, if what comes is later
 *                 changed here                     beside: a second draft
 *                 finished here                    known, if it said the same before; else beside
 */
export interface TakenIn {
  readonly header: HandOverHeader;
  readonly submissions: Tally;
  readonly drafts: Tally & { renewed: number };
  readonly files: { added: number; known: number };
}
interface Tally {
  added: number;
  known: number;
  beside: number;
}

/** Everything from outside that taking in needs. */
export interface TakingIn {
  readonly now: () => Date;
  /** 16 bytes each time. */
  readonly random: () => Uint8Array;
  /** Called after each part. */
  readonly onStep?: (done: number, of: number) => void;
}

/** The note of the time when this very file was taken in here. */
export const takenBefore = (db: Database, id: string): Promise<HandOverNote | undefined> =>
  look(db, [db.handOvers], () => db.handOvers.get([id, 'in']));

type Submitted = Extract<HandOverPart, { kind: 'submission' }>;
const atOnce = 50; // submissions of one act: one wait for the disk for all of them

/**
 * Takes the parts in that were read before to their end and found whole. Each act is all or nothing, files before what names
 * them; ended in the middle, it goes on where the same file is taken in again, and the note that makes it known comes last.
 */
export async function takeIn(
  db: Database,
  parts: AsyncIterable<HandOverPart>,
  world: TakingIn,
): Promise<TakenIn> {
  const none = () => ({ added: 0, known: 0, beside: 0 });
  const found = { submissions: none(), drafts: { ...none(), renewed: 0 }, files: { added: 0, known: 0 } };
  let header: HandOverHeader | undefined;
  let done = 0;
  const waiting: Submitted[] = [];
  const prints: string[] = [];
  const flush = async () => {
    for (const what of await takeSubmissions(db, waiting.splice(0), world)) found.submissions[what]++;
  };
  for await (const part of parts) {
    if (part.kind === 'header') header = part.header;
    else if (!header) throw new HandOverRefused('broken');
    else if (part.kind === 'file') found.files[await takeFile(db, part.file, part.bytes, world.now())]++;
    else if (part.kind === 'submission') waiting.push(part);
    else if (part.kind === 'draft') {
      found.drafts[await takeDraft(db, part.draft, header, world)]++;
      prints.push(draftPrint(part.draft));
    } else await takeGround(db, part, world);
    if (waiting.length === atOnce) await flush();
    const { counts } = header;
    world.onStep?.(done++, counts.submissions + counts.drafts + counts.files + counts.questionnaires);
  }
  await flush();
  if (!header) throw new HandOverRefused('broken');
  const { id, from = '', counts } = header;
  await act(db, [db.handOvers], async () => {
    const { submissions, drafts } = counts;
    const at = world.now().toISOString();
    await db.handOvers.put({ id, direction: 'in', at, from, submissions, drafts, prints });
  });
  return { header, ...found };
}

/** What interviews stand on: it is added where it is missing, and what is here stays as it is. */
async function takeGround(
  db: Database,
  part: Extract<HandOverPart, { kind: 'survey' | 'enrolment' | 'questionnaire' }>,
  { now }: TakingIn,
): Promise<void> {
  if (part.kind === 'questionnaire') {
    const questionnaire = Questionnaire.safeParse(readPlain(part.text));
    if (!questionnaire.success) throw new HandOverRefused('other-version');
    await act(db, [db.questionnaires], async () => {
      const { hash } = part;
      if (!(await db.questionnaires.get(hash)))
        await db.questionnaires.put({ hash, questionnaire: questionnaire.data });
    });
    return;
  }
  await act(db, [db.surveys, db.enrolments, db.questionnaires, db.settings], async () => {
    if (part.kind === 'survey' && !(await db.surveys.get(part.survey.id))) await db.surveys.put(part.survey);
    if (part.kind !== 'enrolment' || (await db.enrolments.get(part.enrolment.survey))) return;
    const { survey, device } = part.enrolment;
    const newest = (await db.surveys.get(survey))?.questionnaire ?? '';
    const questionnaire = (await db.questionnaires.get(newest)) ? newest : null;
    await db.enrolments.put({ ...part.enrolment, questionnaire, enrolledAt: now().toISOString() });
    await keepDeviceId(db, device);
  });
}

const takeSubmissions = (
  db: Database,
  list: readonly Submitted[],
  { now }: TakingIn,
): Promise<(keyof Tally)[]> =>
  act(db, whatSubmissionsAreIn(db), async () => {
    const found: (keyof Tally)[] = [];
    for (const one of list) found.push(await takeSubmission(db, one, now().toISOString()));
    return found;
  });

const whatSubmissionsAreIn = (db: Database) => [
  db.submissions,
  db.revisions,
  db.outbox,
  db.attachments,
  db.media,
  db.mediaOutbox,
  db.mediaReceipts,
  db.receipts,
  db.settings,
  db.withdrawals,
];

/** Within an act. */
async function takeSubmission(
  db: Database,
  { submission, body, hash, name }: Submitted,
  keptAt: string,
): Promise<keyof Tally> {
  const { id, survey, questionnaire, language, finishedAt, media = [] } = submission;
  if (await isTakenBack(db, id)) return 'known';
  const before = await db.submissions.get(id);
  const isKnown = before?.hash === hash || (await db.revisions.get([id, hash])) !== undefined;
  if (!isKnown) {
    const named = name === undefined ? {} : { name, ...foundBy(name) };
    const kept = { id, survey, questionnaire, language, finishedAt, keptAt, body, hash, ...named };
    await (before ? db.revisions : db.submissions).add(kept);
    const times = { since: keptAt, tries: 0, triedAt: 0, nextTryAt: 0 };
    // who handed it over may bring it to the server first
    await db.outbox.put({ id: before ? twinKey(kept) : id, state: 'waiting', ...times, mayBeThere: true });
  }
  const files = await attachHere(db, id, media);
  const twin = await db.revisions.get([id, hash]);
  const isReceived = twin ? twin.receipt !== undefined : (await db.receipts.get(id))?.hash === hash;
  await queueMedia(db, id, files, keptAt, isReceived ? 'waiting' : 'unanswered');
  if (isKnown) return 'known';
  return before ? 'beside' : 'added';
}

const isTakenBack = async (db: Database, id: string): Promise<boolean> =>
  (await db.withdrawals.where({ id }).count()) > 0;

/** Within an act: those of the files whose bytes are here. */
async function attachHere(db: Database, owner: string, files: readonly MediaFile[]): Promise<MediaFile[]> {
  const here: MediaFile[] = [];
  for (const file of files) {
    if (!(await db.media.get(file.hash))) continue; // the giver had freed it: the server has it
    await attachBeside(db, { ...file, owner });
    here.push(file);
  }
  return here;
}

const takeDraft = (
  db: Database,
  came: HandOverDraft,
  { id: file, from = '', at }: HandOverHeader,
  { now, random }: TakingIn,
): Promise<keyof TakenIn['drafts']> =>
  act(db, whatDraftsAreIn(db), async () => {
    const brought = { from, at, print: draftPrint(came) };
    const stands = came.standsFor ?? came.id;
    if (await isTakenBack(db, stands)) return 'known';
    const finished = await db.submissions.get(stands);
    const isOpenAgain = finished !== undefined && came.basedOn === finished.hash;
    if (finished && !isOpenAgain && (await wasHere(db, file, brought.print))) return 'known';
    const here = await draftsFor(db, came.id, stands);
    for (const { draft, print } of here) {
      if (print === brought.print) return 'known';
      const isUntouched = draft.brought?.print === print && draft.id === came.id;
      if (!isUntouched || draft.changedAt >= came.changedAt) continue; // as late as this one: nobody knows which counts
      await writeDraft(db, toDraft(came, brought), came);
      return 'renewed';
    }
    if (here.length === 0 && (!finished || isOpenAgain)) {
      await writeDraft(db, toDraft(came, brought), came);
      return 'added';
    }
    const privacy = (await db.surveys.get(came.survey))?.privacy ?? 'anonymous';
    const id = submissionIdFor(privacy, now(), random());
    await writeDraft(db, { ...toDraft(came, brought), id, standsFor: stands }, came);
    return 'beside';
  });

const whatDraftsAreIn = (db: Database) => [
  db.drafts,
  db.answers,
  db.submissions,
  db.surveys,
  db.attachments,
  db.media,
  db.handOvers,
  db.withdrawals,
];

/** Whether what was finished here had said so before: it came in an earlier file, or the file is this device's own. */
async function wasHere(db: Database, file: string, print: string): Promise<boolean> {
  if (await db.handOvers.get([file, 'out'])) return true;
  return (await db.handOvers.toArray()).some(({ prints }) => prints?.includes(print));
}

/** The drafts here that are of the same interview, and what they say. */
async function draftsFor(
  db: Database,
  id: string,
  stands: string,
): Promise<{ draft: Draft; print: string }[]> {
  const same = await db.drafts
    .filter((draft) => draft.id === id || draft.id === stands || draft.standsFor === stands)
    .toArray();
  return Promise.all(
    same.map(async (draft) => {
      const answers = await db.answers.where({ draft: draft.id }).toArray();
      return { draft, print: draftPrint({ questionnaire: draft.questionnaire, answers }) };
    }),
  );
}

async function writeDraft(db: Database, draft: Draft, { answers, media = [] }: HandOverDraft): Promise<void> {
  await db.answers.where({ draft: draft.id }).delete();
  await db.drafts.put(draft);
  await db.answers.bulkPut(answers.map(({ ref, answer }) => ({ draft: draft.id, ref, answer })));
  await attachHere(db, draft.id, media);
}

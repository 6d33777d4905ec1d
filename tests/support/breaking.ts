/** A whole interview on a device of its own, one of whose writes fails. */
import type { Answer, Questionnaire, Ref } from '../../src/questionnaire/index.ts';
import { begin } from '../../src/screens/begin.ts';
import { type Database, mediaBlob, openDraft, StorageBroken, StorageFull } from '../../src/storage/index.ts';
import { type Submission, type Survey, toBody } from '../../src/submission/index.ts';
import { chance } from '../simulator/parts/chance.ts';
import { pointOf } from '../simulator/parts/points.ts';
import { type Device, device, type Fault, faultWhere } from './device.ts';
import { type Deed, deedsOf, type Sitting, said, sitDown } from './interviewing.ts';
import { hashOf } from './media.ts';

/** What an interview is of, and what is said in it for sure. */
export interface Plan {
  readonly survey: Survey;
  readonly questionnaire: Questionnaire;
  readonly says: Readonly<Record<string, Answer>>;
  readonly instances: number;
}

/** What happens at a write: `dead`: the connection is lost, and each that is opened in its place as well, until an act gives up. */
export const breaks = ['quota', 'killed', 'dead'] as const;
export type Break = (typeof breaks)[number];

const faultOf = (how: Break): Fault => (how === 'quota' ? 'quota' : 'killed');
const strikes = { quota: 1, killed: 1, dead: 4 };

export interface Ended {
  readonly how: Break;
  /** Where it was struck; nothing where the interview has fewer writes. */
  readonly point: string | undefined;
  /** What the screen said of it. */
  readonly told: readonly string[];
  /** Refs of what was shown as saved, and was not there afterwards. */
  readonly lost: readonly Ref[];
  /** What was finished, files by their hashes. */
  readonly submitted: unknown;
  readonly writes: number;
}

/**
 * Begins, answers all, submits. Whoever is told that something was not kept tries again; or (`returns`) leaves the page, and comes
 * back to find there what was shown as saved, and what they had been giving, too.
 */
export async function interviewed(
  plan: Plan,
  { how, at, returns }: { readonly how: Break; readonly at: number; readonly returns: boolean },
): Promise<Ended> {
  const phone = device({ rest: async () => undefined });
  const told: string[] = [];
  const lost: Ref[] = [];
  let point: string | undefined;
  let saved = new Map<Ref, Answer>();
  const meets = (write: number, table: string, type: string) => {
    const isMet = write >= at && write < at + strikes[how];
    if (isMet) point ??= pointOf(table, type as never);
    return isMet;
  };
  const { writes } = faultWhere(phone.db, meets, faultOf(how));

  const { draft, interview } = await insists(
    () => begin(phone.db, plan.survey, plan.questionnaire, 'en', asInterviewer(plan)),
    told,
  );
  const deeds = deedsOf(interview, plan.says, { chance: chance(1), instances: plan.instances });
  let sat = await sitDown(phone.db, plan, draft.id);
  for (const deed of deeds) {
    const isStruckBefore = point !== undefined;
    if ((await sat.does(deed)) === 'told') {
      told.push(sat.words);
      lost.push(...(await missing(phone, draft.id, saved)));
      if (returns) sat = await comesBack(phone, sat, plan);
      await goesOn(sat, deed, told);
    }
    saved = said(sat.shown);
    if (!isStruckBefore && point !== undefined) lost.push(...(await missing(phone, draft.id, saved)));
  }
  await insists(() => sat.submits(), told);
  sat.leaves();
  return { how, point, told, lost, submitted: await submittedOn(phone.tab(), draft.id), writes: writes() };
}

const asInterviewer = ({ survey }: Plan) => ({ mode: 'interview', version: survey.questionnaire }) as const;

/** Does an act until it is done; in between the screen says what the device could not do. */
async function insists<T>(act: () => Promise<T>, told: string[]): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (cause) {
      if (!(cause instanceof StorageFull || cause instanceof StorageBroken)) throw cause;
      told.push(cause.name);
    }
  }
}

/** On the same page, or on the one that was opened instead. A file is given again; an answer need not be. */
async function goesOn(sat: Sitting, deed: Deed, told: string[]): Promise<void> {
  let came = deed.kind === 'photographs' ? await sat.does(deed) : await sat.triesAgain();
  while (came === 'told') {
    told.push(sat.words);
    came = await sat.triesAgain();
  }
}

async function comesBack(phone: Device, sat: Sitting, plan: Plan): Promise<Sitting> {
  sat.leaves();
  return sitDown(phone.db, plan, sat.draft.id);
}

/** What another page finds otherwise than it was shown as saved. */
async function missing(phone: Device, draft: string, saved: ReadonlyMap<Ref, Answer>): Promise<Ref[]> {
  const there = await openDraft(phone.tab(), draft);
  const kept = new Map(there?.kept.map(({ ref, answer }) => [ref, answer]));
  return [...saved.keys()].filter((ref) => JSON.stringify(kept.get(ref)) !== JSON.stringify(saved.get(ref)));
}

async function submittedOn(db: Database, id: string): Promise<unknown> {
  const kept = await db.submissions.get(id);
  const { answers, media = [] } = JSON.parse(kept?.body ?? '{}') as Submission;
  const hashes: string[] = [];
  let text = JSON.stringify(answers);
  for (const { name, hash } of media) {
    const bytes = await mediaBlob(db, hash);
    hashes.push(bytes && (await hashOf(bytes)) === hash ? hash : `${hash} is not whole`);
    text = text.replaceAll(JSON.stringify(name), JSON.stringify(hash));
  }
  return {
    answers: JSON.parse(text),
    hashes,
    isWhole: kept && toBody(JSON.parse(kept.body)).hash === kept.hash,
    waits: await db.outbox.count(),
    files: await db.mediaOutbox.count(),
    drafts: await db.drafts.count(),
  };
}

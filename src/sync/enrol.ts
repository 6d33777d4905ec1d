import {
  type Database,
  enrolments,
  keepEnrolment,
  keepNewest,
  keepQuestionnaire,
  keepSurvey,
  survey as keptSurvey,
} from '../storage/index.ts';
import { Enrolment, type EnrolmentRequest, Problem, type ProblemCode } from '../submission/index.ts';
import { type Bringing, bringFiles, tidyFiles, wholeQuestionnaire } from './authored.ts';
import { type CheckQuestionnaire, fetchQuestionnaire, fetchSurvey } from './bring.ts';
import { type Way, withPatience } from './send.ts';
import type { Later } from './wire.ts';

export type Outcome =
  | { readonly kind: 'enrolled'; readonly survey: string }
  | { readonly kind: 'refused'; readonly code: ProblemCode }
  /** Its keys are not those that this device knows of the survey: what answers is another server, or says that it is. */
  | { readonly kind: 'other-keys' }
  | Later;

const patience = 30_000;

/** Asks to be let into a survey. When it says `enrolled`, the device has it on its disk; asking again does no harm. */
export async function enrol(
  db: Database,
  way: Way,
  request: EnrolmentRequest,
  now: () => number,
): Promise<Outcome> {
  const said = await ask(way, request);
  if (said.kind !== 'let-in') return said;
  const { enrolment } = said;
  const kept = await keepSurvey(db, enrolment.survey);
  if (kept.kind === 'other-keys') return kept;
  await keepEnrolment(db, enrolment, new Date(now()).toISOString());
  return { kind: 'enrolled', survey: enrolment.survey.id };
}

type Reply =
  | { readonly kind: 'let-in'; readonly enrolment: Enrolment }
  | { readonly kind: 'refused'; readonly code: ProblemCode }
  | Later;

const ask = (way: Way, request: EnrolmentRequest): Promise<Reply> =>
  withPatience<Reply>(way, patience, async (signal) => {
    const reply = await way.post({
      method: 'POST',
      path: '/api/enrolments',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
    const text = await reply.text();
    const said: unknown = reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    const enrolment = Enrolment.safeParse(said);
    if (reply.ok && enrolment.success && enrolment.data.device === request.device)
      return { kind: 'let-in', enrolment: enrolment.data };
    const problem = Problem.safeParse(said);
    if (!reply.ok && problem.success)
      return problem.data.status >= 500
        ? { kind: 'later', reason: 'server-busy' }
        : { kind: 'refused', code: problem.data.code };
    return { kind: 'later', reason: 'not-our-server' };
  });

/** partly: something could not be had just now. full: there is no room for the pictures, sounds and films. */
export type Brought = 'whole' | 'partly' | 'full';

/** What is needed to bring all that an interview shows. */
export interface Bringer extends Bringing {
  readonly check: CheckQuestionnaire;
}

/**
 * Brings what the surveys of this device need, whole and checked, and their news. A version that is here stays until the
 * next one is; drafts keep theirs in any case. Says whether every survey can be asked now without a network.
 */
export async function bringEnrolled(db: Database, bringer: Bringer): Promise<Brought> {
  const all = await enrolments(db);
  const outcomes = await Promise.all(all.map(({ survey }) => bringOne(db, bringer, survey)));
  await tidyFiles(db, bringer.shelf);
  return outcomes.find((it) => it === 'full') ?? outcomes.find((it) => it === 'partly') ?? 'whole';
}

async function bringOne(db: Database, bringer: Bringer, id: string): Promise<Brought> {
  const { way, check } = bringer;
  const news = await fetchSurvey(id, way);
  if (news.kind === 'brought') await keepSurvey(db, news.it);
  const hash = (await keptSurvey(db, id))?.questionnaire;
  if (!hash) return 'partly';
  let whole = await wholeQuestionnaire(db, hash);
  if (!whole) {
    const brought = await fetchQuestionnaire(hash, way, check);
    if (brought.kind !== 'brought') return 'partly';
    whole = brought.it;
    await keepQuestionnaire(db, { hash, questionnaire: whole });
  }
  const files = await bringFiles(whole, bringer);
  if (files === 'whole') await keepNewest(db, id, hash);
  return files;
}

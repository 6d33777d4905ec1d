/** Coming to a survey's address: what is on this device, what has to be fetched, and what there is to do. */
import type { Questionnaire } from '../questionnaire/index.ts';
import {
  type Draft,
  draftFor,
  enrolment,
  keepQuestionnaire,
  keepSurvey,
  questionnaire as keptQuestionnaire,
  survey as keptSurvey,
  latestIn,
} from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { fetchQuestionnaire, fetchSurvey, wayFromHere } from '../sync/index.ts';
import { atDesk } from '../worker/index.ts';
import type { Device } from './device.ts';
import { formOf } from './forms.ts';
import { bringParts } from './parts.ts';

/** Why a survey cannot be shown: keys of `survey.*`. */
export type NoSurvey = 'notHere' | 'unknown' | 'unreadable';

export type Arrival =
  | {
      readonly kind: 'draft';
      readonly draft: Draft;
      readonly survey: Survey;
      readonly questionnaire: Questionnaire;
    }
  | { readonly kind: 'finished'; readonly id: string; readonly survey: Survey }
  /** Interviews of this survey are conducted by enrolled devices: by this one, or by others. */
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'devices'; readonly survey: Survey }
  | { readonly kind: 'new'; readonly survey: Survey; readonly questionnaire: Questionnaire }
  | { readonly kind: 'none'; readonly why: NoSurvey };

/** What there is to do at this address. An unfinished interview comes first, then one that was finished here. */
export async function arrive(
  { db }: Pick<Device, 'db'>,
  id: string,
  inPage: Survey | null,
): Promise<Arrival> {
  const draft = await draftFor(db, id);
  if (!draft && (await enrolment(db, id))) return { kind: 'enrolled' };
  const survey = await bringSurvey({ db }, id, inPage);
  if (typeof survey === 'string') return { kind: 'none', why: survey };
  if (!draft && survey.answeredBy === 'devices') return { kind: 'devices', survey };

  const finished = draft ? undefined : await latestIn(db, id);
  if (finished) return { kind: 'finished', id: finished.id, survey };

  const questionnaire = await bringQuestionnaire({ db }, draft?.questionnaire ?? survey.questionnaire);
  if (typeof questionnaire === 'string') return { kind: 'none', why: questionnaire };
  if (!draft) return { kind: 'new', survey, questionnaire };
  formOf(questionnaire).catch(() => undefined); // begun while the draft is looked up: who needs it hears what is wrong with it
  return { kind: 'draft', draft, survey, questionnaire };
}

/** The same survey for another person on this device. */
export async function arriveAnew(
  { db }: Pick<Device, 'db'>,
  id: string,
): Promise<Extract<Arrival, { kind: 'new' | 'none' }>> {
  const survey = await bringSurvey({ db }, id, null);
  if (typeof survey === 'string') return { kind: 'none', why: survey };
  const questionnaire = await bringQuestionnaire({ db }, survey.questionnaire);
  return typeof questionnaire === 'string'
    ? { kind: 'none', why: questionnaire }
    : { kind: 'new', survey, questionnaire };
}

/** The survey as it came with the page; else as the server tells it now; else as this device remembers it. */
async function bringSurvey(
  { db }: Pick<Device, 'db'>,
  id: string,
  inPage: Survey | null,
): Promise<Survey | NoSurvey> {
  const kept = await keptSurvey(db, id);
  if (!inPage && kept) {
    // What is here will do, and at once; news (a new last day) is kept for the next time.
    void fetchSurvey(id, wayFromHere).then((news) =>
      news.kind === 'brought' ? keepSurvey(db, news.it) : undefined,
    );
    return kept;
  }
  const brought = inPage ? ({ kind: 'brought', it: inPage } as const) : await fetchSurvey(id, wayFromHere);
  if (brought.kind === 'gone') return 'unknown';
  if (brought.kind === 'later') return brought.reason === 'not-our-server' ? 'unreadable' : 'notHere';
  const answer = await keepSurvey(db, brought.it);
  return answer.kind === 'other-keys' ? (kept ?? 'unreadable') : brought.it;
}

async function bringQuestionnaire(
  { db }: Pick<Device, 'db'>,
  hash: string,
): Promise<Questionnaire | NoSurvey> {
  const kept = await keptQuestionnaire(db, hash);
  if (kept) {
    void bringParts(kept); // where there was no network for it the last time
    return kept;
  }
  const brought = await fetchQuestionnaire(hash, wayFromHere, async (text, wanted) =>
    (await atDesk()).checkQuestionnaire(text, wanted),
  );
  if (brought.kind === 'gone') return 'unreadable';
  if (brought.kind === 'later') return brought.reason === 'not-our-server' ? 'unreadable' : 'notHere';
  await keepQuestionnaire(db, { hash, questionnaire: brought.it });
  void bringParts(brought.it);
  return brought.it;
}

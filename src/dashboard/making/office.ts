/** What the making of surveys asks of the server. */
import { type NewSurvey, type PlanChange, PlanStanding, type StateChange } from '../../plan/index.ts';
import { Batch, BatchList, type BatchWish } from '../../submission/index.ts';
import { ofSurvey, post, put, send } from '../office.ts';
import { ask, type Said } from '../wire.ts';

export const makeSurvey = (wish: NewSurvey): Promise<Said<PlanStanding>> =>
  ask(PlanStanding, () => post('/api/coordinator/surveys', wish));

export const planOf = (survey: string): Promise<Said<PlanStanding>> =>
  ask(PlanStanding, () => send(`${ofSurvey(survey)}/plan`));

export const changePlan = (survey: string, change: PlanChange): Promise<Said<PlanStanding>> =>
  ask(PlanStanding, () => put(`${ofSurvey(survey)}/plan`, change));

export const turnSurvey = (survey: string, turn: StateChange): Promise<Said<PlanStanding>> =>
  ask(PlanStanding, () => post(`${ofSurvey(survey)}/state`, turn));

export async function batchesOf(survey: string): Promise<Said<readonly Batch[]>> {
  const said = await ask(BatchList, () => send(`${ofSurvey(survey)}/batches`));
  return said.ok ? { ok: true, value: said.value.batches } : said;
}

export const makeBatch = (survey: string, wish: BatchWish): Promise<Said<Batch>> =>
  ask(Batch, () => post(`${ofSurvey(survey)}/batches`, wish));

/** Where the cards of a batch are, in a language: the first thousand, or those after so many. */
export const cardsAddress = ({ survey, id }: Batch, language: string, after: number): string =>
  `${ofSurvey(survey)}/batches/${id}/cards?lang=${encodeURIComponent(language)}&after=${after}`;
export const cardsInFile = 1_000;

/** Where the links of a batch are, as a file. */
export const linksAddress = ({ survey, id }: Batch, only?: 'unused'): string =>
  `${ofSurvey(survey)}/batches/${id}/links${only ? `?only=${only}` : ''}`;

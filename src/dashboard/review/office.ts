/** What the pages of watching and reviewing ask of the server. */
import { LinePage, Progress, type Wish } from '../../review/index.ts';
import { History, type Remark, Survey } from '../../submission/index.ts';
import { ofSurvey, post, send } from '../office.ts';
import { ask, Nothing, type Said } from '../wire.ts';

/** A page of the table; `after` is what the page before gave as `next`. */
export function lines(survey: string, wish: Wish, after: string | null): Promise<Said<LinePage>> {
  const { group = [], ...rest } = wish;
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''));
  for (const one of group) query.append('group', one);
  if (after !== null) query.set('after', after);
  return ask(LinePage, () => send(`${ofSurvey(survey)}/submissions?${query}`));
}

/** How far the survey is. Asking again costs nothing while nothing has come: the browser keeps the reply with its `ETag`. */
export const progress = (survey: string): Promise<Said<Progress>> =>
  ask(Progress, () => send(`${ofSurvey(survey)}/progress`, { cache: 'no-cache' }));

export const history = (id: string): Promise<Said<History>> =>
  ask(History, () => send(`/api/coordinator/submissions/${id}`));

export const surveyAsAsked = (id: string): Promise<Said<Survey>> =>
  ask(Survey, () => send(`/api/surveys/${encodeURIComponent(id)}`));

/** Where a file of a submission lies. */
export const fileAddress = (submission: string, hash: string): string =>
  `/api/coordinator/submissions/${submission}/media/${hash}`;

/** What may be done with a submission. */
export type ToDo =
  | { readonly kind: 'accept' }
  | { readonly kind: 'restore' }
  | { readonly kind: 'aside'; readonly reason: string }
  | { readonly kind: 'return'; readonly comment: string; readonly remarks?: readonly Remark[] }
  | { readonly kind: 'resolve'; readonly revision: number };

export function does(id: string, { kind, ...said }: ToDo): Promise<Said<undefined>> {
  const hasWords = Object.keys(said).length > 0;
  return ask(Nothing, () => post(`/api/coordinator/submissions/${id}/${kind}`, hasWords ? said : undefined));
}

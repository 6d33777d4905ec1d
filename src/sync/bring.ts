import type { Questionnaire } from '../questionnaire/index.ts';
import { Survey } from '../submission/index.ts';
import { type Way, withPatience } from './send.ts';
import type { Later } from './wire.ts';

/** gone: the server has no such thing. broken: what came is not what was asked for. Neither is kept. */
export type Brought<T> = { readonly kind: 'brought'; readonly it: T } | { readonly kind: 'gone' } | Later;

/** Says whether a text is the questionnaire with this content hash (the worker's desk does it). */
export type CheckQuestionnaire = (
  text: string,
  hash: string,
) => Promise<{ readonly kind: 'sound'; readonly questionnaire: Questionnaire } | { readonly kind: string }>;

const patience = 60_000;

/** Asks the server for a survey. */
export const fetchSurvey = (id: string, way: Way): Promise<Brought<Survey>> =>
  bring(`/api/surveys/${encodeURIComponent(id)}`, way, async (text) => {
    const survey = Survey.safeParse(JSON.parse(text));
    return survey.success && survey.data.id === id ? survey.data : undefined;
  });

/** Asks for a questionnaire by its content hash. One that does not match its hash does not come. */
export const fetchQuestionnaire = (
  hash: string,
  way: Way,
  check: CheckQuestionnaire,
): Promise<Brought<Questionnaire>> =>
  bring(`/api/questionnaires/${hash}`, way, async (text) => {
    const checked = await check(text, hash);
    return 'questionnaire' in checked ? checked.questionnaire : undefined;
  });

const bring = <T>(
  path: string,
  way: Way,
  read: (text: string) => Promise<T | undefined>,
): Promise<Brought<T>> =>
  withPatience<Brought<T>>(way, patience, async (signal) => {
    const reply = await way.post({ method: 'GET', path, headers: { accept: 'application/json' }, signal });
    const isOurs = reply.headers.get('content-type')?.includes('json') ?? false;
    if (reply.status === 404 && isOurs) return { kind: 'gone' };
    if (reply.status >= 500 || reply.status === 429) return { kind: 'later', reason: 'server-busy' };
    if (!reply.ok || !isOurs) return { kind: 'later', reason: 'not-our-server' };
    const it = await read(await reply.text());
    return it === undefined ? { kind: 'later', reason: 'not-our-server' } : { kind: 'brought', it };
  });

/**
 * Who may use which route of the office. Every route has its line here; one that has none is nobody's. What changes something,
 * or hands out what people answered, leaves a line in the office's log.
 */
import { createMiddleware } from 'hono/factory';
import { type Deed, mayDo, type Person, SubmissionId, worksIn } from '../submission/index.ts';
import { refuse } from './problem.ts';
import type { SignedIn } from './routes/session.ts';
import type { Store } from './store/index.ts';

interface Line {
  readonly method: string;
  readonly pattern: RegExp;
  readonly deed: Deed;
  /** What stands in the log when it was done; nothing where looking is all that was done. */
  readonly logged?: string;
}

const line = (method: string, path: string, deed: Deed, logged?: string): Line => ({
  method,
  pattern: new RegExp(`^/api/coordinator${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  deed,
  ...(logged !== undefined && { logged }),
});

const lines: readonly Line[] = [
  line('GET', '/surveys', 'see'),
  line('POST', '/surveys', 'make', 'made a survey'),
  line('GET', '/surveys/{survey}/plan', 'make'),
  line('PUT', '/surveys/{survey}/plan', 'make', 'changed a survey'),
  line('POST', '/surveys/{survey}/state', 'make', 'opened or closed a survey'),
  line('GET', '/surveys/{survey}/batches', 'make'),
  line('POST', '/surveys/{survey}/batches', 'make', 'made invitations'),
  line('GET', '/surveys/{survey}/batches/{batch}/links', 'make', 'took invitations'),
  line('GET', '/surveys/{survey}/batches/{batch}/cards', 'make', 'took invitations'),
  line('GET', '/surveys/{survey}/export', 'export', 'exported'),
  line('GET', '/surveys/{survey}/exports', 'export'),
  line('POST', '/surveys/{survey}/exports', 'export', 'asked for an export'),
  line('GET', '/surveys/{survey}/exports/{export}', 'export'),
  line('DELETE', '/surveys/{survey}/exports/{export}', 'export', 'deleted an export'),
  line('GET', '/surveys/{survey}/exports/{export}/all', 'export', 'took an export'),
  line('GET', '/surveys/{survey}/exports/{export}/files/{name}', 'export', 'took an export'),
  line('GET', '/surveys/{survey}/media', 'export', 'took all files'),
  line('GET', '/surveys/{survey}/results', 'results'),
  line('POST', '/surveys/{survey}/results/renew', 'decide', 'renewed the results'),
  line('GET', '/surveys/{survey}/written/{question}', 'read', 'read answers in words'),
  line('GET', '/surveys/{survey}/report', 'results', 'made a report'),
  line('GET', '/surveys/{survey}/poster', 'see'),
  line('POST', '/surveys/{survey}/codes/poster', 'devices'),
  line('GET', '/surveys/{survey}/standings', 'read'),
  line('GET', '/surveys/{survey}/submissions', 'read'),
  line('GET', '/surveys/{survey}/progress', 'see'),
  line('GET', '/surveys/{survey}/codes', 'devices'),
  line('POST', '/surveys/{survey}/codes', 'devices', 'made an enrolment code'),
  line('POST', '/surveys/{survey}/codes/revoke', 'devices', 'ended an enrolment code'),
  line('GET', '/surveys/{survey}/devices', 'devices'),
  line('POST', '/surveys/{survey}/devices/{device}/retire', 'devices', 'retired a device'),
  line('GET', '/submissions/{submission}', 'read', 'read a submission'),
  line('GET', '/submissions/{submission}/media/{hash}', 'read', 'looked at a file'),
  line('POST', '/submissions/{submission}/return', 'return', 'sent back'),
  line('POST', '/submissions/{submission}/resolve', 'decide', 'resolved a fork'),
  line('POST', '/submissions/{submission}/accept', 'decide', 'accepted'),
  line('PUT', '/files/{hash}', 'author', 'gave a file'),
  line('GET', '/questionnaires/{hash}/media', 'questionnaires'),
  line('POST', '/submissions/{submission}/aside', 'decide', 'set aside'),
  line('POST', '/submissions/{submission}/restore', 'decide', 'counted again'),
  line('POST', '/hand-overs', 'hand-over', 'took in a hand-over'),
  line('GET', '/questionnaires', 'questionnaires'),
  line('POST', '/questionnaires/check', 'author'),
  line('POST', '/questionnaires', 'author', 'brought a questionnaire'),
  line('GET', '/questionnaires/{hash}/files/{kind}', 'questionnaires'),
  line('PUT', '/surveys/{survey}/questionnaire', 'author', 'gave a survey another version'),
  line('GET', '/people', 'people'),
  line('PUT', '/people', 'people', 'changed the people'),
  line('POST', '/people/password', 'people', 'gave a new password'),
  line('POST', '/people/remove', 'people', 'ended an access'),
  line('GET', '/log', 'log'),
];

/** Goes on only where the role allows it, in the surveys that the person works in. */
export const officeAccess = (store: Store, now: () => number) =>
  createMiddleware<SignedIn>(async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const found = lines
      .filter((each) => each.method === method)
      .map((each) => ({ ...each, match: each.pattern.exec(c.req.path) }))
      .find(({ match }) => match !== null);
    if (!found) return refuse(c, { code: 'not-found' });
    const { person } = c.var;
    const { survey, submission } = placeOf(found.match?.groups ?? {});
    if (!mayDo(person.role, found.deed)) return refuse(c, { code: 'forbidden' });
    if (survey !== undefined && !worksIn(person.surveys, survey))
      return refuse(c, { code: 'survey-unknown' });
    if (submission !== undefined && !(await isIn(store, person, submission)))
      return refuse(c, { code: 'not-found' });
    await next();
    if (found.logged === undefined || !c.res.ok) return;
    const address = decoded(c.req.path.replace('/api/coordinator/', ''));
    const about = c.var.about === undefined ? address : `${address}: ${c.var.about}`;
    await store.noteOffice({ at: new Date(now()).toISOString(), who: person.name, did: found.logged, about });
  });

const placeOf = (groups: Readonly<Record<string, string | undefined>>) => ({
  survey: groups.survey === undefined ? undefined : decoded(groups.survey),
  submission: groups.submission === undefined ? undefined : decoded(groups.submission),
});

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Whether a submission belongs to a survey that the person works in; what is not there, the route says itself. */
async function isIn(store: Store, { surveys }: Person, submission: string): Promise<boolean> {
  if (surveys === '*') return true;
  const id = SubmissionId.safeParse(submission);
  const history = id.success ? await store.history(id.data) : null;
  return history === null || worksIn(surveys, history.rows[0]?.survey ?? '');
}

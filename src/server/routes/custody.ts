/** What a coordinator does with single submissions: looks, sends back, and decides which branch of a fork counts. */
import { type Context, Hono } from 'hono';
import {
  type History,
  Resolution,
  Return,
  SettingAside,
  StandingKind,
  Submission,
  SubmissionId,
  SurveyId,
  toDay,
} from '../../submission/index.ts';
import { readBody } from '../body.ts';
import { readComment, toComment } from '../comment.ts';
import { refuse } from '../problem.ts';
import { type Act, isChained, type History as Kept, replay, type Store } from '../store/index.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

const page = 200;

export function custody(store: Store, now: () => number) {
  return new Hono<SignedIn>()
    .get('/surveys/:id/standings', async (c) => {
      const { standing, after } = c.req.query();
      const survey = SurveyId.safeParse(c.req.param('id'));
      const asked = StandingKind.safeParse(standing);
      const from = SubmissionId.safeParse(after);
      if (!survey.success || !asked.success || (after !== undefined && !from.success))
        return refuse(c, { code: 'not-found' });
      const found = await store.standings(survey.data, asked.data, from.data ?? null, page);
      const submissions = found.map(({ id, standing, current, comment }) => ({
        id,
        standing,
        current,
        ...(comment && { comment: readComment(comment).comment }),
      }));
      return c.json({ submissions }, 200, { 'cache-control': 'no-store' });
    })
    .get('/submissions/:id', async (c) => {
      const id = SubmissionId.safeParse(c.req.param('id'));
      const kept = id.success ? await store.history(id.data) : null;
      if (!kept) return refuse(c, { code: 'not-found' });
      return c.json(toHistory(kept), 200, { 'cache-control': 'no-store' });
    })
    .post('/submissions/:id/return', async (c) => {
      const said = Return.safeParse(await bodyOf(c));
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      return does(c, { kind: 'returned', by: c.var.coordinator, comment: toComment(said.data) });
    })
    .post('/submissions/:id/aside', async (c) => {
      const said = SettingAside.safeParse(await bodyOf(c));
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      return does(c, {
        kind: 'aside',
        by: c.var.coordinator,
        comment: toComment({ comment: said.data.reason }),
      });
    })
    .post('/submissions/:id/restore', (c) => does(c, { kind: 'restored', by: c.var.coordinator }))
    .post('/submissions/:id/accept', (c) => does(c, { kind: 'accepted', by: c.var.coordinator }))
    .post('/submissions/:id/resolve', async (c) => {
      const said = Resolution.safeParse(await bodyOf(c));
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      return does(c, { kind: 'resolved', by: c.var.coordinator, revision: said.data.revision });
    });

  async function does(c: Context, act: Act): Promise<Response> {
    const id = SubmissionId.safeParse(c.req.param('id'));
    const done = id.success ? await store.act(id.data, act, toDay(new Date(now()))) : 'unknown';
    if (done === 'unknown') return refuse(c, { code: 'not-found' });
    return done === 'done'
      ? c.body(null, 204, { 'cache-control': 'no-store' })
      : refuse(c, { code: 'not-possible' });
  }
}

async function bodyOf(c: Context): Promise<unknown> {
  const sent = await readBody(c, { type: 'application/json', most: 16 * 1024 });
  return sent instanceof Uint8Array ? readJson(sent) : undefined;
}

function toHistory({ id, rows, log, comment, bodies }: Kept): History {
  const { standing, current } = replay(rows, log);
  return {
    id,
    survey: rows[0]?.survey ?? '',
    standing,
    current,
    ...(comment && readComment(comment)),
    chained: isChained(rows, log),
    revisions: rows.map(({ revision, hash, basedOn, code, receivedAt, late, device }, at) => ({
      revision,
      hash,
      ...(basedOn && { basedOn }),
      code,
      receivedAt,
      late,
      ...(device && { device }),
      submission: bodies[at] ? Submission.parse(JSON.parse(bodies[at])) : null,
    })),
    log: log.map(({ number, day, kind, revision, note }) => ({
      number,
      day,
      kind,
      revision,
      ...(note && { by: String((JSON.parse(note) as { by?: string }).by) }),
    })),
  };
}

/** What is told of a survey. Every figure has passed the thresholds, whoever asks. */
import { Hono } from 'hono';
import { SubmissionId } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { refuse } from '../problem.ts';
import { type ResultsDesk, writtenAnswers } from '../results/index.ts';
import type { Store } from '../store/index.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };

export const results = (desk: ResultsDesk, store: Store, catalogue: Catalogue) =>
  new Hono<SignedIn>()
    .get('/surveys/:id/results', async (c) => {
      const by = c.req.query('by');
      const told = await desk.tell(c.req.param('id'), by);
      if (told) return c.json(told, 200, fresh);
      return refuse(c, { code: by === undefined ? 'survey-unknown' : 'not-found' });
    })
    .get('/surveys/:id/written/:question', async (c) => {
      const { id, question } = c.req.param();
      const { search = '', after } = c.req.query();
      const isThere = after === undefined || SubmissionId.safeParse(after).success;
      const [fielding, told] = await Promise.all([catalogue.fielding(id), desk.tell(id)]);
      if (!fielding || !told) return refuse(c, { code: 'survey-unknown' });
      const sought = { question, search, after: after ?? null };
      const found = isThere ? await writtenAnswers(store, fielding, told, sought) : null;
      return found ? c.json(found, 200, fresh) : refuse(c, { code: 'not-found' });
    })
    .post('/surveys/:id/results/renew', async (c) => {
      const renewed = await desk.renew(c.req.param('id'));
      return renewed ? c.body(null, 204, fresh) : refuse(c, { code: 'not-possible' });
    });

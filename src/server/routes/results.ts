/** What is told of a survey. Every figure has passed the thresholds, whoever asks. */
import { Hono } from 'hono';
import { refuse } from '../problem.ts';
import type { ResultsDesk } from '../results/index.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };

export const results = (desk: ResultsDesk) =>
  new Hono<SignedIn>()
    .get('/surveys/:id/results', async (c) => {
      const by = c.req.query('by');
      const told = await desk.tell(c.req.param('id'), by);
      if (told) return c.json(told, 200, fresh);
      return refuse(c, { code: by === undefined ? 'survey-unknown' : 'not-found' });
    })
    .post('/surveys/:id/results/renew', async (c) => {
      const renewed = await desk.renew(c.req.param('id'));
      return renewed ? c.body(null, 204, fresh) : refuse(c, { code: 'not-possible' });
    });

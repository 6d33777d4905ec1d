/** Going through submissions: the table, and how far the survey is. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { threshold } from '../../results/index.ts';
import { type LinePage, marksWished, Wish } from '../../review/index.ts';
import { readReceiptCode, SubmissionId, type Survey } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { refuse } from '../problem.ts';
import type { ReviewDesk } from '../review/index.ts';
import type { Place, Store } from '../store/index.ts';
import type { SignedIn } from './session.ts';

const most = 50; // lines of a page
const day = 24 * 60 * 60_000;

export function review(desk: ReviewDesk, store: Store, catalogue: Catalogue) {
  return new Hono<SignedIn>()
    .get('/surveys/:id/submissions', async (c) => {
      const survey = await catalogue.survey(c.req.param('id'));
      if (!survey) return refuse(c, { code: 'survey-unknown' });
      const { after, ...query } = c.req.query();
      const group = c.req.queries('group');
      const wish = Wish.safeParse({ ...query, ...(group && { group }) });
      const place = after === undefined ? undefined : readPlace(after);
      if (!wish.success || place === null) return refuse(c, { code: 'not-found' });
      const counts = await desk.counts(survey.id);
      if (!mayBeAsked(survey, wish.data, counts)) return refuse(c, { code: 'not-possible' });
      return c.json(await page(survey.id, wish.data, counts, place), 200, { 'cache-control': 'no-store' });
    })
    .get('/surveys/:id/progress', async (c) => {
      const survey = await catalogue.survey(c.req.param('id'));
      const isCoarse = survey?.privacy === 'anonymous' || c.var.person.role === 'analyst';
      const told = survey && (await desk.progress(survey.id, isCoarse));
      if (!told) return refuse(c, { code: 'survey-unknown' });
      const body = JSON.stringify(c.var.person.role === 'analyst' ? { ...told, devices: [] } : told);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
      const headers = { etag, 'cache-control': 'private, no-cache' };
      if (c.req.header('if-none-match')?.replace(/^W\//, '') === etag) return c.body(null, 304, headers);
      return c.body(body, 200, { ...headers, 'content-type': 'application/json' });
    });

  async function page(
    survey: string,
    wish: Wish,
    counts: ReadonlyMap<string, number>,
    after: Place | undefined,
  ): Promise<LinePage> {
    if (wish.search !== undefined) {
      const lines = await store.review.lines(survey, await idsOf(store, wish.search));
      return { lines: lines.map((line) => JSON.parse(line)), next: null };
    }
    const marks = marksWished(wish).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
    const end = wish.until === undefined ? undefined : { at: Date.parse(wish.until) + day, id: before };
    const begin = after ?? end;
    const { lines, next } = await store.review.find(survey, {
      marks,
      most,
      ...(wish.from !== undefined && { from: Date.parse(wish.from) }),
      ...(begin && { after: begin }),
    });
    return { lines: lines.map((line) => JSON.parse(line)), next: next && `${next.at}.${next.id}` };
  }
}

const before = '00000000-0000-0000-0000-000000000000'; // every id of the moment comes after it

async function idsOf(store: Store, search: string): Promise<string[]> {
  const id = SubmissionId.safeParse(search.trim().toLowerCase());
  if (id.success) return [id.data];
  const code = readReceiptCode(search);
  return code === null ? [] : store.idsByCode(code);
}

/**
 * In an anonymous survey nobody is looked up by who they are: submissions are sought by one thing that they say of the person at
 * most, and only where ten say so. What is wrong with a submission can always be asked for.
 */
function mayBeAsked(
  { privacy }: Pick<Survey, 'privacy'>,
  { language, group = [] }: Wish,
  counts: ReadonlyMap<string, number>,
): boolean {
  if (privacy !== 'anonymous') return true;
  const about = marksWished({ ...(language && { language }), group });
  return about.length <= 1 && about.every((mark) => (counts.get(`#${mark}`) ?? 0) >= threshold);
}

/** Where a page begins, as the page before said; `null` where it said nothing of the kind. */
function readPlace(text: string): Place | null {
  const [, at, id] = /^(-?\d{1,15})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  const read = SubmissionId.safeParse(id);
  return at !== undefined && read.success ? { at: Number(at), id: read.data } : null;
}

/** What a coordinator sees and takes home. */
import { Hono } from 'hono';
import { mayDo, repeatTablesOf, type SurveySummary, worksIn } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { exportCsv } from '../export.ts';
import { refuse } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { SignedIn } from './session.ts';

export const coordinator = (store: Store, catalogue: Catalogue) =>
  new Hono<SignedIn>()
    .get('/surveys', async (c) => {
      const surveys = await Promise.all(
        (await catalogue.plans())
          .filter(
            ({ id, state }) =>
              worksIn(c.var.person.surveys, id) && (state !== 'draft' || mayDo(c.var.person.role, 'make')),
          )
          .map(({ id }) => summaryOf(store, catalogue, id)),
      );
      return c.json({ surveys: surveys.filter((it) => it !== null) }, 200, { 'cache-control': 'no-store' });
    })
    .get('/surveys/:id/export', async (c) => {
      const { format = 'csv', lang, labels, table } = c.req.query();
      const fielding = await catalogue.fielding(c.req.param('id'));
      if (!fielding) return refuse(c, { code: 'survey-unknown' });
      const { survey } = fielding;
      const language = labels === '1' ? (lang ?? survey.defaultLanguage) : undefined;
      const csv = format === 'csv' ? await exportCsv(store, fielding, { labels: language, table }) : null;
      if (!csv) return refuse(c, { code: 'not-found' });
      const name = [survey.id, table, language].filter((part) => part).join('-');
      return c.body(toBytes(csv), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.csv"`,
        'cache-control': 'no-store',
      });
    });

async function summaryOf(store: Store, catalogue: Catalogue, id: string): Promise<SurveySummary | null> {
  const planned = await catalogue.planned(id);
  if (!planned) return null;
  const { title, languages, defaultLanguage, privacy, answeredBy, invited, state } = planned.survey;
  const [counts, standings] = await Promise.all([store.countsOf(id), store.standingCountsOf(id)]);
  const tables = repeatTablesOf(await planned.tabled());
  return {
    id,
    title,
    languages,
    defaultLanguage,
    privacy,
    ...counts,
    ...standings,
    ...(answeredBy && { answeredBy }),
    ...(invited && { invited }),
    ...(state && { state }),
    tables,
  };
}

/** As a stream that makes the next piece only when the last one was taken. */
const toBytes = (pieces: AsyncIterable<string>): ReadableStream<Uint8Array> =>
  ReadableStream.from(pieces).pipeThrough(new TextEncoderStream());

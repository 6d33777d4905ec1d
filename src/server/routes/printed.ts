/** What is printed for people: the report of a survey's results, and posters that ask for answers. */
import { type Context, Hono } from 'hono';
import type { PosterSource } from '../../print/index.ts';
import { isReportLanguage } from '../../report/index.ts';
import {
  CodePosterWish,
  enrolAddress,
  enrolLink,
  invitationLink,
  readReceiptCode,
  respondentLink,
  type Survey,
} from '../../submission/index.ts';
import { readBody } from '../body.ts';
import type { Catalogue, Fielding } from '../catalogue.ts';
import { countsOf, tokenOf } from '../invitations.ts';
import type { Keyring } from '../keys.ts';
import { type Printer, type PrintJob, reportSource } from '../printing/index.ts';
import { refuse } from '../problem.ts';
import type { ResultsDesk } from '../results/index.ts';
import type { Store } from '../store/index.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

export interface PrintDesk {
  readonly store: Store;
  readonly keys: Keyring;
  readonly catalogue: Catalogue;
  readonly results: ResultsDesk;
  readonly printer: Printer;
  readonly publicUrl: URL | null;
  now(): number;
}

const mostCards = 1_000; // in one file: a hundred sheets
const json = { type: 'application/json', most: 1024 };

export function printed({ store, catalogue, keys, results, printer, publicUrl, now }: PrintDesk) {
  const originOf = (c: Context) => publicUrl?.origin ?? new URL(c.req.url).origin;
  const posterSource = (
    { survey, form }: Pick<Fielding, 'form'> & { survey: PosterSource['survey'] },
    languages: readonly string[],
  ) => {
    const { title, defaultLanguage, inserts, privacy, closesOn } = survey;
    return {
      survey: { title, defaultLanguage, inserts, privacy, ...(closesOn && { closesOn }) },
      questionnaire: form.questionnaire,
      languages,
      madeAt: new Date(now()),
    };
  };
  const give = async (c: Context, job: PrintJob, type: string, name: string) => {
    const file = await printer.print(job);
    if (!file) return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '30' });
    return c.body(new Uint8Array(file), 200, {
      'cache-control': 'no-store',
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
    });
  };
  return new Hono<SignedIn>()
    .get('/surveys/:id/report', async (c) => {
      const fielding = await catalogue.fielding(c.req.param('id'));
      if (!fielding) return refuse(c, { code: 'survey-unknown' });
      const { lang: language = 'en', format = 'pdf', by } = c.req.query();
      if (!isReportLanguage(language) || (format !== 'pdf' && format !== 'html'))
        return refuse(c, { code: 'not-found' });
      const released = await results.tellAll(fielding.survey.id);
      const knows = released?.results.groupings.some(({ name }) => name === by);
      if (!released || (by !== undefined && !knows)) return refuse(c, { code: 'not-found' });
      const batches = await countsOf({ store, keys }, fielding.survey.id);
      const source = reportSource(fielding, released, batches, by, new Date(now()));
      const type = format === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8';
      const name = `${fielding.survey.id}-report-${language}.${format}`;
      return give(c, { is: 'report', source, language, format }, type, name);
    })
    .get('/surveys/:id/poster', async (c) => {
      const fielding = await catalogue.fielding(c.req.param('id'));
      if (!fielding) return refuse(c, { code: 'survey-unknown' });
      const { survey } = fielding;
      const languages = (c.req.query('lang') ?? survey.defaultLanguage).split(',');
      if (survey.answeredBy === 'devices' || !speaks(survey, languages))
        return refuse(c, { code: 'not-found' });
      const link = respondentLink(originOf(c), survey.id);
      const job = { is: 'poster', source: posterSource(fielding, languages), link } as const;
      return give(c, job, 'application/pdf', `${survey.id}-poster.pdf`);
    })
    .get('/surveys/:id/batches/:batch/cards', async (c) => {
      const { id, batch } = c.req.param();
      const planned = await catalogue.planned(id);
      const found = planned && (await store.batches(id)).find((one) => one.id === batch);
      const { lang = planned?.survey.defaultLanguage ?? '', after = '0' } = c.req.query();
      if (!found || !/^\d{1,6}$/.test(after) || !planned.survey.languages.includes(lang))
        return refuse(c, { code: 'not-found' });
      c.set('about', `${id}: ${found.name}`);
      const rows = await store.invitations(id, batch, Number(after), mostCards);
      const isAnonymous = planned.survey.privacy === 'anonymous';
      const invited = rows.map((row) => ({
        link: invitationLink(originOf(c), id, tokenOf(keys, row) ?? ''),
        ...(!isAnonymous && row.label !== '' && { name: row.label }),
      }));
      const job = { is: 'cards', source: posterSource(planned, [lang]), invited } as const;
      return give(c, job, 'application/pdf', `${id}-${batch}-cards.pdf`);
    })
    .post('/surveys/:id/codes/poster', async (c) => {
      const sent = await readBody(c, json);
      const said = CodePosterWish.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const fielding = await catalogue.fielding(c.req.param('id'));
      if (!fielding) return refuse(c, { code: 'survey-unknown' });
      const { survey } = fielding;
      const written = readReceiptCode(said.data.code);
      const found = (await store.enrolmentCodes(survey.id)).find(({ code }) => code === written);
      if (!found || !said.data.languages.every(isReportLanguage)) return refuse(c, { code: 'not-found' });
      const origin = originOf(c);
      const code = {
        link: enrolLink(origin, found.code),
        address: enrolAddress(origin),
        code: found.code,
        endsOn: found.endsAt.slice(0, 10),
      };
      const job = { is: 'code', source: posterSource(fielding, said.data.languages), code } as const;
      return give(c, job, 'application/pdf', `${survey.id}-code.pdf`);
    });
}

const speaks = ({ languages }: Survey, wished: readonly string[]): boolean =>
  wished.length > 0 && wished.length <= 5 && wished.every((tag) => languages.includes(tag));

/** The client's files, and the page that each of its screens begins with. */
import { type Context, Hono } from 'hono';
import { inWords, openingOf, writeDay } from '../../questionnaire/index.ts';
import type { Catalogue, Fielding } from '../catalogue.ts';
import type { ClientFiles } from '../client.ts';
import { etagOf, type Packed, pack, sendPacked } from '../packed.ts';
import { refuse } from '../problem.ts';
import { wishedLanguage } from './wishes.ts';

const pageHeaders = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };

export function pages(client: ClientFiles, catalogue: Catalogue): Hono {
  const { index } = client;
  const app = new Hono();
  if (index !== null) {
    const packed = keepPacked();
    const page = async (c: Context) => sendPacked(c, await packed('', index), pageHeaders);
    const surveyPage = async (c: Context) => {
      const fielding = await catalogue.fielding(String(c.req.param('survey')));
      if (!fielding) return sendPacked(c, await packed('', index), pageHeaders, 404); // the page says it in the person's language
      const { languages, defaultLanguage, id } = fielding.survey;
      const language = wishedLanguage(c.req.header('accept-language') ?? '', languages) ?? defaultLanguage;
      const html = withSurvey(index, fielding, language, client.wordsIn(language));
      return sendPacked(c, await packed(`${id} ${language}`, html), pageHeaders, 200, 'accept-language');
    };
    app
      .get('/', page)
      .get('/mine', page)
      .get('/storage', page)
      .get('/hand-over', page)
      .get('/enrol', page)
      .get('/interview/*', page)
      .get('/withdraw', page)
      .get('/coordinator', page)
      .get('/coordinator/*', page);
    app.get('/s/:survey', surveyPage).get('/s/:survey/*', surveyPage);
  }
  return app.get('/*', (c) => {
    const file = client.file(c.req.path);
    if (!file) return refuse(c, { code: 'not-found' });
    const cacheControl = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
    return sendPacked(c, file, { 'content-type': file.type, 'cache-control': cacheControl });
  });
}

/**
 * The page with what a person reads first in the head: the survey, the questionnaire's opening in their language, and the
 * interface's words already on their way. The first two are a data block (HTML §4.12.1: a script element of another type is
 * never run), so that the policy needs no exception. The questionnaire itself waits until the notice can be read: it is as
 * large as half of all that the first question needs.
 */
export function withSurvey(
  index: string,
  { survey, form }: Fielding,
  language: string,
  words: string | undefined,
): string {
  const opening = openingOf(form.questionnaire, language, survey.inserts, writeDay);
  const data = JSON.stringify({ survey, opening }).replaceAll('<', '\\u003c');
  const title = inWords(survey.title, language, [survey.defaultLanguage]).text;
  const head = [
    words ? `<link rel="modulepreload" crossorigin href="${words}">` : '',
    `<script type="application/json" id="survey">${data}</script>`,
  ].join('');
  const place = index.includes('<!-- head -->') ? '<!-- head -->' : '</head>';
  return index
    .replace(place, () => (place === '</head>' ? head + place : head))
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(title)}</title>`);
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Packs a page when it has changed. */
function keepPacked(): (key: string, html: string) => Promise<Packed> {
  const known = new Map<string, Packed>();
  return async (key, html) => {
    const before = known.get(key);
    if (before?.etag === etagOf(html)) return before;
    const fresh = await pack(Buffer.from(html));
    known.set(key, fresh);
    return fresh;
  };
}

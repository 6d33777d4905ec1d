/** Questionnaires of the office: looked at, brought, handed out, given to a survey. */
import { type Context, Hono } from 'hono';
import { Questionnaire } from '../../questionnaire/index.ts';
import { largestQuestionnaire, QuestionnaireFile, VersionWish, worksIn } from '../../submission/index.ts';
import { writeXForm, writeXlsForm } from '../../xlsform/index.ts';
import { readBody } from '../body.ts';
import type { Catalogue } from '../catalogue.ts';
import { refuse } from '../problem.ts';
import type { Library } from '../questionnaires/index.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };
const anyFile = { type: 'application/octet-stream', most: largestQuestionnaire };
const longestNote = 1_000;

export const library = (desk: Library, catalogue: Catalogue, now: () => number) =>
  new Hono<SignedIn>()
    .get('/questionnaires', async (c) => {
      const questionnaires = await desk.shelf((survey) => worksIn(c.var.person.surveys, survey));
      return c.json({ questionnaires }, 200, fresh);
    })
    .post('/questionnaires/check', async (c) => {
      const bytes = await readBody(c, anyFile);
      if (!(bytes instanceof Uint8Array)) return refuse(c, bytes);
      return c.json(await desk.check({ bytes, name: nameOf(c) }), 200, fresh);
    })
    .post('/questionnaires', async (c) => {
      const bytes = await readBody(c, anyFile);
      if (!(bytes instanceof Uint8Array)) return refuse(c, bytes);
      const said = await desk.keep({ bytes, name: nameOf(c) }, bringingOf(c, now));
      if (said === 'overtaken') return refuse(c, { code: 'not-possible' });
      if (said.questionnaire === null) return refuse(c, { code: 'questionnaire-unacceptable' });
      c.set('about', `${said.questionnaire.id}, ${said.number}`);
      return c.json(said, 200, fresh);
    })
    .get('/questionnaires/:hash/files/:kind', async (c) => {
      const packed = await catalogue.questionnaire(c.req.param('hash'));
      const kind = QuestionnaireFile.safeParse(c.req.param('kind'));
      if (!packed || !kind.success) return refuse(c, { code: 'not-found' });
      const questionnaire = Questionnaire.parse(JSON.parse(Buffer.from(packed.plain).toString()));
      const { type, write } = writers[kind.data];
      const name = `${questionnaire.id.replace(/[^\w.-]/g, '_')}.${kind.data}`;
      return c.body(write(questionnaire), 200, {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        ...fresh,
      });
    })
    .put('/surveys/:id/questionnaire', async (c) => {
      const sent = await readBody(c, { type: 'application/json', most: 1_024 });
      const wish = VersionWish.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      if (!wish.success) return refuse(c, { code: 'submission-malformed' });
      const { questionnaire, instead } = wish.data;
      const done = await catalogue.useVersion(c.req.param('id'), { questionnaire, instead });
      c.set('about', questionnaire);
      return done === 'done' ? c.body(null, 204, fresh) : refuse(c, { code: done });
    });

const nameOf = (c: Context): string => (c.req.query('name') ?? '').slice(0, 255);

function bringingOf(c: Context<SignedIn>, now: () => number) {
  const { note = '', after } = c.req.query();
  return {
    who: c.var.person.name,
    at: new Date(now()).toISOString(),
    note: note.toWellFormed().slice(0, longestNote),
    after: after !== undefined && /^\d{1,9}$/.test(after) ? Number(after) : null,
  };
}

interface Writer {
  readonly type: string;
  write(questionnaire: Questionnaire): Uint8Array<ArrayBuffer>;
}

const writers: Readonly<Record<QuestionnaireFile, Writer>> = {
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (questionnaire) => new Uint8Array(writeXlsForm(questionnaire)),
  },
  xml: {
    type: 'application/xml',
    write: (questionnaire) => new TextEncoder().encode(writeXForm(questionnaire)),
  },
  json: {
    type: 'application/json',
    write: (questionnaire) => new TextEncoder().encode(`${JSON.stringify(questionnaire, null, 2)}\n`),
  },
};

/** Batches of invitations for a survey, their links as a file, and what a link tells whoever opens it. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import {
  type Batch,
  BatchWish,
  fewestLinks,
  InvitationAsked,
  type InvitationStanding,
  invitationLink,
  toCsv,
} from '../../submission/index.ts';
import type { NameAddress } from '../address.ts';
import { readBody } from '../body.ts';
import type { Desk } from '../intake.ts';
import { countsOf, freshToken, hashOf, standingOf, tokenOf } from '../invitations.ts';
import { refuse } from '../problem.ts';
import { readJson } from '../submission.ts';
import { countTries } from '../tries.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };
const mostBatches = 200; // of one survey
const page = 1_000; // links
const window = 15 * 60_000;
const wrongAll = 5_000; // in that time: of 2¹²⁸ none is found, and nobody asks so often who has a link

/** What a link tells: only that, and to whoever has it. */
export function invitations({ catalogue, store, keys, now }: Desk, nameOf: NameAddress) {
  const wrong = countTries(now, window);
  const wrongEach = 100;
  return new Hono()
    .post('/', async (c) => {
      const sent = await readBody(c, { type: 'application/json', most: 1024 });
      const said = InvitationAsked.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const from = nameOf(c);
      if (wrong.of(from) >= wrongEach || wrong.of('') >= wrongAll)
        return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '900' });
      const survey = await catalogue.survey(said.data.survey);
      if (!survey) return refuse(c, { code: 'survey-unknown' });
      const standing = await standingOf({ store, keys }, survey.id, said.data.token);
      if (standing === 'unknown') for (const key of [from, '']) wrong.add(key);
      return c.json({ standing } satisfies InvitationStanding, 200, fresh);
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'POST' }));
}

export const batchesOf = ({ store, catalogue, keys, now }: Desk, publicUrl: URL | null) =>
  new Hono<SignedIn>()
    .get('/surveys/:id/batches', async (c) => {
      const batches: Batch[] = await countsOf({ store, keys }, c.req.param('id'));
      return c.json({ batches }, 200, fresh);
    })
    .post('/surveys/:id/batches', async (c) => {
      const sent = await readBody(c, { type: 'application/json', most: 8 * 1024 * 1024 });
      const said = BatchWish.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const planned = await catalogue.planned(c.req.param('id'));
      if (!planned) return refuse(c, { code: 'survey-unknown' });
      const { id: survey, privacy } = planned.survey;
      const { name, links, labels = [] } = said.data;
      c.set('about', `${survey}: ${name}, ${links}`);
      const isAnonymous = privacy === 'anonymous';
      if (isAnonymous && (labels.length > 0 || links < fewestLinks))
        return refuse(c, {
          code: 'not-possible',
          errors: [{ pointer: '/links', code: labels.length > 0 ? 'labelled' : 'too-few' }],
        });
      if ((await store.batches(survey)).length >= mostBatches) return refuse(c, { code: 'too-many-tries' });
      const batch = {
        survey,
        id: randomBytes(8).toString('hex'),
        name,
        madeBy: c.var.coordinator,
        madeAt: new Date(now()).toISOString(),
      };
      const made = Array.from({ length: links }, (_, at) => ({
        token: hashOf(freshToken(keys, { survey, batch: batch.id, number: at + 1 })),
        number: at + 1,
        label: labels[at] ?? '',
      }));
      await store.addBatch(batch, made);
      return c.json({ ...batch, links, used: 0 } satisfies Batch, 200, fresh);
    })
    .get('/surveys/:id/batches/:batch/links', async (c) => {
      const { id, batch } = c.req.param();
      const planned = await catalogue.planned(id);
      const found = planned && (await store.batches(id)).find((one) => one.id === batch);
      if (!found) return refuse(c, { code: 'not-found' });
      const isAnonymous = planned.survey.privacy === 'anonymous';
      const onlyUnused = c.req.query('only') === 'unused';
      if (isAnonymous && onlyUnused) return refuse(c, { code: 'not-possible' });
      c.set('about', `${id}: ${found.name}`);
      const origin = publicUrl?.origin ?? new URL(c.req.url).origin;
      const columns = ['link', 'batch', ...(isAnonymous ? [] : ['for', 'used'])];
      const rows = async function* () {
        for (let after = 0; ; after += page) {
          const some = await store.invitations(id, batch, after, page);
          for (const row of some) {
            if (onlyUnused && row.used) continue;
            const link = invitationLink(origin, id, tokenOf(keys, row) ?? '');
            yield [link, found.name, ...(isAnonymous ? [] : [row.label, row.used ? 1 : 0])];
          }
          if (some.length < page) return;
        }
      };
      return c.body(ReadableStream.from(toCsv(columns, rows())).pipeThrough(new TextEncoderStream()), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${id}-${batch}.csv"`,
        ...fresh,
      });
    });

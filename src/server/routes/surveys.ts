/** Hands out what a phone needs to ask: surveys, questionnaires, and the keys that receipts are signed with. */
import { Hono } from 'hono';
import type { Catalogue } from '../catalogue.ts';
import type { Keyring } from '../keys.ts';
import { etagOf, sendPacked } from '../packed.ts';
import { refuse } from '../problem.ts';

const forEver = 'public, max-age=31536000, immutable'; // its address is its hash

export const surveys = (catalogue: Catalogue) =>
  new Hono()
    .get('/:id', async (c) => {
      const survey = await catalogue.survey(c.req.param('id'));
      if (!survey) return refuse(c, { code: 'survey-unknown' });
      const plain = Buffer.from(JSON.stringify(survey));
      const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=60' };
      return sendPacked(c, { plain, etag: etagOf(plain) }, headers);
    })
    .all('/:id', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));

export const questionnaires = (catalogue: Catalogue) =>
  new Hono()
    .get('/:hash', async (c) => {
      const found = await catalogue.questionnaire(c.req.param('hash'));
      if (!found) return refuse(c, { code: 'questionnaire-unknown' });
      return sendPacked(c, found, { 'content-type': 'application/json', 'cache-control': forEver });
    })
    .all('/:hash', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));

export const keys = (keyring: Keyring) =>
  new Hono()
    .get('/', (c) => c.json({ keys: keyring.publicKeys }, 200, { 'cache-control': 'public, max-age=300' }))
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));

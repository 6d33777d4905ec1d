/** The people of the office: who they are, what they may do, and what was done. */
import { type Context, Hono } from 'hono';
import { type PersonMade, PersonNamed, PersonWish } from '../../submission/index.ts';
import { readBody } from '../body.ts';
import { refuse } from '../problem.ts';
import { givePassword } from '../sessions.ts';
import type { Store } from '../store/index.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };
const json = { type: 'application/json', most: 32 * 1024 };
const page = 200;
const mostPeople = 500;

export const people = (store: Store) =>
  new Hono<SignedIn>()
    .get('/people', async (c) => c.json({ people: await store.people() }, 200, fresh))
    .put('/people', async (c) => {
      const wish = PersonWish.safeParse(await bodyOf(c));
      if (!wish.success) return refuse(c, { code: 'submission-malformed' });
      const person = wish.data;
      c.set('about', `${person.name}, ${person.role}`);
      const isNew = (await store.person(person.name)) === null;
      if (isNew && (await store.people()).length >= mostPeople) return refuse(c, { code: 'too-many-tries' });
      const password = isNew ? await givePassword(store, person.name) : null;
      if (!(await store.setRole(person))) return refuse(c, { code: 'not-possible' }); // the last admin stays one
      return c.json({ person, password } satisfies PersonMade, 200, fresh);
    })
    .post('/people/password', async (c) => {
      const said = PersonNamed.safeParse(await bodyOf(c));
      const person = said.success ? await store.person(said.data.name) : null;
      if (!person) return refuse(c, { code: 'not-found' });
      c.set('about', person.name);
      const password = await givePassword(store, person.name);
      return c.json({ person, password } satisfies PersonMade, 200, fresh);
    })
    .post('/people/remove', async (c) => {
      const said = PersonNamed.safeParse(await bodyOf(c));
      if (!said.success || !(await store.person(said.data.name))) return refuse(c, { code: 'not-found' });
      c.set('about', said.data.name);
      const done = await store.removePerson(said.data.name);
      return done ? c.body(null, 204, fresh) : refuse(c, { code: 'not-possible' });
    })
    .get('/log', async (c) => {
      const before = Number(c.req.query('before') ?? 2 ** 31 - 1);
      if (!Number.isInteger(before) || before < 1 || before >= 2 ** 31)
        return refuse(c, { code: 'not-found' });
      return c.json({ lines: await store.officeLog(before, page) }, 200, fresh);
    });

async function bodyOf(c: Context): Promise<unknown> {
  const sent = await readBody(c, json);
  return sent instanceof Uint8Array ? readJson(sent) : undefined;
}

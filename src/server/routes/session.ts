/** Signing in and out. */
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { PasswordChange, type Person, SignIn } from '../../submission/index.ts';
import type { NameAddress } from '../address.ts';
import { readBody } from '../body.ts';
import { refuse } from '../problem.ts';
import { type Sessions, sessionLength } from '../sessions.ts';
import { readJson } from '../submission.ts';

/** The cookie's name says to the browser what it may accept: `__Host-` only over https, for this host alone. */
const cookieName = (secure: boolean): string => (secure ? '__Host-rintis' : 'rintis');

export interface SignedIn {
  /** `about`: what the office's log shall name besides the address. */
  Variables: { coordinator: string; person: Person; about?: string };
}

export const session = (sessions: Sessions, secure: boolean, nameOf: NameAddress) =>
  new Hono()
    .get('/', async (c) => {
      const person = await whoAsks(c, sessions, secure);
      if (person === null) return refuse(c, { code: 'not-signed-in' });
      return c.json(person, 200, { 'cache-control': 'no-store' });
    })
    .put('/', async (c) => {
      const person = await whoAsks(c, sessions, secure);
      if (person === null) return refuse(c, { code: 'not-signed-in' });
      const sent = await readBody(c, { type: 'application/json', most: 4096 });
      const said = PasswordChange.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const outcome = await sessions.changePassword(person.name, said.data, nameOf(c));
      if (outcome === 'too-many-tries')
        return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '900' });
      if (outcome === 'wrong') return refuse(c, { code: 'sign-in-failed' });
      return c.body(null, 204, { 'cache-control': 'no-store' }); // all sessions of that name have ended, this one too
    })
    .post('/', async (c) => {
      const sent = await readBody(c, { type: 'application/json', most: 4096 });
      if (!(sent instanceof Uint8Array)) return refuse(c, sent);
      const said = SignIn.safeParse(readJson(sent));
      if (!said.success) return refuse(c, { code: 'sign-in-failed' });
      const { name, password } = said.data;
      const outcome = await sessions.signIn(name, password, nameOf(c));
      if (outcome === 'too-many-tries')
        return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '900' });
      if (outcome === 'wrong') return refuse(c, { code: 'sign-in-failed' });
      setCookie(c, cookieName(secure), outcome.token, {
        path: '/',
        httpOnly: true,
        sameSite: 'Strict',
        secure,
        maxAge: sessionLength / 1000,
      });
      return c.json(outcome.person, 200, { 'cache-control': 'no-store' });
    })
    .delete('/', async (c) => {
      const token = getCookie(c, cookieName(secure));
      if (token) await sessions.signOut(token);
      deleteCookie(c, cookieName(secure), { path: '/', secure });
      return c.body(null, 204, { 'cache-control': 'no-store' });
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD, POST, PUT, DELETE' }));

/** Goes on only for somebody of the office who is signed in, whom it leaves in `c.var.person`. */
export const signedIn = (sessions: Sessions, secure: boolean) =>
  createMiddleware<SignedIn>(async (c, next) => {
    const person = await whoAsks(c, sessions, secure);
    if (person === null) return refuse(c, { code: 'not-signed-in' });
    c.set('coordinator', person.name);
    c.set('person', person);
    return next();
  });

async function whoAsks(c: Context, sessions: Sessions, secure: boolean): Promise<Person | null> {
  const token = getCookie(c, cookieName(secure));
  return token ? sessions.whoHas(token) : null;
}

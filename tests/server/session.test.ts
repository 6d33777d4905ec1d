import { expect, test } from 'vitest';
import { givePassword } from '../../src/server/sessions.ts';
import { json, type Office, openOffice } from './office.ts';

const signIn = (office: Office, name: string, password: string, headers = {}) =>
  office.app.request('/api/session', json('POST', JSON.stringify({ name, password }), headers));

const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

async function officeWithMali(publicUrl: URL | null = null) {
  const office = await openOffice({ publicUrl });
  return { office, password: await givePassword(office.store, 'mali') };
}

test('a coordinator signs in, is known, signs out, and is not known any more', async () => {
  const { office, password } = await officeWithMali();
  const response = await signIn(office, 'mali', password);
  expect([response.status, await response.json()]).toEqual([
    200,
    { name: 'mali', role: 'admin', surveys: '*' },
  ]);
  const cookie = cookieOf(response);
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/);

  const known = await office.app.request('/api/session', { headers: { cookie } });
  expect(await known.json()).toMatchObject({ name: 'mali' });
  expect((await office.app.request('/api/coordinator/surveys', { headers: { cookie } })).status).toBe(200);

  const out = await office.app.request('/api/session', { method: 'DELETE', headers: { cookie } });
  expect(out.status).toBe(204);
  const after = await office.app.request('/api/session', { headers: { cookie } });
  expect([after.status, (await after.json()).code]).toEqual([401, 'not-signed-in']);
});

test('nobody sees the surveys or takes an export without signing in', async () => {
  const { office } = await officeWithMali();
  for (const path of [
    '/api/coordinator/surveys',
    '/api/coordinator/surveys/demo/export',
    '/api/coordinator/x',
  ]) {
    for (const cookie of ['', 'rintis=', 'rintis=guess', '__Host-rintis=guess']) {
      const response = await office.app.request(path, { headers: { cookie } });
      expect([response.status, (await response.json()).code]).toEqual([401, 'not-signed-in']);
    }
  }
});

test('a wrong password and a wrong name are the same refusal', async () => {
  const { office, password } = await officeWithMali();
  for (const [name, word] of [
    ['mali', 'wrong'],
    ['nobody', password],
    ['', ''],
    ['mali', 'x'.repeat(300)],
  ] as const) {
    const response = await signIn(office, name, word);
    expect([response.status, (await response.json()).code]).toEqual([401, 'sign-in-failed']);
    expect(response.headers.get('set-cookie')).toBeNull();
  }
  const nonsense = await office.app.request('/api/session', json('POST', '{"name":'));
  expect(nonsense.status).toBe(401);
});

test('after five wrong tries even the right password waits a quarter of an hour; others sign in as ever', async () => {
  const { office, password } = await officeWithMali();
  const second = await givePassword(office.store, 'somchai');
  for (let time = 0; time < 5; time++) await signIn(office, 'mali', 'wrong');
  const response = await signIn(office, 'mali', password);
  expect([response.status, (await response.json()).code]).toEqual([429, 'too-many-tries']);
  expect(response.headers.get('retry-after')).toBe('900');
  expect((await signIn(office, 'somchai', second)).status).toBe(200);
  office.clock.now += 15 * 60_000 + 1;
  expect((await signIn(office, 'mali', password)).status).toBe(200);
});

test('many tries at the same moment are counted, too', async () => {
  const { office } = await officeWithMali();
  const replies = await Promise.all(Array.from({ length: 20 }, () => signIn(office, 'mali', 'wrong')));
  expect(replies.filter((reply) => reply.status === 401)).toHaveLength(5);
});

test('a session ends with the day, and with a new password', async () => {
  const { office, password } = await officeWithMali();
  const cookie = cookieOf(await signIn(office, 'mali', password));
  const ask = async () => (await office.app.request('/api/session', { headers: { cookie } })).status;
  office.clock.now += 12 * 60 * 60_000 - 1;
  expect(await ask()).toBe(200);
  office.clock.now += 1;
  expect(await ask()).toBe(401);

  const next = cookieOf(await signIn(office, 'mali', password));
  await givePassword(office.store, 'mali');
  expect((await office.app.request('/api/session', { headers: { cookie: next } })).status).toBe(401);
});

test.each([
  [{ origin: 'https://bad.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost' }, 403],
  [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost' }, 200],
  [{ origin: 'http://localhost' }, 200],
  [{}, 200],
])('a sign-in from %j is answered with %i', async (headers, status) => {
  const { office, password } = await officeWithMali();
  expect((await signIn(office, 'mali', password, headers)).status).toBe(status);
});

test('over https the cookie is for this host and https alone', async () => {
  const { office, password } = await officeWithMali(new URL('https://survey.example'));
  const response = await signIn(office, 'mali', password, { origin: 'https://survey.example' });
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-rintis=.*Path=\/;.*Secure/);
  expect(response.headers.get('strict-transport-security')).toContain('max-age=63072000');
});

test('the store knows neither passwords nor tokens', async () => {
  const { office, password } = await officeWithMali();
  const token = cookieOf(await signIn(office, 'mali', password)).slice('rintis='.length);
  expect(await office.store.passwordOf('mali')).toMatch(/^\$argon2id\$/);
  expect(await office.store.coordinatorOf(token, '2026-11-23T10:00:00.000Z')).toBeNull();
});

import { expect, test } from 'vitest';
import { ask, Nothing, readReply } from '../../src/dashboard/wire.ts';
import { Session } from '../../src/submission/index.ts';

const problem = (code: string, status: number) =>
  JSON.stringify({ type: `urn:rintis:problem:${code}`, title: code, status, code });

const mali = { name: 'mali', role: 'admin', surveys: '*' };

test('who is signed in is what the server says', () => {
  expect(readReply(Session, true, JSON.stringify(mali))).toEqual({ ok: true, value: mali });
});

test('a refusal is told by its code', () => {
  expect(readReply(Session, false, problem('too-many-tries', 429))).toEqual({
    ok: false,
    trouble: 'too-many-tries',
  });
});

test('the login page of a hotel is not our server, whatever its status', () => {
  const page = '<html>Welcome</html>';
  expect(readReply(Session, true, page)).toEqual({ ok: false, trouble: 'unreachable' });
  expect(readReply(Session, false, page)).toEqual({ ok: false, trouble: 'unreachable' });
  expect(readReply(Nothing, true, page)).toEqual({ ok: false, trouble: 'unreachable' });
});

test('a code that this page does not know is not shown as if it did', () => {
  expect(readReply(Session, false, problem('moon-full', 418))).toEqual({ ok: false, trouble: 'unreachable' });
});

test('no network is weather', async () => {
  const said = await ask(Session, () => Promise.reject(new TypeError('no network')));
  expect(said).toEqual({ ok: false, trouble: 'unreachable' });
});

test('having signed out is a reply without words', async () => {
  expect(await ask(Nothing, async () => new Response(null, { status: 204 }))).toEqual({ ok: true });
});

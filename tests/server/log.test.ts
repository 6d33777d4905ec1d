import { expect, test } from 'vitest';
import { json, openOffice, submissionTo } from './office.ts';

test('a request is one line: what, how it went, how long; and of an anonymous survey nothing that finds a person', async () => {
  const office = await openOffice();
  const submission = submissionTo(office, {
    answers: { consent: 'agree', work: { words: 'my chief sleeps' } },
  });
  await office.put(submission);
  await office.put(submission, '{"id": nonsense my chief sleeps');
  await office.app.request('/api/surveys/demo', {
    headers: { 'user-agent': 'Phone 12', 'x-forwarded-for': '203.0.113.9' },
  });
  await office.app.request('/no/such/my-secret-path');
  expect(office.log).toMatchObject([
    { day: '2026-11-23', method: 'PUT', route: '/api/submissions/:id', status: 200 },
    { method: 'PUT', route: '/api/submissions/:id', status: 422 },
    { method: 'GET', route: '/api/surveys/:id', status: 200 },
    { method: 'GET', route: '/*', status: 404 },
  ]);
  const lines = JSON.stringify(office.log);
  for (const secret of [submission.id, 'chief', 'Phone', '203.0', 'my-secret', 'T09:', 'demo']) {
    expect(lines).not.toContain(secret);
  }
});

test('a fault of ours is a problem to the sender and a line with its place to us, without what was sent', async () => {
  const office = await openOffice();
  await office.store.close();
  const submission = submissionTo(office);
  office.clock.now += 10_000; // what is known of the survey is old by now
  const response = await office.put(submission);
  expect([response.status, (await response.json()).code]).toEqual([500, 'server-failed']);
  const [failure] = office.log;
  expect(failure).toMatchObject({ failure: 'Error', route: '/api/submissions/:id' });
  expect(String(failure?.frames)).toContain('at ');

  const batch = await office.app.request(
    '/api/submissions',
    json('POST', JSON.stringify(submission), { 'content-type': 'application/x-ndjson' }),
  );
  expect(await batch.json()).toMatchObject({ problem: { code: 'server-failed' } });
  expect(JSON.stringify(office.log)).not.toContain(submission.id);
});

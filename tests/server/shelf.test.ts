/** Questionnaires of the office: brought, checked, kept in versions, given to a survey. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import { givePassword } from '../../src/server/sessions.ts';
import type { BroughtVersion } from '../../src/server/store/index.ts';
import type { QuestionnaireReport, ShelvedQuestionnaire } from '../../src/submission/index.ts';
import { writeXlsForm, writeXlsx } from '../../src/xlsform/index.ts';
import { json, type Office, openOffice, smallQuestionnaire, submissionTo } from './office.ts';
import { onEachStore } from './stores.ts';

const brought = (hash: string, changes: Partial<BroughtVersion> = {}): BroughtVersion => ({
  form: 'visit',
  hash: hash.repeat(64),
  at: '2026-11-23T09:30:00.000Z',
  who: 'mali',
  note: 'ถ้อยคำใหม่',
  summary: '{}',
  body: `{"it":"${hash}"}`,
  ...changes,
});

onEachStore(({ newPlace }) => {
  test('versions of a questionnaire are numbered as they come, and what is here already stays as it is', async () => {
    const store = await newPlace().open();
    expect(await store.shelf.shelve(brought('a'), 0)).toMatchObject({
      number: 1,
      who: 'mali',
      note: 'ถ้อยคำใหม่',
    });
    expect(await store.shelf.shelve(brought('b'), null)).toMatchObject({ number: 2 });
    expect(await store.shelf.shelve(brought('a', { who: 'oke' }), 2)).toMatchObject({
      number: 1,
      who: 'mali',
    });
    await store.shelf.shelve(brought('c', { form: 'other' }), 0);
    const all = await store.shelf.all();
    expect(all.map(({ form, number }) => `${form} ${number}`)).toEqual(['other 1', 'visit 2', 'visit 1']);
    expect(await store.questionnaire('b'.repeat(64))).toBe('{"it":"b"}');
    await store.close();
  });

  test('who knows another version as the newest keeps nothing', async () => {
    const store = await newPlace().open();
    await store.shelf.shelve(brought('a'), 0);
    expect(await store.shelf.shelve(brought('b'), 0)).toBeNull();
    expect(await store.questionnaire('b'.repeat(64))).toBeNull();
    expect(await store.shelf.unshelved()).toEqual([]);
    await store.close();
  });

  test('of many that bring a version at once, each gets a number of its own', async () => {
    const store = await newPlace().open();
    const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
    const shelved = await Promise.all(letters.map((letter) => store.shelf.shelve(brought(letter), null)));
    expect(shelved.map((version) => version?.number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    await store.close();
  });

  test('what was kept before anybody noted whence is found, once', async () => {
    const store = await newPlace().open();
    const office = await openOffice({ store });
    const { questionnaires } = await shelfOf(await signedIn(office));
    expect(questionnaires).toMatchObject([
      {
        id: 'small',
        versions: [{ number: 1, who: '', at: '', questions: 6, uses: [{ survey: 'demo', isNow: true }] }],
      },
    ]);
    expect(await store.shelf.unshelved()).toEqual([]);
    await store.close();
  });

  test('a survey takes another version, and interviews of the one before are still accepted', async () => {
    const store = await newPlace().open();
    const office = await openOffice({ store });
    const ask = await signedIn(office);
    const next: Questionnaire = { ...smallQuestionnaire, title: { en: 'A smaller survey' } };
    const kept = await bring(ask, next);
    expect(kept).toMatchObject({ number: 2, newest: { number: 2, hash: kept.hash } });
    const wish = { questionnaire: kept.hash, instead: office.hash };
    expect((await ask('PUT', '/surveys/demo/questionnaire', wish)).status).toBe(204);
    expect((await ask('PUT', '/surveys/demo/questionnaire', wish)).status).toBe(204); // the same again
    expect((await office.put(submissionTo(office))).status).toBe(200);
    expect((await office.put(submissionTo({ hash: kept.hash ?? '' }))).status).toBe(200);
    const { questionnaires } = await shelfOf(ask);
    expect(questionnaires[0]?.versions.map(({ number, uses }) => [number, uses[0]?.isNow])).toEqual([
      [2, true],
      [1, false],
    ]);
    const stale = { questionnaire: office.hash, instead: office.hash };
    expect((await ask('PUT', '/surveys/demo/questionnaire', stale)).status).toBe(409);
    await store.close();
  });
});

test('what an earlier version asked keeps its column in exports, and what was answered stands in it', async () => {
  const office = await openOffice();
  const ask = await signedIn(office);
  await office.put(submissionTo(office));
  const [consent, work] = smallQuestionnaire.items;
  if (!consent || work?.kind !== 'group') throw new Error('the small questionnaire asks about work');
  const items = [consent, { ...work, items: work.items.filter(({ name }) => name !== 'words') }];
  const kept = await bring(ask, { ...smallQuestionnaire, items });
  await ask('PUT', '/surveys/demo/questionnaire', { questionnaire: kept.hash, instead: office.hash });
  const csv = await (await ask('GET', '/surveys/demo/export')).text();
  const [head = '', row = ''] = csv.split('\r\n');
  expect(head).toContain('words');
  expect(row).toContain('ดีมาก');
});

test('a workbook with faults: each at its cell, with what was written; nothing is kept', async () => {
  const office = await openOffice();
  const ask = await signedIn(office);
  const bytes = writeXlsx([
    {
      name: 'survey',
      rows: [
        ['type', 'name', 'label::English (en)', 'constraint'],
        ['integer', 'age', 'How old are you?', '. >= 18 and'],
        ['begin group', 'work', 'Work', ''],
        ['text', 'job', 'What do you do?', ''],
      ],
    },
  ]);
  const report = await check(ask, bytes, 'visit.xlsx');
  expect(report).toMatchObject({ questionnaire: null, hash: null, number: null });
  expect(report.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code: 'group-open', sheet: 'survey', row: 3, written: 'begin group', header: 'type' },
  ]);
  const kept = await ask('POST', '/questionnaires?name=visit.xlsx', bytes);
  expect(kept.status).toBe(422);
  expect((await shelfOf(ask)).questionnaires).toHaveLength(1); // the office's own
});

test('a warning does not hold a questionnaire back, and says what stands in the cell', async () => {
  const office = await openOffice();
  const ask = await signedIn(office);
  const bytes = writeXlsx([
    {
      name: 'survey',
      rows: [
        ['type', 'name', 'label::English (en)', 'constraint'],
        ['integer', 'age', 'How old are you?', '. >= 18 and'],
      ],
    },
  ]);
  const report = await check(ask, bytes, 'visit.xlsx');
  expect(report.problems).toMatchObject([
    {
      code: 'formula-unexpected-end',
      sheet: 'survey',
      row: 2,
      column: 'D',
      written: '. >= 18 and',
      header: 'constraint',
    },
  ]);
  expect(report.questionnaire?.id).toBe('visit');
  expect((await ask('POST', '/questionnaires?name=visit.xlsx', bytes)).status).toBe(200);
});

test('what was kept is handed out as a workbook, an XForm and JSON, each the same questionnaire again', async () => {
  const office = await openOffice();
  const ask = await signedIn(office);
  for (const kind of ['xlsx', 'xml', 'json']) {
    const file = await ask('GET', `/questionnaires/${office.hash}/files/${kind}`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="small.${kind}"`);
    const report = await check(ask, new Uint8Array(await file.arrayBuffer()), `small.${kind}`);
    expect([kind, report.number]).toEqual([kind, 1]);
  }
});

test('a file of the field, and files that are none', async () => {
  const office = await openOffice();
  const ask = await signedIn(office);
  const officials = readFileSync(
    new URL('../../src/questionnaires/ics_officials.json', import.meta.url),
    'utf8',
  );
  const report = await check(ask, new Uint8Array(writeXlsForm(JSON.parse(officials))), 'ics.xlsx');
  expect(report.questionnaire?.languages).toHaveLength(5);
  for (const [name, text] of [
    ['x.json', '{"no"'],
    ['x.json', '[]'],
    ['x.xml', '<html/>'],
    ['x.xlsx', 'PK'],
    ['x', ''],
  ] as const) {
    const bad = await check(ask, new TextEncoder().encode(text), name);
    expect([name, bad.questionnaire, bad.problems[0]?.severity]).toEqual([name, null, 'error']);
  }
});

test('two who translate the same version: the second is told that another is the newest by now', async () => {
  const office = await openOffice();
  const ask = await signedIn(office);
  const as = (title: string) => new TextEncoder().encode(JSON.stringify({ ...smallQuestionnaire, title }));
  expect((await ask('POST', '/questionnaires?name=x.json&after=1', as('one'))).status).toBe(200);
  expect((await ask('POST', '/questionnaires?name=x.json&after=1', as('two'))).status).toBe(409);
  expect((await ask('POST', '/questionnaires?name=x.json&after=2', as('two'))).status).toBe(200);
});

type Ask = (method: string, path: string, said?: object) => Promise<Response>;

async function signedIn(office: Office): Promise<Ask> {
  const password = await givePassword(office.store, 'mali');
  const body = JSON.stringify({ name: 'mali', password });
  const said = await office.app.request('/api/session', json('POST', body));
  const cookie = (said.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return async (method, path, said) => {
    const isFile = said instanceof Uint8Array;
    return office.app.request(`/api/coordinator${path}`, {
      method,
      headers: { cookie, 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
      ...(said && { body: isFile ? new Uint8Array(said) : JSON.stringify(said) }),
    });
  };
}

const shelfOf = async (ask: Ask): Promise<{ questionnaires: ShelvedQuestionnaire[] }> =>
  (await ask('GET', '/questionnaires')).json();

const check = async (ask: Ask, bytes: Uint8Array, name: string): Promise<QuestionnaireReport> =>
  (await ask('POST', `/questionnaires/check?name=${name}`, bytes)).json();

const bring = async (ask: Ask, questionnaire: Questionnaire): Promise<QuestionnaireReport> => {
  const bytes = new TextEncoder().encode(JSON.stringify(questionnaire));
  return (await ask('POST', '/questionnaires?name=x.json', bytes)).json();
};

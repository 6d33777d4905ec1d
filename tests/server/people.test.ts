import { expect, test } from 'vitest';
import type { StoredSurvey } from '../../src/plan/index.ts';
import { audit } from '../../src/server/audit.ts';
import { mayDo, type Person, type PersonMade, Role } from '../../src/submission/index.ts';
import { somebody } from './coordinators.ts';
import { json, type Office, openOffice, submissionTo } from './office.ts';
import { onEachStore } from './stores.ts';

async function staffed(store?: Office['store']) {
  const office = await openOffice({ ...(store && { store }), survey: { privacy: 'confidential' } });
  const survey = (await office.catalogue.survey('demo')) as StoredSurvey;
  await office.catalogue.saveSurvey({ ...survey, id: 'other' });
  return { office, admin: await somebody(office, 'ada', 'admin') };
}

/** What each role may do, route by route; written down here by hand, and not read from the program. */
const allowed: Record<string, readonly Role[]> = {
  'get /api/coordinator/surveys': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'post /api/coordinator/surveys': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/plan': ['admin', 'coordinator'],
  'put /api/coordinator/surveys/{id}/plan': ['admin', 'coordinator'],
  'post /api/coordinator/surveys/{id}/state': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/batches': ['admin', 'coordinator'],
  'post /api/coordinator/surveys/{id}/batches': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/batches/{batch}/links': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/batches/{batch}/cards': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/export': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/exports': ['admin', 'coordinator'],
  'post /api/coordinator/surveys/{id}/exports': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/exports/{export}': ['admin', 'coordinator'],
  'delete /api/coordinator/surveys/{id}/exports/{export}': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/exports/{export}/all': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/exports/{export}/files/{name}': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/media': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/results': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'post /api/coordinator/surveys/{id}/results/renew': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/written/{question}': ['admin', 'coordinator', 'reviewer'],
  'get /api/coordinator/surveys/{id}/report': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'get /api/coordinator/surveys/{id}/poster': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'post /api/coordinator/surveys/{id}/codes/poster': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/standings': ['admin', 'coordinator', 'reviewer'],
  'get /api/coordinator/surveys/{id}/codes': ['admin', 'coordinator'],
  'post /api/coordinator/surveys/{id}/codes': ['admin', 'coordinator'],
  'post /api/coordinator/surveys/{id}/codes/revoke': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/devices': ['admin', 'coordinator'],
  'post /api/coordinator/surveys/{id}/devices/{device}/retire': ['admin', 'coordinator'],
  'get /api/coordinator/surveys/{id}/submissions': ['admin', 'coordinator', 'reviewer'],
  'get /api/coordinator/surveys/{id}/progress': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'get /api/coordinator/submissions/{id}': ['admin', 'coordinator', 'reviewer'],
  'get /api/coordinator/submissions/{id}/media/{hash}': ['admin', 'coordinator', 'reviewer'],
  'post /api/coordinator/submissions/{id}/return': ['admin', 'coordinator', 'reviewer'],
  'post /api/coordinator/submissions/{id}/resolve': ['admin', 'coordinator'],
  'post /api/coordinator/submissions/{id}/accept': ['admin', 'coordinator'],
  'put /api/coordinator/files/{hash}': ['admin', 'coordinator'],
  'get /api/coordinator/questionnaires/{hash}/media': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'post /api/coordinator/submissions/{id}/aside': ['admin', 'coordinator'],
  'post /api/coordinator/submissions/{id}/restore': ['admin', 'coordinator'],
  'post /api/coordinator/hand-overs': ['admin', 'coordinator'],
  'get /api/coordinator/questionnaires': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'post /api/coordinator/questionnaires/check': ['admin', 'coordinator'],
  'post /api/coordinator/questionnaires': ['admin', 'coordinator'],
  'get /api/coordinator/questionnaires/{hash}/files/{kind}': ['admin', 'coordinator', 'reviewer', 'analyst'],
  'put /api/coordinator/surveys/{id}/questionnaire': ['admin', 'coordinator'],
  'get /api/coordinator/people': ['admin'],
  'put /api/coordinator/people': ['admin'],
  'post /api/coordinator/people/password': ['admin'],
  'post /api/coordinator/people/remove': ['admin'],
  'get /api/coordinator/log': ['admin'],
};

test('every role on every route of the office: what it may not do is forbidden, whatever is sent', async () => {
  const { office } = await staffed();
  const submission = submissionTo(office);
  await office.put(submission);
  const document = await (await office.app.request('/api/openapi.json')).json();
  const routes = Object.entries(document.paths as Record<string, object>)
    .filter(([path]) => path.startsWith('/api/coordinator'))
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`));
  expect(routes.sort()).toEqual(Object.keys(allowed).sort());
  for (const role of Role.options) {
    const { ask } = await somebody(office, `a ${role}`, role);
    for (const route of routes) {
      const [method = '', template = ''] = route.split(' ');
      const path = template
        .replace('/api/coordinator', '')
        .replace('/submissions/{id}', `/submissions/${submission.id}`)
        .replace('{id}', 'demo')
        .replace(/\{\w+\}/g, '0'.repeat(32));
      const { status } = await ask(method.toUpperCase(), path, method === 'get' ? undefined : {});
      expect([role, route, status === 403]).toEqual([role, route, !allowed[route]?.includes(role)]);
    }
  }
});

test('a route that has no line in the table of access is nobody’s', async () => {
  const { admin } = await staffed();
  expect((await admin.ask('GET', '/secrets')).status).toBe(404);
  expect((await admin.ask('PATCH', '/people')).status).toBe(404);
});

test('who works in one survey sees nothing of another', async () => {
  const { office } = await staffed();
  const submission = submissionTo(office);
  await office.put(submission);
  const { ask } = await somebody(office, 'oke', 'coordinator', ['other']);
  const { surveys } = await (await ask('GET', '/surveys')).json();
  expect(surveys.map(({ id }: { id: string }) => id)).toEqual(['other']);
  for (const path of ['/surveys/demo/export', '/surveys/demo/devices', `/submissions/${submission.id}`])
    expect([path, (await ask('GET', path)).status]).toEqual([path, 404]);
  expect((await ask('GET', '/surveys/other/export')).status).toBe(200);
  expect((await ask('POST', `/submissions/${submission.id}/return`, { comment: 'x' })).status).toBe(404);
});

onEachStore(({ newPlace }) => {
  test('an admin lets somebody in, gives them another role, and lets them go', async () => {
    const { office, admin } = await staffed(await newPlace().open());
    const wish: Person = { name: 'somchai', role: 'analyst', surveys: ['demo'] };
    const made = (await (await admin.ask('PUT', '/people', wish)).json()) as PersonMade;
    expect(made.person).toEqual(wish);
    const signIn = (password: string | null) =>
      office.app.request('/api/session', json('POST', JSON.stringify({ name: 'somchai', password })));
    expect(await (await signIn(made.password)).json()).toEqual(wish);
    const again = (await (
      await admin.ask('PUT', '/people', { ...wish, role: 'reviewer' })
    ).json()) as PersonMade;
    expect(again.password).toBeNull();
    expect((await office.store.person('somchai'))?.role).toBe('reviewer');
    expect((await admin.ask('POST', '/people/remove', { name: 'somchai' })).status).toBe(204);
    expect((await signIn(made.password)).status).toBe(401);
    expect(await office.store.people()).toEqual([{ name: 'ada', role: 'admin', surveys: '*' }]);
  });

  test('the last admin stays one', async () => {
    const { office, admin } = await staffed(await newPlace().open());
    const wish: Person = { name: 'ada', role: 'reviewer', surveys: '*' };
    expect((await admin.ask('PUT', '/people', wish)).status).toBe(409);
    expect((await admin.ask('POST', '/people/remove', { name: 'ada' })).status).toBe(409);
    await somebody(office, 'ben', 'admin');
    expect((await admin.ask('PUT', '/people', wish)).status).toBe(200);
  });

  test('what was done stands in a log that is only added to, and an auditor sees a changed line', async () => {
    const place = newPlace();
    const store = await place.open();
    const { office, admin } = await staffed(store);
    const submission = submissionTo(office);
    await office.put(submission);
    await admin.ask('GET', '/surveys');
    await admin.ask('GET', `/submissions/${submission.id}`);
    await Promise.all([1, 2, 3].map(() => admin.ask('GET', '/surveys/demo/export')));
    const { lines } = await (await admin.ask('GET', '/log')).json();
    expect(lines.map(({ who, did }: { who: string; did: string }) => `${who} ${did}`)).toEqual([
      'ada exported',
      'ada exported',
      'ada exported',
      'ada read a submission',
    ]);
    expect(lines[3].about).toBe(`submissions/${submission.id}`);
    expect((await store.look(audit)).faults).toEqual([]);
    await place.meddle(`UPDATE office_log SET who = 'eve' WHERE number = 2`);
    expect((await store.look(audit)).faults).toEqual([
      { what: 'office_log: entry, or what it stands over', where: '2' },
    ]);
  });

  test('a new password ends every session of that name', async () => {
    const { office } = await staffed(await newPlace().open());
    const { cookie, password, ask } = await somebody(office, 'mali', 'coordinator');
    const change = (old: string, fresh: string) =>
      office.app.request('/api/session', json('PUT', JSON.stringify({ old, fresh }), { cookie }));
    expect((await change('wrong', 'a long new password')).status).toBe(401);
    expect((await change(password, 'short')).status).toBe(422);
    expect((await change(password, 'a long new password')).status).toBe(204);
    expect((await ask('GET', '/surveys')).status).toBe(401);
    const body = JSON.stringify({ name: 'mali', password: 'a long new password' });
    expect((await office.app.request('/api/session', json('POST', body))).status).toBe(200);
  });
});

test('an analyst may see results, and no answers of anybody', () => {
  expect(mayDo('analyst', 'results')).toBe(true);
  for (const deed of ['read', 'export', 'decide', 'people'] as const)
    expect(mayDo('analyst', deed)).toBe(false);
});

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { PlanStanding, StoredSurvey } from '../../src/plan/index.ts';
import { givePassword } from '../../src/server/sessions.ts';
import { type ExportJob, receiptCode } from '../../src/submission/index.ts';
import { pngOf } from '../support/drawn.ts';
import { sealed, written } from './handoverFile.ts';
import {
  addressOf,
  creation,
  asked as far,
  fileOf,
  openMediaOffice,
  pictureOf,
  piece,
  withMedia,
} from './mediaOffice.ts';
import { hashOf, json, type Office, openOffice, smallQuestionnaire, submissionTo } from './office.ts';

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

const documentOf = async (office: Office): Promise<Document> =>
  (await office.app.request('/api/openapi.json')).json();

/** Compiles a schema of the document, with everything that it refers to. */
function compile(document: Document, schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, formats: { date: true, 'date-time': true, uri: true } });
  return ajv.compile({ ...schema, components: document.components });
}

test('every route stands in the document, and nothing else', async () => {
  const office = await openOffice();
  const document = await documentOf(office);
  expect([document.openapi, document.info.version]).toEqual(['3.1.0', '1.0.0']);
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method === 'head' ? 'GET' : method.toUpperCase()} ${path}`),
  ); // Hono asks the route of GET for HEAD
  const routed = office.app.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/(api|health)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect([...new Set(described)].sort()).toEqual([...new Set(routed)].sort());
});

test('every shape in the document is one that a validator understands', async () => {
  const office = await openOffice();
  const document = await documentOf(office);
  expect(Object.keys(document.components.schemas).length).toBeGreaterThan(15);
  for (const name of Object.keys(document.components.schemas)) {
    compile(document, { $ref: `#/components/schemas/${name}` });
  }
});

test('what the server really says is what the document promises, on every route, well and refused', async () => {
  const office = await openMediaOffice();
  const document = await documentOf(office);
  const password = await givePassword(office.store, 'mali');
  const body = JSON.stringify({ name: 'mali', password });
  const signedIn = await office.app.request('/api/session', json('POST', body));
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const [one, other] = [submissionTo(office), submissionTo(office)];
  const fork = { ...one, answers: { consent: 'agree', work: { age: 42 } } };
  const hash = hashOf(JSON.stringify(one));
  const asked = new Set<string>();

  async function says(template: string, path: string, init: RequestInit, status: number): Promise<void> {
    const method = (init.method ?? 'GET').toLowerCase();
    const response = await office.app.request(path, { ...init, headers: { cookie, ...init.headers } });
    const text = await response.text();
    expect([path, response.status]).toEqual([path, status]);
    const operation = document.paths[template]?.[method];
    const described = operation?.responses[status] ?? operation?.responses.default;
    const type = response.headers.get('content-type') ?? '';
    if (!described?.content) expect(text).toBe('');
    else {
      const [promised = ''] = Object.keys(described.content);
      const schema = described.content[promised]?.schema;
      if (promised !== '*/*') expect([template, Object.keys(described.content)]).toEqual([template, [type]]);
      const pieces = type.includes('ndjson') ? text.trimEnd().split('\n') : [text];
      const isValid = compile(document, schema ?? {});
      for (const piece of type.includes('json') ? pieces : []) {
        expect([template, isValid(JSON.parse(piece)), isValid.errors]).toEqual([template, true, null]);
      }
    }
    if (status < 300) asked.add(`${method} ${template}`);
  }
  const send = (method: string, said: unknown, headers = {}) => json(method, JSON.stringify(said), headers);
  const batch = { 'content-type': 'application/x-ndjson' };

  await says('/api/submissions/{id}', `/api/submissions/${one.id}`, send('PUT', one), 200);
  await says('/api/submissions/{id}', `/api/submissions/${one.id}`, send('PUT', fork), 200);
  await says('/api/submissions/{id}', `/api/submissions/${one.id}`, send('PUT', { ...one, mode: 'x' }), 422);
  const two = `${JSON.stringify(other)}\n{"no":1}`;
  await says('/api/submissions', '/api/submissions', json('POST', two, batch), 200);
  const standing = `/api/submissions/${one.id}/standing`;
  await says('/api/submissions/{id}/standing', standing, { headers: { 'submission-hash': hash } }, 200);
  await says('/api/submissions/{id}/standing', standing, {}, 404);
  const many = '/api/submissions/standings';
  await says(
    many,
    many,
    send('POST', {
      asked: [
        { id: one.id, hash },
        { id: other.id, hash },
      ],
    }),
    200,
  );
  await says(many, many, send('POST', { asked: [] }), 422);
  const photo = pictureOf('described');
  const pictured = withMedia(office, fileOf(photo));
  const begun = creation(pictured.id, fileOf(photo));
  const upload = addressOf(pictured.id, fileOf(photo));
  await says('/api/media', '/api/media', begun, 403);
  await says('/api/submissions/{id}', `/api/submissions/${pictured.id}`, send('PUT', pictured), 200);
  await says('/api/media', '/api/media', { method: 'OPTIONS' }, 204);
  await says('/api/media', '/api/media', begun, 201);
  await says('/api/media/{upload}', upload, { ...far, method: 'DELETE' }, 204);
  await says('/api/media/{upload}', upload, { ...far, method: 'DELETE' }, 404);
  await says('/api/media', '/api/media', begun, 201);
  await says('/api/media/{upload}', upload, piece(7, photo), 409);
  await says('/api/media/{upload}', upload, piece(0, photo), 204);
  await says('/api/media/{upload}', upload, far, 200);
  await says(
    '/api/submissions/{id}/media',
    `/api/submissions/${pictured.id}/media`,
    { headers: { 'submission-hash': hashOf(JSON.stringify(pictured)) } },
    200,
  );
  await says('/api/submissions/{id}/media', `/api/submissions/${pictured.id}/media`, {}, 404);
  const asking = send('POST', {
    asked: [
      { id: one.id, hash },
      { id: other.id, hash },
    ],
  });
  await says('/api/submissions/standings', '/api/submissions/standings', asking, 200);
  await says('/api/surveys/{id}', '/api/surveys/demo', {}, 200);
  await says('/api/surveys/{id}', '/api/surveys/nowhere', {}, 404);
  await says('/api/questionnaires/{hash}', `/api/questionnaires/${office.hash}`, {}, 200);
  await says('/api/keys', '/api/keys', {}, 200);
  await says('/api/openapi.json', '/api/openapi.json', {}, 200);
  await says('/health', '/health', {}, 200);
  await says('/api/session', '/api/session', {}, 200);
  await says('/api/session', '/api/session', json('POST', body), 200);
  const coordinator = '/api/coordinator';
  await says(`${coordinator}/surveys`, `${coordinator}/surveys`, {}, 200);
  const fresh = { id: 'fresh', questionnaire: office.hash };
  await says(`${coordinator}/surveys`, `${coordinator}/surveys`, send('POST', fresh), 200);
  await says(`${coordinator}/surveys`, `${coordinator}/surveys`, send('POST', fresh), 409);
  const planAt = `${coordinator}/surveys/{id}/plan`;
  const planned = await office.app.request(`${coordinator}/surveys/demo/plan`, { headers: { cookie } });
  const { plan, basis } = (await planned.json()) as PlanStanding;
  await says(planAt, `${coordinator}/surveys/demo/plan`, {}, 200);
  await says(planAt, `${coordinator}/surveys/demo/plan`, send('PUT', { plan, basis }), 200);
  const stateAt = `${coordinator}/surveys/{id}/state`;
  await says(stateAt, `${coordinator}/surveys/demo/state`, send('POST', { state: 'paused', basis }), 200);
  const batchesAt = `${coordinator}/surveys/{id}/batches`;
  const wished = send('POST', { name: 'All', links: 10 });
  await says(batchesAt, `${coordinator}/surveys/demo/batches`, wished, 200);
  await says(batchesAt, `${coordinator}/surveys/demo/batches`, {}, 200);
  const [links] = await office.store.batches('demo');
  await says(`${batchesAt}/{batch}/links`, `${coordinator}/surveys/demo/batches/${links?.id}/links`, {}, 200);
  await says(`${batchesAt}/{batch}/cards`, `${coordinator}/surveys/demo/batches/${links?.id}/cards`, {}, 200);
  const token = 'A'.repeat(22);
  await says('/api/invitations', '/api/invitations', send('POST', { survey: 'demo', token }), 200);
  await says(`${coordinator}/surveys/{id}/export`, `${coordinator}/surveys/demo/export`, {}, 200);
  await says(`${coordinator}/surveys/{id}/media`, `${coordinator}/surveys/demo/media`, {}, 200);
  const board = `${coordinator}/submissions/${pictured.id}/media/${fileOf(photo).hash}`;
  await says(`${coordinator}/submissions/{id}/media/{hash}`, board, {}, 200);
  await says(`${coordinator}/submissions/{id}/media/{hash}`, `${board}0`, {}, 404);
  const drawn = pngOf(8, 6);
  const pinned = { method: 'PUT', body: drawn, headers: { 'content-length': `${drawn.length}` } };
  await says(`${coordinator}/files/{hash}`, `${coordinator}/files/${hashOf(drawn)}`, pinned, 200);
  await says(`${coordinator}/files/{hash}`, `${coordinator}/files/${hash}`, pinned, 422);
  await says('/api/files/{hash}', `/api/files/${hashOf(drawn)}`, {}, 200);
  await says('/api/files/{hash}', `/api/files/${hash}`, {}, 404);
  const filesOf = `${coordinator}/questionnaires/{hash}/media`;
  await says(filesOf, `${coordinator}/questionnaires/${office.hash}/media`, {}, 200);
  const standings = `${coordinator}/surveys/demo/standings?standing=forked`;
  await says(`${coordinator}/surveys/{id}/standings`, standings, {}, 200);
  await says(`${coordinator}/submissions/{id}`, `${coordinator}/submissions/${one.id}`, {}, 200);
  const acts = `${coordinator}/submissions/${one.id}`;
  await says(`${coordinator}/submissions/{id}/return`, `${acts}/return`, send('POST', { comment: 'x' }), 409);
  await says(
    `${coordinator}/submissions/{id}/resolve`,
    `${acts}/resolve`,
    send('POST', { revision: 2 }),
    204,
  );
  await says(`${coordinator}/submissions/{id}/return`, `${acts}/return`, send('POST', { comment: 'x' }), 204);
  await says(`${coordinator}/submissions/{id}/accept`, `${acts}/accept`, { method: 'POST' }, 409);
  const codes = `${coordinator}/surveys/demo/codes`;
  await says(`${coordinator}/surveys/{id}/codes`, codes, send('POST', { uses: 2, days: 1 }), 200);
  await says(`${coordinator}/surveys/{id}/codes`, codes, {}, 200);
  const [made] = await office.store.enrolmentCodes('demo');
  const device = '0b8f7a52-6f0f-4f3e-9c53-2d4b0c2f8a11';
  const enrolling = send('POST', { code: made?.code, device, name: 'Mali' });
  await says('/api/enrolments', '/api/enrolments', enrolling, 200);
  await says('/api/enrolments', '/api/enrolments', send('POST', { code: '1', device, name: 'Mali' }), 403);
  await says(
    `${codes.replace('demo', '{id}')}/revoke`,
    `${codes}/revoke`,
    send('POST', { code: made?.code }),
    204,
  );
  const devices = `${coordinator}/surveys/demo/devices`;
  await says(`${coordinator}/surveys/{id}/devices`, devices, {}, 200);
  const retire = `${coordinator}/surveys/{id}/devices/{device}/retire`;
  await says(retire, `${devices}/${device}/retire`, { method: 'POST' }, 204);
  await says(retire, `${devices}/nobody/retire`, { method: 'POST' }, 404);
  // one from nobody, where devices answer, is in review until it is accepted
  await office.catalogue.saveSurvey({
    ...(await office.catalogue.survey('demo')),
    answeredBy: 'devices',
  } as StoredSurvey);
  const third = submissionTo(office);
  await says('/api/submissions/{id}', `/api/submissions/${third.id}`, send('PUT', third), 200);
  const inReview = `${coordinator}/surveys/demo/standings?standing=review`;
  await says(`${coordinator}/surveys/{id}/standings`, inReview, {}, 200);
  const accept = `${coordinator}/submissions/${third.id}/accept`;
  await says(`${coordinator}/submissions/{id}/accept`, accept, { method: 'POST' }, 204);
  const code = receiptCode(one.id, hash);
  await says('/api/withdrawals', '/api/withdrawals', send('POST', { code: '11111-11111' }), 404);
  await says('/api/withdrawals', '/api/withdrawals', send('POST', { code }), 200);
  await says(`${coordinator}/submissions/{id}`, `${coordinator}/submissions/${one.id}`, {}, 200);
  const handOvers = `${coordinator}/hand-overs`;
  const bring = (file: Uint8Array<ArrayBuffer>): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  const handOver = await sealed(await written([submissionTo(office)]), office.keys.handOverTo('demo'));
  await says(handOvers, handOvers, bring(handOver), 200);
  await says(handOvers, handOvers, bring(handOver.slice(0, 200)), 422);
  const results = `${coordinator}/surveys/demo/results`;
  const resultsOf = `${coordinator}/surveys/{id}/results`;
  await office.catalogue.saveSurvey({
    ...(await office.catalogue.survey('demo')),
    answeredBy: 'link',
  } as StoredSurvey);
  for (let newcomer = 0; newcomer < 10; newcomer++) await office.put(submissionTo(office));
  await says(`${resultsOf}/renew`, `${results}/renew`, { method: 'POST' }, 204);
  await says(`${resultsOf}/renew`, `${results}/renew`, { method: 'POST' }, 409);
  await says(resultsOf, results, {}, 200);
  await says(resultsOf, `${results}?by=nothing`, {}, 404);
  const aside = `${coordinator}/submissions/{id}/aside`;
  const ofThird = `${coordinator}/submissions/${third.id}`;
  await says(aside, `${ofThird}/aside`, send('POST', {}), 422);
  await says(aside, `${ofThird}/aside`, send('POST', { reason: 'a trial' }), 204);
  const restore = `${coordinator}/submissions/{id}/restore`;
  await says(restore, `${ofThird}/restore`, { method: 'POST' }, 204);
  await says(restore, `${ofThird}/restore`, { method: 'POST' }, 409);
  const table = `${coordinator}/surveys/{id}/submissions`;
  await says(table, `${coordinator}/surveys/demo/submissions`, {}, 200);
  await says(table, `${coordinator}/surveys/demo/submissions?state=lost`, {}, 404);
  await says(`${coordinator}/surveys/{id}/progress`, `${coordinator}/surveys/demo/progress`, {}, 200);
  const surveyOf = `${coordinator}/surveys/{id}`;
  await says(`${surveyOf}/written/{question}`, `${coordinator}/surveys/demo/written/words`, {}, 200);
  await says(`${surveyOf}/written/{question}`, `${coordinator}/surveys/demo/written/age`, {}, 404);
  await says(`${surveyOf}/report`, `${coordinator}/surveys/demo/report?lang=th`, {}, 200);
  await says(`${surveyOf}/report`, `${coordinator}/surveys/demo/report?lang=id`, {}, 404);
  await says(`${surveyOf}/poster`, `${coordinator}/surveys/demo/poster?lang=th,en`, {}, 200);
  const poster = [`${surveyOf}/codes/poster`, `${codes}/poster`] as const;
  await says(...poster, send('POST', { code: made?.code, languages: ['th'] }), 200);
  await says(...poster, send('POST', { code: '00000-00000', languages: ['th'] }), 404);
  const exports = `${coordinator}/surveys/demo/exports`;
  const asExports = `${coordinator}/surveys/{id}/exports`;
  await says(asExports, exports, send('POST', { formats: ['doc'] }), 422);
  await says(asExports, exports, send('POST', { formats: ['csv'] }), 200);
  const [job] = await finished(office);
  await says(asExports, exports, {}, 200);
  await says(`${asExports}/{export}`, `${exports}/${job?.id}`, {}, 200);
  await says(`${asExports}/{export}/all`, `${exports}/${job?.id}/all`, {}, 200);
  await says(`${asExports}/{export}/files/{name}`, `${exports}/${job?.id}/files/manifest.json`, {}, 200);
  await says(`${asExports}/{export}/files/{name}`, `${exports}/${job?.id}/files/none`, {}, 404);
  await says(`${asExports}/{export}`, `${exports}/${job?.id}`, { method: 'DELETE' }, 204);
  const forms = `${coordinator}/questionnaires`;
  const document2 = bring(new TextEncoder().encode(JSON.stringify(smallQuestionnaire)));
  await says(forms, forms, {}, 200);
  await says(`${forms}/check`, `${forms}/check?name=small.json`, document2, 200);
  await says(`${forms}/check`, `${forms}/check?name=small.xml`, document2, 200);
  await says(forms, `${forms}?name=small.json`, document2, 200);
  await says(forms, `${forms}?name=small.xml`, document2, 422);
  const files = `${forms}/${office.hash}/files`;
  for (const kind of ['xlsx', 'xml', 'json'])
    await says(`${forms}/{hash}/files/{kind}`, `${files}/${kind}`, {}, 200);
  await says(`${forms}/{hash}/files/{kind}`, `${files}/pdf`, {}, 404);
  const ofSurvey = [`${coordinator}/surveys/{id}/questionnaire`, `${coordinator}/surveys/demo/questionnaire`];
  const version = { questionnaire: office.hash, instead: office.hash };
  await says(ofSurvey[0] ?? '', ofSurvey[1] ?? '', send('PUT', version), 204);
  await says(
    ofSurvey[0] ?? '',
    ofSurvey[1] ?? '',
    send('PUT', { ...version, questionnaire: '0'.repeat(64) }),
    404,
  );
  const people = `${coordinator}/people`;
  const wish = { name: 'somchai', role: 'analyst', surveys: ['demo'] };
  await says(people, people, send('PUT', wish), 200);
  await says(people, people, send('PUT', { ...wish, role: 'king' }), 422);
  await says(people, people, {}, 200);
  await says(`${people}/password`, `${people}/password`, send('POST', { name: 'somchai' }), 200);
  await says(`${people}/remove`, `${people}/remove`, send('POST', { name: 'somchai' }), 204);
  await says(`${people}/remove`, `${people}/remove`, send('POST', { name: 'mali' }), 409);
  await says(`${coordinator}/log`, `${coordinator}/log`, {}, 200);
  await says('/api/session', '/api/session', send('PUT', { old: 'x', fresh: 'x'.repeat(15) }), 401);
  await says('/api/session', '/api/session', send('PUT', { old: password, fresh: 'x'.repeat(15) }), 204);
  await says('/api/session', '/api/session', { method: 'DELETE' }, 204);

  const all = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect([...asked].sort()).toEqual(all.sort());
});

/** The exports of the survey, once they are made. */
async function finished({ exports }: Office): Promise<ExportJob[]> {
  for (;;) {
    const jobs = await exports.list('demo');
    if (jobs.every(({ state }) => state === 'ready' || state === 'failed')) return jobs;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

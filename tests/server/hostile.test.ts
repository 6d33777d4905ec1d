import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../src/submission/index.ts';
import { json, openOffice, submissionTo, zipped } from './office.ts';

const evilText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "'; DROP TABLE submissions; --",
    '9'.repeat(5000),
  ),
);
const evil: fc.Arbitrary<unknown> = fc.oneof(
  { depthSize: 'small' },
  evilText,
  fc.jsonValue({ maxDepth: 5 }),
  fc.double(),
  fc.constantFrom(Number.MAX_VALUE, -0, 1e-320, 2 ** 53, null, true, [], {}),
  fc.array(fc.array(fc.constant(null), { maxLength: 3 }), { maxLength: 200 }),
  fc.dictionary(evilText, fc.jsonValue()),
);

/** Ways to spoil a good submission: a field replaced, taken away or added, at the top or among the answers. */
const spoiling = fc.record({
  where: fc.constantFrom('top', 'answers', 'work', 'consent', 'pages'),
  name: fc.oneof(
    fc.constantFrom(
      'format',
      'id',
      'survey',
      'questionnaire',
      'language',
      'mode',
      'startedAt',
      'answers',
      'consent',
    ),
    fc.constantFrom('age', 'words', 'colour', 'colours', 'case', 'pages', 'app', '__proto__', 'toString'),
    evilText,
  ),
  value: evil,
});

test('whatever is made of a good submission: refused with a problem, or kept as a good one; never a fault of the server', async () => {
  const office = await openOffice();
  let received = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(spoiling, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (spoilings, packed) => {
        const good = submissionTo(office);
        const spoilt = JSON.parse(JSON.stringify(good));
        for (const { where, name, value } of spoilings) {
          const target = where === 'top' ? spoilt : where === 'work' ? spoilt.answers?.work : spoilt[where];
          if (typeof target !== 'object' || target === null) continue;
          Object.defineProperty(target, name, {
            value,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        const text = JSON.stringify(spoilt);
        const before = await office.store.countsOf('demo');
        const response = await office.app.request(
          `/api/submissions/${good.id}`,
          packed ? json('PUT', zipped(text), { 'content-encoding': 'gzip' }) : json('PUT', text),
        );
        expect(response.status).toBeLessThan(500);
        if (response.status === 200) received++;
        else {
          expect(Problem.safeParse(await response.json()).success).toBe(true);
          expect(await office.store.countsOf('demo')).toEqual(before);
        }
      },
    ),
    { numRuns: 1500 },
  );
  expect((await office.store.countsOf('demo')).submissions).toBe(received);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('whatever bytes, types and packings come: a problem, and nothing is kept', async () => {
  const office = await openOffice();
  const type = fc.constantFrom(
    'application/json',
    'application/x-ndjson',
    'text/plain',
    '',
    'application/json; charset=x',
  );
  const encoding = fc.constantFrom('', 'gzip', 'br', 'identity', 'GZIP', 'deflate, gzip');
  const path = fc.oneof(
    fc.constantFrom('', '/', '/x', '/019aa000-0000-7000-8000-000000000001', '/%00', '/..%2f..', '/%E0%A4%A'),
    fc.webPath(),
  );
  const method = fc.constantFrom('PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS');
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      type,
      encoding,
      path,
      method,
      async (bytes, type, encoding, path, method) => {
        const response = await office.app.request(`/api/submissions${path}`, {
          method,
          body: new Uint8Array(bytes),
          headers: { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) },
        });
        expect(response.status).toBeLessThan(500);
        if (response.status === 200) {
          for (const line of (await response.text()).split('\n').filter((line) => line)) {
            expect(Object.keys(JSON.parse(line))).toEqual(['problem']); // a batch of nonsense
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
  expect(await office.store.countsOf('demo')).toEqual({ submissions: 0, revisions: 0, late: 0 });
});

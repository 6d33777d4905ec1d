/** 2,000 hostile payloads here; `FUZZ=100000` sends as many as a release is held to, `FUZZ_SEED` repeats a bad day. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { openApi } from '../../src/server/openapi.ts';
import { givePassword } from '../../src/server/sessions.ts';
import { BatchLine, Problem, Receipt } from '../../src/submission/index.ts';
import { json, openOffice, submissionTo } from './office.ts';
import { type Chance, chanceOf, type JsonSchema, pick, spoil } from './spoil.ts';

const count = Number(process.env.FUZZ || 2_000);
const seed = Number(process.env.FUZZ_SEED || 20261123);
const { schemas } = (openApi() as { components: { schemas: Record<string, JsonSchema> } }).components;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapNow = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

interface Shot {
  readonly path: string;
  readonly method: string;
  readonly schema: string;
  readonly type: string;
}
const id = '019ab000-0000-7000-8000-000000000001';
const shots: readonly Shot[] = [
  ...Array.from({ length: 6 }, () => ({
    path: '/api/submissions/:id',
    method: 'PUT',
    schema: 'Submission',
    type: 'application/json',
  })),
  { path: '/api/submissions', method: 'POST', schema: 'Submission', type: 'application/x-ndjson' },
  { path: '/api/withdrawals', method: 'POST', schema: 'Withdrawal', type: 'application/json' },
  { path: `/api/submissions/${id}/standing`, method: 'GET', schema: 'Withdrawal', type: '' },
  {
    path: '/api/coordinator/submissions/:id/return',
    method: 'POST',
    schema: 'Return',
    type: 'application/json',
  },
  {
    path: '/api/coordinator/submissions/:id/resolve',
    method: 'POST',
    schema: 'Resolution',
    type: 'application/json',
  },
];

function toBytes(value: unknown, chance: Chance): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(value) ?? ''));
  if (chance() < 0.1 && bytes.length > 0) {
    const at = Math.floor(chance() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance() * 8)); // a bit flipped on the way
  }
  return chance() < 0.05 ? bytes.subarray(0, Math.floor(chance() * bytes.length)) : bytes;
}

test(`${count} hostile payloads (seed ${seed}): no fault of the server, no growth, every refusal a problem`, async () => {
  const office = await openOffice();
  const password = await givePassword(office.store, 'mali');
  const signedIn = await office.app.request(
    '/api/session',
    json('POST', JSON.stringify({ name: 'mali', password })),
  );
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const chance = chanceOf(seed);
  const kept = new Set<string>();
  const statuses = new Map<number, number>();
  let heapEarly = 0;

  for (let n = 0; n < count; n++) {
    if (n === Math.floor(count / 4)) {
      office.log.length = 0;
      heapEarly = heapNow();
    }
    const shot = pick(chance, shots);
    const base = chance() < 0.7 ? submissionTo(office) : {};
    const spoilt = spoil(schemas[shot.schema] ?? {}, schemas, chance, pick(chance, [3, 10, 60, 1e9]));
    const isSubmission = shot.schema === 'Submission' && typeof spoilt === 'object' && spoilt !== null;
    const few = isSubmission ? Object.entries(spoilt).filter(() => chance() < 0.15) : [];
    const said = isSubmission ? { ...base, ...Object.fromEntries(few) } : spoilt;
    const own = (said as { id?: unknown } | null)?.id;
    const target = typeof own === 'string' ? own : id;
    const path = shot.path.replace(':id', encodeURIComponent(target.toWellFormed().slice(0, 200)) || 'x');
    const isPacked = chance() < 0.2;
    const bytes = toBytes(said, chance);
    const response = await office.app.request(path, {
      method: shot.method,
      headers: {
        cookie,
        'content-type': chance() < 0.02 ? 'text/plain' : shot.type,
        ...(isPacked && { 'content-encoding': 'gzip' }),
        ...(shot.method === 'GET' && { 'submission-hash': String(pick(chance, ['x', 'f'.repeat(64)])) }),
      },
      ...(shot.method !== 'GET' && {
        body: isPacked && chance() < 0.9 ? new Uint8Array(gzipSync(bytes)) : bytes,
      }),
    });
    const text = await response.text();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    expect([n, path, response.status < 500]).toEqual([n, path, true]);
    if (response.status >= 400) {
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      Problem.parse(JSON.parse(text));
    } else if (shot.schema === 'Submission') {
      for (const line of text.split('\n').filter((line) => line)) {
        const read =
          shot.method === 'PUT'
            ? { receipt: Receipt.parse(JSON.parse(line)) }
            : BatchLine.parse(JSON.parse(line));
        if ('receipt' in read) kept.add(`${read.receipt.id} ${read.receipt.revision}`);
      }
    }
  }
  office.log.length = 0;
  const growth = heapNow() - heapEarly;
  expect(growth).toBeLessThan(16); // MB, and not more for more of them: what is remembered is bounded
  const found = await office.store.look(audit);
  expect(found.faults).toEqual([]);
  expect(found.revisions).toBe(kept.size);
  expect(kept.size).toBeGreaterThan(count / 100);
  expect(statuses.get(422)).toBeGreaterThan(count / 10);
}, 3_600_000);

/**
 * 1,000 hostile payloads on each store here; `FUZZ=100000` sends as many as a release is held to, `FUZZ_SEED` repeats a bad
 * day. They go to every route of the API document: a new one is shot at without a word here.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { openApi } from '../../src/server/openapi.ts';
import { givePassword } from '../../src/server/sessions.ts';
import { BatchLine, Problem, Receipt } from '../../src/submission/index.ts';
import { json, type Office, openOffice, submissionTo } from './office.ts';
import { type Chance, chanceOf, evilTexts, type JsonSchema, pick, spoil } from './spoil.ts';
import { onEachStore } from './stores.ts';

const count = Number(process.env.FUZZ || 1_000);
const seed = Number(process.env.FUZZ_SEED || 20261123);

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: JsonSchema }> };
}
const {
  components: { schemas },
  paths,
} = openApi() as {
  components: { schemas: Record<string, JsonSchema> };
  paths: Record<string, Record<string, Operation>>;
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapNow = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

interface Shot {
  readonly path: string;
  readonly method: string;
  readonly parameters: Operation['parameters'];
  readonly type: string;
  readonly schema: JsonSchema | undefined;
  readonly isSubmission: boolean;
}
const id = '019ab000-0000-7000-8000-000000000001';
const often = 30; // times as often as the others: what everybody may send

const shots: readonly Shot[] = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { parameters, requestBody }]) => {
    const [[type = '', { schema = undefined } = {}] = []] = Object.entries(requestBody?.content ?? {});
    const isSubmission = schema?.$ref?.endsWith('/Submission') ?? false;
    const shot = { path, method: method.toUpperCase(), parameters, type, schema, isSubmission };
    return Array.from({ length: isSubmission ? often : 1 }, () => shot);
  }),
);

function toBytes(value: unknown, chance: Chance): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(value) ?? ''));
  if (chance() < 0.1 && bytes.length > 0) {
    const at = Math.floor(chance() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance() * 8)); // a bit flipped on the way
  }
  return chance() < 0.05 ? bytes.subarray(0, Math.floor(chance() * bytes.length)) : bytes;
}

/** What is sent: of a submission mostly right, for else nothing would come past the first check. */
function payload({ schema, isSubmission }: Shot, office: Office, chance: Chance): unknown {
  const spoilt = spoil(schema ?? {}, schemas, chance, pick(chance, [3, 10, 60, 1e9]));
  if (!isSubmission || typeof spoilt !== 'object' || spoilt === null) return spoilt;
  const few = Object.entries(spoilt).filter(() => chance() < 0.15);
  return { ...(chance() < 0.7 ? submissionTo(office) : {}), ...Object.fromEntries(few) };
}

/** Where it is sent, every parameter filled in with something. */
function address({ path, parameters }: Shot, said: unknown, hash: string, chance: Chance): string {
  const own = (said as { id?: unknown } | null)?.id;
  const any = () =>
    pick(chance, [id, 'demo', hash, '0'.repeat(40), ...evilTexts])
      .toWellFormed()
      .slice(0, 200);
  const way = path.replace(/\{(\w+)\}/g, (_, name) => {
    const target = name === 'id' && typeof own === 'string' ? own.toWellFormed().slice(0, 200) : any();
    return encodeURIComponent(target) || 'x';
  });
  const query = parameters.filter((it) => it.in === 'query' && chance() < 0.7);
  return `${way}?${new URLSearchParams(query.map(({ name }) => [name, any()]))}`;
}

/** Values that a header can bear. */
const headersOf = ({ parameters }: Shot, hash: string, chance: Chance) =>
  parameters
    .filter((it) => it.in === 'header' && chance() < 0.9)
    .map(({ name }) => [
      name,
      pick(chance, [hash, 'x', '1.0.0', '0', '-1', '9'.repeat(30), 'f'.repeat(64), 'a ,b Zg==']),
    ]);

onEachStore(({ newPlace }) => {
  test(`${count} hostile payloads (seed ${seed}): no fault of the server, no growth, every refusal a problem`, async () => {
    const office = await openOffice({ store: await newPlace().open() });
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
      office.clock.now += 50; // what is remembered for a quarter of an hour is forgotten on the way
      const shot = pick(chance, shots);
      const said = payload(shot, office, chance);
      const path = address(shot, said, office.hash, chance);
      const isPacked = chance() < 0.2;
      const bytes = toBytes(said, chance);
      const hasBody = shot.method !== 'GET' && shot.method !== 'HEAD';
      const response = await office.app.request(path, {
        method: shot.method,
        headers: {
          ...(shot.path !== '/api/session' && { cookie }), // signing out would end the visit
          ...(hasBody && { 'content-type': chance() < 0.02 ? 'text/plain' : shot.type }),
          ...(isPacked && { 'content-encoding': 'gzip' }),
          ...Object.fromEntries(headersOf(shot, office.hash, chance)),
        },
        ...(hasBody && { body: isPacked && chance() < 0.9 ? new Uint8Array(gzipSync(bytes)) : bytes }),
      });
      const text = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      expect([n, shot.method, path, response.status < 500]).toEqual([n, shot.method, path, true]);
      if (response.status >= 400) {
        expect([n, shot.method, path, response.headers.get('content-type')]).toEqual([
          n,
          shot.method,
          path,
          'application/problem+json',
        ]);
        if (shot.method !== 'HEAD') Problem.parse(JSON.parse(text));
      } else if (shot.isSubmission) {
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
    await office.store.close();
  }, 3_600_000);
});

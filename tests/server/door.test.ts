import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { nameAddresses } from '../../src/server/address.ts';
import { type Bounds, openDoor } from '../../src/server/door.ts';

/** A room behind the door, whose visitors stay until they are let out. */
function room(bounds: Bounds) {
  const waiting: (() => void)[] = [];
  const app = new Hono()
    .use(
      openDoor(
        bounds,
        (c) => c.req.header('from') ?? '',
        () => 0.5,
      ),
    )
    .put('/', async (c) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return c.text('kept');
    });
  const enter = async (from: string, length = 100) =>
    app.request('/', { method: 'PUT', headers: { from, 'content-length': String(length) } });
  return {
    enter,
    inside: () => waiting.length,
    /** Whether they come in; those who do stay. */
    async comesIn(from: string, length?: number): Promise<number> {
      const before = waiting.length;
      const reply = enter(from, length);
      return Promise.race([
        reply.then(({ status }) => status),
        (async () => {
          for (let turns = 0; waiting.length === before && turns < 50; turns++) await Promise.resolve();
          await new Promise((resolve) => setTimeout(resolve, 0));
          return waiting.length > before ? 200 : 0;
        })(),
      ]);
    },
    async letOut() {
      for (const leave of waiting.splice(0)) leave();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

test('an office behind one address may fill the whole house while nobody else comes', async () => {
  const house = room({ requests: 20, bytes: 1e9 });
  for (let n = 0; n < 20; n++) expect(await house.comesIn('office')).toBe(200);
  const late = await house.enter('office');
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '3']);
  await house.letOut();
  expect(await house.comesIn('office')).toBe(200);
  await house.letOut();
});

test('when it gets tight, the one who holds more than their share waits, and a single phone comes in', async () => {
  const house = room({ requests: 20, bytes: 1e9 });
  for (let n = 0; n < 12; n++) expect(await house.comesIn('crowd')).toBe(200);
  expect(await house.comesIn('phone')).toBe(200);
  const crowd = await house.enter('crowd');
  expect([crowd.status, (await crowd.json()).code]).toEqual([429, 'too-many-tries']);
  expect(crowd.headers.get('retry-after')).toBe('3');
  expect(await house.comesIn('phone')).toBe(200);
  await house.letOut();
});

test('what would not fit into memory waits outside, but one alone always comes in', async () => {
  const house = room({ requests: 100, bytes: 1000 });
  expect(await house.comesIn('a', 5000)).toBe(200);
  expect((await house.enter('b', 10)).status).toBe(503);
  await house.letOut();
  expect(await house.comesIn('b', 10)).toBe(200);
  await house.letOut();
});

test('an address is known by a name that is another one in an hour', () => {
  let now = 0;
  const nameOf = nameAddresses(() => now);
  const from = (remoteAddress: string) =>
    nameOf({ env: { incoming: { socket: { remoteAddress } } } } as never);
  const before = from('203.0.113.9');
  expect(from('203.0.113.9')).toBe(before);
  expect(from('203.0.113.8')).not.toBe(before);
  expect(before).not.toContain('203');
  now = 60 * 60_000;
  expect(from('203.0.113.9')).not.toBe(before);
});

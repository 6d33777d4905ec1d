import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { nameAddresses, readTrusted, type Trusted } from '../../src/server/address.ts';
import { type Bounds, openDoor } from '../../src/server/door.ts';

/** A room behind the door, whose visitors stay until they are let out. */
function room(bounds: Bounds) {
  const inside: { from: string; leave: () => void }[] = [];
  const app = new Hono()
    .use(
      openDoor(
        bounds,
        (c) => c.req.header('from') ?? '',
        () => 0.5,
      ),
    )
    .put('/', async (c) => {
      await new Promise<void>((leave) => inside.push({ from: c.req.header('from') ?? '', leave }));
      return c.text('kept');
    });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    /** Comes to the door; resolves with the reply when there is one. */
    async comes(from: string, length = 100): Promise<Response> {
      return app.request('/', { method: 'PUT', headers: { from, 'content-length': String(length) } });
    },
    async inside(): Promise<string[]> {
      await turn();
      return inside.map(({ from }) => from);
    },
    async letOut(count = Number.POSITIVE_INFINITY): Promise<void> {
      for (const { leave } of inside.splice(0, count)) leave();
      await turn();
    },
  };
}

const bounds: Bounds = { inside: 3, bytes: 1e9, waiting: 8, patience: 60_000 };
const times = <Thing>(count: number, make: () => Thing): Thing[] => Array.from({ length: count }, make);

test('an office behind one address may send with all its phones: who has no room waits, and all are kept', async () => {
  const house = room(bounds);
  const replies = times(11, () => house.comes('office'));
  expect(await house.inside()).toHaveLength(3);
  for (let rounds = 0; rounds < 4; rounds++) await house.letOut();
  expect((await Promise.all(replies)).map(({ status }) => status)).toEqual(times(11, () => 200));
});

test('a single phone does not stand behind the crowd: addresses have turns', async () => {
  const house = room(bounds);
  const replies = [...times(7, () => house.comes('crowd')), house.comes('phone')];
  expect(await house.inside()).toEqual(['crowd', 'crowd', 'crowd']);
  await house.letOut(2);
  expect(await house.inside()).toEqual(['crowd', 'crowd', 'phone']);
  for (let rounds = 0; rounds < 4; rounds++) await house.letOut();
  await Promise.all(replies);
});

test('when the waiting room fills up, first the crowd and then everybody hears when to come again', async () => {
  const house = room(bounds);
  const replies = [...times(7, () => house.comes('crowd')), house.comes('phone')];
  const refused = await house.comes('crowd');
  expect([refused.status, (await refused.json()).code]).toEqual([429, 'too-many-tries']);
  expect(refused.headers.get('retry-after')).toBe('5');
  replies.push(...times(3, () => house.comes('other')));
  const full = await house.comes('phone');
  expect([full.status, full.headers.get('retry-after')]).toEqual([429, '5']);
  for (let rounds = 0; rounds < 5; rounds++) await house.letOut();
  expect((await Promise.all(replies)).every(({ status }) => status === 200)).toBe(true);
});

test('what would not fit into memory waits, but one alone always comes in', async () => {
  const house = room({ ...bounds, bytes: 1000 });
  const replies = [house.comes('a', 5000), house.comes('b', 10)];
  expect(await house.inside()).toEqual(['a']);
  await house.letOut();
  expect(await house.inside()).toEqual(['b']);
  await house.letOut();
  await Promise.all(replies);
});

test('nobody waits for ever', async () => {
  const house = room({ ...bounds, patience: 5 });
  const replies = times(3, () => house.comes('a'));
  expect((await house.comes('b')).status).toBe(429);
  await house.letOut();
  await Promise.all(replies);
  const again = house.comes('b');
  expect(await house.inside()).toEqual(['b']);
  await house.letOut();
  expect((await again).status).toBe(200);
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

describe('behind a proxy', () => {
  const namesBy = (trusted: Trusted | null) => {
    const nameOf = nameAddresses(() => 0, trusted ?? 0);
    return (remoteAddress: string, forwarded?: string) =>
      nameOf({
        env: { incoming: { socket: { remoteAddress } } },
        req: { header: (name: string) => (name === 'x-forwarded-for' ? forwarded : undefined) },
      } as never);
  };

  test('nobody is believed, as long as nobody is trusted', () => {
    const name = namesBy(0);
    expect(name('10.0.0.1', '203.0.113.9')).toBe(name('10.0.0.1'));
  });

  test('one trusted proxy tells addresses apart; what was written before it counts for nothing', () => {
    const name = namesBy(readTrusted('1'));
    const phone = name('10.0.0.1', '203.0.113.9');
    expect(name('10.0.0.1', '198.51.100.7')).not.toBe(phone);
    expect(name('10.0.0.1', '1.2.3.4, 203.0.113.9')).toBe(phone);
    expect(name('10.0.0.1', 'what I like, 203.0.113.9')).toBe(phone);
    expect(name('10.0.0.1', 'nonsense')).toBe(name('10.0.0.1'));
  });

  test('networks are trusted as far as they reach, whoever the connection comes from', () => {
    const name = namesBy(readTrusted('10.0.0.0/8, fd00::/8'));
    const phone = name('203.0.113.9');
    expect(name('::ffff:10.0.0.1', '203.0.113.9')).toBe(phone);
    expect(name('fd00::2', '6.6.6.6, 203.0.113.9, 10.9.9.9')).toBe(phone);
    expect(name('198.51.100.7', '203.0.113.9')).toBe(name('198.51.100.7'));
  });

  test.each(['all', '10.0.0.0/33', '1.2.3', 'true', '-1', ''])('“%s” is no setting', (text) => {
    expect(readTrusted(text)).toBeNull();
  });
});

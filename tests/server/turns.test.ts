import { expect, test } from 'vitest';
import { takeTurns } from '../../src/server/turns.ts';

/** A desk whose work lasts until it is let go. */
function desk(most: number, weight: number) {
  const turn = takeTurns({ most, weight });
  const working = new Map<string, { end(): void; fail(error: Error): void }>();
  return {
    brings: (name: string, weighs = 1): Promise<string> =>
      turn(
        weighs,
        () =>
          new Promise((resolve, reject) => {
            working.set(name, { end: () => resolve(name), fail: reject });
          }),
      ),
    async atWork(): Promise<string[]> {
      await new Promise((resolve) => setImmediate(resolve));
      return [...working.keys()];
    },
    ends(name: string): void {
      working.get(name)?.end();
      working.delete(name);
    },
    breaks(name: string): void {
      working.get(name)?.fail(new Error('broken'));
      working.delete(name);
    },
  };
}

test('so many are at work, and the others follow in the order in which they came', async () => {
  const it = desk(2, 100);
  const all = ['a', 'b', 'c', 'd'].map((name) => it.brings(name));
  expect(await it.atWork()).toEqual(['a', 'b']);
  it.ends('b');
  expect(await it.atWork()).toEqual(['a', 'c']);
  it.ends('a');
  it.ends('c');
  expect(await it.atWork()).toEqual(['d']);
  it.ends('d');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

test('what is heavy waits until there is room, and is not overtaken for ever; too heavy for the desk, it comes alone', async () => {
  const it = desk(10, 100);
  const all = [it.brings('light', 60), it.brings('heavy', 500), it.brings('late', 1)];
  expect(await it.atWork()).toEqual(['light']);
  it.ends('light');
  expect(await it.atWork()).toEqual(['heavy']);
  it.ends('heavy');
  expect(await it.atWork()).toEqual(['late']);
  it.ends('late');
  await Promise.all(all);
});

test('work that breaks gives its turn back', async () => {
  const it = desk(1, 100);
  const broken = it.brings('a');
  const next = it.brings('b');
  await it.atWork();
  it.breaks('a');
  await expect(broken).rejects.toThrow('broken');
  expect(await it.atWork()).toEqual(['b']);
  it.ends('b');
  expect(await next).toBe('b');
});

import { expect, test } from 'vitest';
import { gather } from '../../src/server/store/gather.ts';

test('what arrives while one commit runs shares the next one', async () => {
  const groups: number[][] = [];
  let release = () => {};
  const first = new Promise<void>((resolve) => {
    release = resolve;
  });
  const desk = gather(
    async (group: number[]) => {
      groups.push(group);
      if (groups.length === 1) await first;
      return group.map((n) => n * 10);
    },
    { most: 3, lanes: 1 },
  );
  const one = desk.add(1);
  await Promise.resolve();
  const others = [2, 3, 4, 5].map((n) => desk.add(n));
  release();
  expect(await Promise.all([one, ...others])).toEqual([10, 20, 30, 40, 50]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
});

test('one that cannot be kept is the only one refused', async () => {
  const desk = gather(
    async (group: string[]) => {
      if (group.includes('bad')) throw new Error('no');
      return group;
    },
    { most: 10, lanes: 1 },
  );
  const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map((it) => desk.add(it)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await desk.add('c')).toBe('c');
});

test('idle comes when everything is done', async () => {
  let done = 0;
  const desk = gather(
    async (group: number[]) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      done += group.length;
      return group;
    },
    { most: 2, lanes: 2 },
  );
  const all = [1, 2, 3, 4, 5, 6, 7].map((n) => desk.add(n));
  await desk.idle();
  expect(done).toBe(7);
  await Promise.all(all);
});

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

test('another lane is taken only for a group that is worth it, and a large one is begun before all of it is there', async () => {
  const groups: number[][] = [];
  const releases: (() => void)[] = [];
  const desk = gather(
    async (group: number[]) => {
      groups.push(group);
      await new Promise<void>((release) => releases.push(release));
      return group;
    },
    { most: 100, lanes: 2, another: 3 },
  );
  const all = [desk.add(1)];
  await Promise.resolve();
  all.push(desk.add(2), desk.add(3));
  await Promise.resolve();
  expect(groups).toEqual([[1]]); // two wait for the lane that is there
  all.push(desk.add(4));
  expect(groups).toEqual([[1], [2, 3, 4]]); // three are worth another, at once
  all.push(desk.add(5), desk.add(6), desk.add(7), desk.add(8));
  await Promise.resolve();
  expect(groups).toHaveLength(2); // there is no third
  for (const release of releases.splice(0)) release();
  await new Promise((resolve) => setImmediate(resolve));
  for (const release of releases.splice(0)) release();
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(groups.at(-1)).toEqual([5, 6, 7, 8]);
});

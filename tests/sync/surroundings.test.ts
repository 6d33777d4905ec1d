import { expect, test } from 'vitest';
import { keepMediaWhen, mediaState, outboxState } from '../../src/storage/index.ts';
import { surroundingsOf } from '../../src/sync/index.ts';
import { depot } from '../support/depot.ts';
import { finishedWith, photo } from '../support/media.ts';
import { phone, runnerOn, small } from '../support/mediaPhone.ts';
import { clock } from '../support/weather.ts';

test('on a network that costs money files wait, answers do not; the person may say otherwise', async () => {
  const { db } = await phone([small]);
  const there = depot();
  const time = clock();
  let metered = true;
  const runner = runnerOn(db, there.post, time, {
    surroundings: async () => ({ metered, lowBattery: false }),
  });
  await runner.nudge('kept');
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  expect(await mediaState(db)).toMatchObject({ files: 1, pause: { reason: 'metered' } });
  await runner.nudge('asked');
  expect(there.files.size).toBe(0);
  await runner.nudge('files');
  expect(there.files.size).toBe(1);

  await finishedWith(db, [photo(small, 7)]);
  await runner.nudge('kept');
  expect(there.files.size).toBe(1); // the word was for those
  metered = false;
  await runner.nudge('online'); // Wi-Fi
  expect(there.files.size).toBe(2);

  metered = true;
  await keepMediaWhen(db, 'always');
  await finishedWith(db, [photo(small, 8)]);
  await runner.nudge('kept');
  expect(there.files.size).toBe(3);
});

test('with a low battery files wait for the charger, answers do not', async () => {
  const { db } = await phone([small]);
  const there = depot();
  const time = clock();
  let lowBattery = true;
  const runner = runnerOn(db, there.post, time, {
    surroundings: async () => ({ metered: false, lowBattery }),
  });
  await runner.nudge('kept');
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  expect(await mediaState(db)).toMatchObject({ files: 1, pause: { reason: 'low-battery' } });
  lowBattery = false;
  await time.pass(15 * 60_000);
  expect(there.files.size).toBe(1);
});

test('a browser that tells nothing of network and battery holds up no file', async () => {
  const battery = (level: number, charging: boolean) => ({ getBattery: async () => ({ level, charging }) });
  const connection = (told: object) => ({ connection: Object.assign(new EventTarget(), told) });
  const told = { metered: false, lowBattery: false };
  expect(await surroundingsOf({})).toEqual(told);
  expect(await surroundingsOf({ ...connection({ type: 'wifi' }), ...battery(0.1, true) })).toEqual(told);
  expect(await surroundingsOf(connection({ saveData: true }))).toEqual({ ...told, metered: true });
  expect(await surroundingsOf({ ...connection({ type: 'cellular' }), ...battery(0.14, false) })).toEqual({
    metered: true,
    lowBattery: true,
  });
  expect(await surroundingsOf({ getBattery: () => Promise.reject(new Error('not here')) })).toEqual(told);
});

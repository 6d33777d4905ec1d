import { expect, test } from 'vitest';
import { sharing } from '../../src/screens/sharing.ts';
import type { Carrying, Nudge } from '../../src/sync/index.ts';
import { device } from '../support/device.ts';

test('where no worker can be started the page carries much up, as it does little', async () => {
  expect(globalThis.Worker).toBeUndefined();
  const { db } = device();
  const carried: Nudge[] = [];
  const here: Carrying = {
    carryUp: async (why) => void carried.push(why),
    stop: () => undefined,
  };
  const shared = sharing(db, here);
  await shared.carryUp('kept', () => undefined);
  await db.outbox.bulkAdd(
    Array.from({ length: 40 }, (_, at) => ({
      id: `s${at}`,
      hash: 'h',
      state: 'waiting' as const,
      since: '2026-11-23',
      tries: 0,
      triedAt: 0,
      nextTryAt: 0,
    })),
  );
  await shared.carryUp('online', () => undefined);
  expect(carried).toEqual(['kept', 'online']);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { type CodeRow, type EnrolWish, hashOf, type Store } from '../../src/server/store/index.ts';
import { onEachStore, type Place } from './stores.ts';

const noon = '2026-11-23T12:00:00.000Z';
const id = (n: number) => `0b8f7a52-6f0f-4f3e-9c53-${n.toString(16).padStart(12, '0')}`;
const code = (changes: Partial<CodeRow> = {}): CodeRow => ({
  code: '7K3QD-9MWXA',
  survey: 'demo',
  madeBy: 'mali',
  madeAt: '2026-11-23T09:00:00.000Z',
  endsAt: '2026-11-30T09:00:00.000Z',
  uses: 3,
  used: 0,
  revoked: false,
  ...changes,
});
const wish = (n: number, changes: Partial<EnrolWish> = {}): EnrolWish => ({
  code: '7K3QD-9MWXA',
  device: id(n),
  name: `Somchai ${n}`,
  token: hashOf(`token ${n}`),
  at: noon,
  day: '2026-11-23',
  ...changes,
});

onEachStore((ground) => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = ground.newPlace();
    store = await place.open();
  });
  afterEach(() => store.close());

  test('a device is known by its token when the store is opened again', async () => {
    await store.addEnrolmentCode(code());
    expect(await store.enrol(wish(1))).toBe('demo');
    await store.close();
    store = await place.open();
    expect(await store.deviceOf(hashOf('token 1'))).toMatchObject({ survey: 'demo', id: id(1) });
    expect(await store.deviceOf(hashOf('token 2'))).toBeNull();
    expect(await store.devices('demo')).toMatchObject([{ name: 'Somchai 1', seenOn: '', retiredAt: '' }]);
    expect(await store.devices('other')).toEqual([]);
  });

  test('of ten that come at once with a code for three, three are let in', async () => {
    await store.addEnrolmentCode(code());
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, at) => store.enrol(wish(at))));
    expect(outcomes.filter((survey) => survey === 'demo')).toHaveLength(3);
    expect(await store.enrolmentCodes('demo')).toEqual([code({ used: 3 })]);
  });

  test('one that asks five times at once is one device and one use', async () => {
    await store.addEnrolmentCode(code());
    const asked = Array.from({ length: 5 }, (_, at) => wish(1, { token: hashOf(`token ${at}`) }));
    await Promise.all(asked.map((one) => store.enrol(one)));
    expect(await store.devices('demo')).toHaveLength(1);
    expect(await store.enrolmentCodes('demo')).toMatchObject([{ used: 1 }]);
    for (const { token } of asked) expect((await store.deviceOf(token))?.id).toBe(id(1));
  });

  test('a revoked code is revoked once, and only in its own survey', async () => {
    await store.addEnrolmentCode(code());
    expect(await store.revokeEnrolmentCode('other', code().code)).toBe(false);
    expect(await store.revokeEnrolmentCode('demo', code().code)).toBe(true);
    expect(await store.revokeEnrolmentCode('demo', code().code)).toBe(false);
    expect(await store.enrol(wish(1))).toBeNull();
  });

  test('retiring is done once, the token still tells whose it is, and the day it was seen only goes forward', async () => {
    await store.addEnrolmentCode(code());
    await store.enrol(wish(1));
    await store.noteSeen('demo', id(1), '2026-11-24');
    await store.noteSeen('demo', id(1), '2026-11-23');
    expect(await store.retireDevice('demo', id(1), 'mali', '2026-11-25T08:00:00.000Z')).toBe(true);
    expect(await store.retireDevice('demo', id(1), 'mali', '2026-11-26T08:00:00.000Z')).toBe(true);
    expect(await store.retireDevice('demo', id(2), 'mali', '2026-11-26T08:00:00.000Z')).toBe(false);
    expect(await store.deviceOf(hashOf('token 1'))).toMatchObject({
      seenOn: '2026-11-24',
      retiredAt: '2026-11-25T08:00:00.000Z',
    });
    expect(await store.look(audit)).toMatchObject({ entries: 2, faults: [] });
  });

  test('whoever changes a device, its log, or takes it away whole, is found out', async () => {
    await store.addEnrolmentCode(code());
    await store.enrol(wish(1));
    const faults = async () => (await store.look(audit)).faults.map(({ what }) => what.split(':')[0]);
    expect(await faults()).toEqual([]);
    await place.meddle(`UPDATE devices SET name = 'Someone else'`);
    expect(await faults()).toEqual(['devices']);
    await place.meddle(`UPDATE devices SET name = 'Somchai 1'`);
    await place.meddle(`UPDATE device_log SET day = '2026-11-22'`);
    expect(await faults()).toContain('device_log');
    await place.meddle('DELETE FROM device_log');
    await place.meddle('DELETE FROM devices');
    expect(await faults()).toEqual(['survey_days']);
  });
});

/** The carrier: when a phone asks the browser to wake it, and what it does when it is woken. Only Chromium does that at all. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  beginDraft,
  type Database,
  finishDraft,
  keepSetting,
  keepSurvey,
  openDatabase,
  outboxState,
} from '../../src/storage/index.ts';
import { carrierTag, prepareCarrier, wakeLater } from '../../src/sync/wake.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { fakeLocks } from '../support/locks.ts';
import { office } from '../support/office.ts';
import { server } from '../support/weather.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A browser that notes what it is asked for. */
function browser({
  permission = 'granted' as PermissionState | 'unknown',
  periodic = true,
  saveData = false,
  full = false,
} = {}) {
  const asked: unknown[] = [];
  const registration = {
    active: { scriptURL: 'https://survey.example/carrier.js' },
    sync: { register: async (tag: string) => void asked.push(tag) },
    ...(periodic && {
      periodicSync: {
        async register(tag: string, options: object) {
          if (full) throw new DOMException('Too many.', 'InvalidAccessError');
          asked.push([tag, options]);
        },
      },
    }),
  };
  const serviceWorker = {
    register: async (file: string, { scope }: { scope: string }) => {
      asked.push([file, scope]);
      return registration;
    },
    getRegistration: async () => registration,
  };
  const permissions = {
    async query({ name }: { name: string }) {
      if (permission === 'unknown') throw new TypeError(`${name} is not a permission`);
      return { state: name === 'periodic-background-sync' ? permission : 'denied' };
    },
  };
  vi.stubGlobal('navigator', { serviceWorker, permissions, connection: { saveData } });
  vi.stubGlobal('SyncManager', class {});
  return asked;
}

async function phone({ begun = true } = {}): Promise<Database> {
  const { db } = device();
  if (begun) await beginDraft(db, draftOf(), []);
  return db;
}

const comes = ['/carrier.js', '/carrier/'];
const twiceADay = [carrierTag, { minInterval: 12 * 60 * 60_000 }];

test('an installed app with something begun is woken twice a day', async () => {
  const asked = browser();
  await prepareCarrier(await phone());
  expect(asked).toEqual([comes, twiceADay]);
});

test.each<[string, Parameters<typeof browser>[0]]>([
  ['of an app that is not installed', { permission: 'denied' }],
  ['that would have to ask the person', { permission: 'prompt' }],
  ['that knows no such permission', { permission: 'unknown' }],
  ['without periodic sync', { periodic: false }],
  ['that has too many registered', { full: true }],
])('a browser %s brings the carrier, and is asked for no more', async (_, about) => {
  const asked = browser(about);
  await prepareCarrier(await phone());
  expect(asked).toEqual([comes]);
  await wakeLater(); // when there is a network
  expect(asked).toEqual([comes, carrierTag]);
});

test('nothing comes to a phone that has nothing to carry, nor to one that saves data', async () => {
  const asked = browser();
  await prepareCarrier(await phone({ begun: false }));
  expect(asked).toEqual([]);
  const other = browser({ saveData: true });
  await prepareCarrier(await phone());
  expect(other).toEqual([]);
});

test('a browser that wakes nobody is asked for nothing', async () => {
  const asked = browser();
  Reflect.deleteProperty(globalThis, 'SyncManager');
  await prepareCarrier(await phone());
  await wakeLater();
  expect(asked).toEqual([]);
});

const ours = office();
const worker = new EventTarget();
beforeAll(async () => {
  vi.stubGlobal('self', worker);
  await import('../../src/carrier.ts');
});

/** The carrier as its browser runs it: wakes it, and says whether it may sleep (`true`), or is to be woken again. */
function carrier(post: (path: string, init: RequestInit) => Promise<Response>) {
  vi.stubGlobal('navigator', { onLine: true, locks: fakeLocks() });
  vi.stubGlobal('fetch', post);
  return async (kind: 'sync' | 'periodicsync', tag: string = carrierTag): Promise<boolean | 'not meant'> => {
    let done: Promise<unknown> | undefined;
    const event = Object.assign(new Event(kind), {
      tag,
      waitUntil(work: Promise<unknown>) {
        done = work;
      },
    });
    worker.dispatchEvent(event);
    return done === undefined
      ? 'not meant'
      : done.then(
          () => true,
          () => false,
        );
  };
}

/** The phone’s own database, which the carrier opens by its name. */
async function waiting(): Promise<Database> {
  const db = openDatabase();
  await db.delete({ disableAutoOpen: false });
  await keepSurvey(db, ours.survey);
  const draft = draftOf();
  await beginDraft(db, draft, []);
  await finishDraft(db, submissionOf(draft));
  return db;
}

test.each(['sync', 'periodicsync'] as const)(
  'woken by “%s”, it carries up what waits, and sleeps',
  async (kind) => {
    const db = await waiting();
    const there = server(ours);
    const wake = carrier((path, init) => there.post({ path, ...init } as never));
    expect(await wake(kind, 'of somebody else')).toBe('not meant');
    expect(there.kept.size).toBe(0);
    expect(await wake(kind)).toBe(true);
    expect(there.kept.size).toBe(1);
    expect(await outboxState(db)).toMatchObject({ waiting: 0 });
    db.close();
  },
);

test('where it does not get through, it is to be woken again, and everything still waits', async () => {
  const db = await waiting();
  const wake = carrier(async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await wake('periodicsync')).toBe(false);
  expect(await outboxState(db)).toMatchObject({ waiting: 1 });
  db.close();
});

test('on a locked phone it carries nothing: nobody is there to open it', async () => {
  const db = await waiting();
  await keepSetting(db, 'lock', {});
  const there = server(ours);
  const wake = carrier((path, init) => there.post({ path, ...init } as never));
  expect(await wake('periodicsync')).toBe(true);
  expect(there.kept.size).toBe(0);
  db.close();
});

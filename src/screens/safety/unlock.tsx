/**
 * The lock of this device while the app is open: who may pass, and when it closes again. The key is in memory alone: of this page,
 * for a moment of the service worker from one page to the next, and other tabs give it to each other.
 */
import type { Database } from '../../storage/index.ts';
import {
  changeLock,
  goOnTurning,
  isKeyOf,
  keepEscrow,
  type LockMinutes,
  type LockRow,
  lockOf,
  openWith,
  type Sealing,
  turnOff,
  turnOn,
} from '../../storage/lock/index.ts';
import { shadowsBegin } from '../shadow.ts';
import { askedForPin } from './askPin.tsx';

interface Open {
  readonly db: Database;
  readonly dataKey: Uint8Array;
  readonly sealing: Sealing;
  minutes: LockMinutes;
  /** Lets another tab turn the lock on or off. */
  letGo: () => void;
}

let open: Open | null = null;
let touchedAt = Date.now();
let isLeaving = false;

interface Held {
  readonly dataKey: Uint8Array;
  readonly touchedAt: number;
}
type Said = { readonly ask: true } | { readonly held: Held };
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('rintis-lock') : null;

/** Resolves when the person may see what is here, and the database reads it. */
export async function unlock(db: Database): Promise<void> {
  const lock = await lockOf(db);
  if (!lock) return;
  const dataKey = (await heldElsewhere(lock)) ?? (await askedForPin(db));
  const letGo = await among(); // waits for a tab that turns the lock on or off
  if (!(await lockOf(db))) return letGo();
  const sealing = await openWith(db, dataKey, 'seal', touch);
  await goOnTurning(db, sealing);
  const now = await lockOf(db);
  if (!now) {
    localStorage.removeItem('rintis.lock');
    return location.reload(); // it was on its way off, and is: nothing may be sealed any more
  }
  if (!localStorage.getItem('rintis.lock')) tellOthers();
  open = { db, dataKey, sealing, minutes: now.minutes, letGo };
  watch();
  void handOverKeys(db, dataKey);
}

/** Whether this device has a lock, and is open. */
export const isLockOpen = (): boolean => open !== null;

/** Locks this device for the first time. */
export async function lockHere(
  db: Database,
  pin: string,
  minutes: LockMinutes,
  onStep: (share: number) => void,
): Promise<void> {
  tellOthers(); // from here on nothing lies in `localStorage` any more
  for (const name of Object.keys(localStorage))
    if (name.startsWith(shadowsBegin)) localStorage.removeItem(name);
  const { dataKey, sealing } = await turnOn(db, pin, { minutes, onStep });
  tellOthers();
  const letGo = await among();
  sealing.onAnswer = touch;
  open = { db, dataKey, sealing, minutes, letGo };
  watch();
  await handOverKeys(db, dataKey);
}

/** Takes the lock off. False where another tab does not let go of the device. */
export async function unlockForGood(onStep: (share: number) => void): Promise<boolean> {
  if (!open) return true;
  const { db, sealing } = open;
  open.letGo();
  tellOthers();
  const done = await alone(async () => {
    await turnOff(db, sealing, onStep);
    open = null;
    localStorage.removeItem('rintis.lock');
  });
  if (!done && open) open.letGo = await among();
  return done;
}

export async function chooseMinutes(db: Database, minutes: LockMinutes): Promise<void> {
  await changeLock(db, (row) => ({ ...row, minutes }));
  if (open) open.minutes = minutes;
}

/** Closes the app, here and in every other tab: what was typed is kept first, and nothing stays in memory. */
export async function lockNow(): Promise<void> {
  tellOthers();
  await leave();
}

/** The other tabs come anew: they find the lock as it is then. */
const tellOthers = (): void => localStorage.setItem('rintis.lock', String(Date.now()));

async function leave(): Promise<void> {
  const { db } = open ?? {};
  if (isLeaving) return;
  isLeaving = true;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // what is typed becomes an answer
  // after every answer that is being written
  await db
    ?.transaction('rw', [db.drafts, db.answers, db.mediaPieces], () => db.drafts.count())
    .catch(() => 0);
  navigator.serviceWorker?.controller?.postMessage({ type: 'HOLD' });
  location.reload();
}

/** Other tabs are open, too: only without them is anything turned on or off. */
function among(): Promise<() => void> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    void navigator.locks.request(
      lockName,
      { mode: 'shared' },
      () => new Promise<void>((letGo) => resolve(letGo)),
    );
  });
}

const lockName = 'rintis-unlocked';
const patience = 10_000; // milliseconds: a tab in the background reloads slowly

async function alone(work: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) return work().then(() => true);
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), patience);
  let failed: unknown;
  const got = await navigator.locks
    .request(lockName, { signal: given.signal }, async () => {
      clearTimeout(timer);
      await work().catch((cause: unknown) => {
        failed = cause;
      });
      return true;
    })
    .catch(() => false);
  if (failed) throw failed;
  return got;
}

function touch(): void {
  touchedAt = Date.now();
}

const isOver = (minutes: number): boolean => Date.now() - touchedAt > minutes * 60_000;
const look = 5_000; // milliseconds

let isWatching = false;
function watch(): void {
  touch();
  if (isWatching) return;
  isWatching = true;
  for (const kind of ['pointerdown', 'keydown', 'input', 'scroll'])
    addEventListener(kind, () => open && !isOver(open.minutes) && touch(), { capture: true, passive: true });
  const check = () => {
    if (open && isOver(open.minutes)) void leave();
  };
  setInterval(check, look);
  document.addEventListener('visibilitychange', check);
  addEventListener('pageshow', check);
  addEventListener('storage', ({ key }) => key === 'rintis.lock' && void leave());
  addEventListener('pagehide', () => {
    if (open && !isLeaving && !isOver(open.minutes))
      navigator.serviceWorker?.controller?.postMessage({ type: 'HOLD', held: held(open) });
  });
  tabs?.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if ('ask' in data && open && !isOver(open.minutes)) tabs.postMessage({ held: held(open) } satisfies Said);
  });
}

const held = ({ dataKey }: Open): Held => ({ dataKey, touchedAt });

const aMoment = 400; // milliseconds: a service worker that is awake answers in ten

/** From the page before this one, or from another tab, if somebody was there a short while ago. */
async function heldElsewhere(lock: LockRow): Promise<Uint8Array | null> {
  for (const found of await Promise.all([fromPageBefore(), fromTabs()])) {
    if (!found || !isKeyOf(lock, found.dataKey)) continue;
    touchedAt = found.touchedAt;
    if (!isOver(lock.minutes)) return found.dataKey;
  }
  return null;
}

function fromPageBefore(): Promise<Held | null> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: 'HELD' }, [port2]);
  return soon<Held>((tell) => {
    port1.onmessage = ({ data }: MessageEvent<Held | undefined>) => data && tell(data);
  });
}

function fromTabs(): Promise<Held | null> {
  if (!tabs) return Promise.resolve(null);
  return soon((tell) => {
    tabs.addEventListener('message', ({ data }: MessageEvent<Said>) => 'held' in data && tell(data.held));
    tabs.postMessage({ ask: true } satisfies Said);
  }, 150);
}

const soon = <T,>(hear: (tell: (it: T) => void) => void, wait = aMoment): Promise<T | null> =>
  new Promise((resolve) => {
    hear(resolve);
    setTimeout(() => resolve(null), wait);
  });

/** Whoever may open a survey's hand-overs gets its key: age comes only where one is missing. */
async function handOverKeys(db: Database, dataKey: Uint8Array): Promise<void> {
  await keepEscrow(db, dataKey, async (key, to) => {
    const { sealKey } = await import('../handover/index.ts');
    return sealKey(key, to);
  }).catch(() => undefined); // no network for that part of the app yet: the next time
}

/** A phone: one database, tabs that can die at any write, a clock that may be wrong, and a disk that may be full. */
import { gzipSync } from 'node:zlib';
import { type DBCore, type DBCoreMutateRequest, type DBCoreTable, Dexie } from 'dexie';
import { forceCloseDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { type Database, openDatabase } from '../../../src/storage/index.ts';
import * as after from '../../../src/sync/after.ts';
import { type Post, type Runner, startRunner, type Timers } from '../../../src/sync/index.ts';
import '../../../src/sync/media.ts';
import '../../../src/sync/upload.ts'; // loaded before the world begins: loading takes time that is not ours
import { verifyMediaReceipts } from '../../../src/worker/work.ts';
import { fakeLocks } from '../../support/locks.ts';
import type { World } from './office.ts';
import type { DeviceFault } from './plan.ts';
import { pointOf } from './points.ts';
import { abort, inTab, ofThisTab, prove } from './tab.ts';
import type { Timer } from './time.ts';

Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange });

export interface Device {
  readonly name: string;
  /** The tabs that live, the one in the hand last. */
  readonly tabs: readonly Tab[];
  /** Milliseconds since 1970 by its own clock. */
  now(): number;
  turnClock(milliseconds: number): void;
  isOnline: boolean;
  /** Nothing can be added until then. */
  fullUntil: number;
  open(): Tab;
  cutPower(): void;
  /** Looks at the disk with eyes that no fault reaches. */
  look<T>(see: (db: Database) => Promise<T>): Promise<T>;
}

export interface Tab {
  readonly name: string;
  readonly db: Database;
  readonly runner: Runner;
  readonly isDead: boolean;
  /** Does something here: `killed` where the tab did not live to tell. */
  live<T>(work: () => Promise<T>): Promise<{ done: T } | { failed: unknown } | 'killed'>;
  /** Hears something after a while, if it still lives, and when it is awake. */
  hear(wait: number, work: () => unknown): void;
  sleepUntil(moment: number): void;
  kill(): void;
}

/** What is asked of the world on every write. */
export interface Watch {
  onWrite(device: Device, table: string, request: DBCoreMutateRequest): void;
  onCarry(tab: Tab, device: Device): Post;
}

const never = new Promise<never>(() => undefined);
const start = Date.parse('2026-11-23T05:00:00Z');

export function makeDevice(name: string, world: World, watch: Watch): Device {
  const { time, ledger, plan, plants } = world;
  const chance = world.chance.apart();
  const factory = new IDBFactory();
  // Without Web Locks each tab asks only itself: that is what a lock of its own comes to.
  const shared = chance.happens(0.85) ? fakeLocks() : undefined;
  const shortens = chance.happens(0.7);
  let tabs: Tab[] = [];
  let opened = 0;
  let offset = 0;

  const device: Device = {
    name,
    get tabs() {
      return tabs;
    },
    now: () => start + offset + time.now(),
    turnClock(milliseconds) {
      offset += milliseconds;
    },
    isOnline: true,
    fullUntil: 0,
    open() {
      const tab = openTab(`${name} tab ${++opened}`);
      tabs.push(tab);
      ledger.note(tab.name, 'opens');
      return tab;
    },
    cutPower() {
      for (const tab of [...tabs]) tab.kill();
    },
    async look(see) {
      const db = openDatabase(name, { indexedDB: factory, IDBKeyRange });
      try {
        return await see(db);
      } finally {
        db.close();
      }
    },
  };
  return device;

  function openTab(tabName: string): Tab {
    let isDead = false;
    let awakeAt = 0;
    const { promise: death, resolve: die } = Promise.withResolvers<'killed'>();
    const timers = new Set<Timer>();
    const transactions = new Set<IDBTransaction>();
    const written = new WeakMap<object, (point: string) => void>();
    const rest = () => Promise.resolve(); // the time of the worlds is not the clock's
    const db = openDatabase(name, { indexedDB: inTab(factory, () => isDead), IDBKeyRange, rest });

    function kill(): void {
      if (isDead) return;
      isDead = true;
      die('killed');
      tabs = tabs.filter((one) => one !== tab);
      for (const timer of timers) time.cancel(timer);
      abortAll();
      db.backendDB()?.close();
      ledger.note(tabName, 'is gone');
    }
    function abortAll(): void {
      for (const transaction of transactions) abort(transaction);
      transactions.clear();
    }
    function strike(fault: DeviceFault, point: string): void {
      ledger.strike(tabName, fault, point);
      if (fault === 'tab killed') kill();
      if (fault === 'power cut') device.cutPower();
      if (fault === 'no room left') throw full();
      if (fault === 'disk error') throw new DOMException('Data lost due to missing file.', 'DataError');
      if (fault === 'connection lost') {
        const connection = db.backendDB();
        abortAll();
        if (connection) forceCloseDatabase(connection as never);
        throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
      }
    }

    db.use({
      stack: 'dbcore',
      name: 'world',
      create: (core: DBCore): DBCore => ({
        ...core,
        transaction(stores, mode, options) {
          const transaction = core.transaction(stores, mode, options);
          const real = transaction as unknown as IDBTransaction;
          transactions.add(real);
          if (mode === 'readwrite' && options?.durability !== 'strict')
            ledger.accuse(`${tabName} writes ${stores} without strict durability`);
          let wrote: string | undefined;
          written.set(transaction, (point) => {
            wrote = point;
          });
          real.addEventListener('abort', () => transactions.delete(real));
          real.addEventListener('complete', () => {
            transactions.delete(real);
            const fault = wrote && !isDead ? plan.afterCommit() : undefined;
            if (fault && wrote) strike(fault, `${wrote}, after the commit`);
          });
          return transaction;
        },
        table: (table) => guarded(core.table(table)),
      }),
    });
    function guarded(table: DBCoreTable): DBCoreTable {
      const living = <In extends unknown[], Out>(work: (...given: In) => Promise<Out>) =>
        ((...given) => (isDead ? never : work(...given))) as (...given: In) => Promise<Out>;
      return {
        ...table,
        get: living((request) => table.get(request)),
        getMany: living((request) => table.getMany(request)),
        query: living((request) => table.query(request)),
        openCursor: living((request) => table.openCursor(request)),
        count: living((request) => table.count(request)),
        mutate: living(async (request) => {
          const point = pointOf(table.name, request.type);
          written.get(request.trans)?.(point);
          const adds = request.type === 'add' || request.type === 'put';
          if (adds && time.now() < device.fullUntil) {
            ledger.strike(tabName, 'room gone for a while', point);
            throw full();
          }
          const fault = plan.atWrite();
          if (fault) strike(fault, point);
          if (fault === 'transaction aborted') abort(request.trans as unknown as IDBTransaction);
          if (isDead) return never;
          watch.onWrite(device, table.name, request);
          return table.mutate(request);
        }),
      };
    }

    const ourTimers: Timers = {
      set(work, wait) {
        const timer = time.later(wait, () => {
          timers.delete(timer);
          hear(0, work);
        });
        timers.add(timer);
        return timer;
      },
      clear(timer) {
        timers.delete(timer as Timer);
        time.cancel(timer as Timer | undefined);
      },
    };
    function hear(wait: number, work: () => unknown): void {
      time.later(wait, () => {
        if (isDead) return;
        if (time.now() < awakeAt) hear(awakeAt - time.now(), work);
        else heard(work);
      });
    }
    function heard(work: () => unknown): void {
      const rejected = (error: unknown) => ledger.note(tabName, `unheard: ${nameOf(error)}`);
      try {
        const come = work();
        if (come instanceof Promise) come.catch(rejected);
      } catch (error) {
        rejected(error);
      }
    }

    const tab: Tab = {
      name: tabName,
      db,
      get runner() {
        return runner;
      },
      get isDead() {
        return isDead;
      },
      async live(work) {
        const came = await Promise.race([
          death,
          work().then(
            (done) => ({ done }),
            (failed: unknown) => ({ failed }),
          ),
        ]);
        return isDead ? 'killed' : came;
      },
      hear,
      sleepUntil(moment) {
        awakeAt = Math.max(awakeAt, moment);
      },
      kill,
    };
    const runner = startRunner({
      post: plants.overPost(watch.onCarry(tab, device), db),
      isOnline: () => device.isOnline,
      timers: ourTimers,
      gzip: shortens ? async (text) => new Uint8Array(gzipSync(text)) : undefined,
      db,
      verify: plants.overVerify(prove),
      verifyMedia: plants.overVerifyMedia(async (claims, keys) => verifyMediaReceipts(claims, keys)),
      surroundings: async () => ({ metered: false, lowBattery: false }),
      now: device.now,
      random: chance.next,
      after: async () => plants.overAfter(after),
      isTight: async () => time.now() < device.fullUntil,
      locks: ofThisTab(shared ?? fakeLocks(), death),
    });
    return tab;
  }
}

const full = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError');
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

/** What a browser does for a tab, and no longer than it lives. */
import type { Locks } from '../../../src/storage/index.ts';
import { verifyReceipt } from '../../../src/submission/index.ts';
import type { Verify } from '../../../src/sync/index.ts';

/** The same claims come out the same: proven once, remembered for the rest of this process. */
const proven = new Map<string, boolean>();
export const prove: Verify = async (claims, keys) =>
  claims.map((claim) => {
    const key = JSON.stringify([claim, keys]);
    const known = proven.get(key);
    if (known !== undefined) return known;
    const verdict = verifyReceipt(claim.receipt, keys, claim.sent);
    proven.set(key, verdict);
    if (proven.size > 20_000) proven.clear();
    return verdict;
  });

/** Undoes a transaction, if it is not over. */
export function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // it was over already
  }
}

/** A killed tab opens nothing more: its request is never answered. */
export const inTab = (factory: IDBFactory, isDead: () => boolean): IDBFactory =>
  new Proxy(factory, {
    get(target, name) {
      const it = Reflect.get(target, name, target);
      if (name === 'open') return (...args: [string, number?]) => (isDead() ? {} : target.open(...args));
      return typeof it === 'function' ? it.bind(target) : it;
    },
  });

/** What a tab holds is let go when it dies. */
export function ofThisTab(locks: Locks, death: Promise<unknown>): Locks {
  const request = (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) =>
    locks.request(name, options, (lock) => Promise.race([death, Promise.resolve(work(lock))]) as never);
  return { request: request as unknown as Locks['request'] };
}

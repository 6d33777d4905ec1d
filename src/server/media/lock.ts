/**
 * One request at a time for one upload, within this process. The next one asks the one before to end: a phone that comes back
 * over another network finds its old connection still open here. (The library's own lock turns in a circle while it waits.)
 * Between processes there is none: what counts is proven on a copy that nobody writes to.
 */
import { ERRORS, type Lock, type Locker } from '@tus/server';

interface Holder {
  readonly askToEnd: () => void | Promise<void>;
  readonly ended: Promise<void>;
  end(): void;
}

export function openLocker(patience = 20_000): Locker {
  const holders = new Map<string, Holder>();
  return {
    newLock(id: string): Lock {
      let mine: Holder | undefined;
      return {
        async lock(signal, askToEnd) {
          const end = performance.now() + patience;
          for (let holder = holders.get(id); holder; holder = holders.get(id)) {
            await holder.askToEnd();
            await within(end - performance.now(), holder.ended);
            if (signal.aborted) throw ERRORS.ABORTED;
          }
          const { promise: ended, resolve } = Promise.withResolvers<void>();
          mine = { askToEnd, ended, end: resolve };
          holders.set(id, mine);
        },
        async unlock() {
          if (holders.get(id) === mine) holders.delete(id);
          mine?.end();
        },
      };
    },
  };
}

async function within(milliseconds: number, done: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(ERRORS.ERR_LOCK_TIMEOUT), Math.max(milliseconds, 0));
  try {
    await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

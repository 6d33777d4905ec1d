/**
 * Time that passes only when nothing is left to do, and one thing after the other. The database of a device (fake-indexeddb)
 * takes its turns by `setImmediate`: they stand in our queue, so that their order is ours.
 */
export interface Timer {
  readonly at: number;
  readonly order: number;
  readonly work: () => unknown;
}

export interface Time {
  /** Milliseconds since the world began. */
  now(): number;
  later(wait: number, work: () => unknown): Timer;
  cancel(timer: Timer | undefined): void;
  sleep(wait: number): Promise<void>;
  /** Lets time go by, and all happen that falls into it; or until `done` says so. */
  pass(wait: number, done?: () => boolean): Promise<void>;
}

const realTurn = globalThis.setImmediate;
/** Promises have been followed up when the program's real loop comes round. */
const turn = (): Promise<void> => new Promise((resolve) => realTurn(resolve));
const quiet = 3; // rounds in which nothing came: streams of the platform take one or two by themselves

/** Runs a world in virtual time. One at a time in a process, for there is one `setImmediate`. */
export async function inVirtualTime<T>(live: (time: Time) => Promise<T>): Promise<T> {
  const tasks: (() => void)[] = [];
  let first = 0;
  globalThis.setImmediate = ((work: (...args: unknown[]) => void, ...args: unknown[]) =>
    tasks.push(() => work(...args))) as unknown as typeof setImmediate;
  async function settle(): Promise<void> {
    for (let rounds = 0; rounds < quiet; rounds++) {
      await turn();
      const task = tasks[first];
      if (!task) continue;
      first += 1;
      if (first > 1_000) first -= tasks.splice(0, first).length;
      rounds = -1;
      task();
    }
  }

  let now = 0;
  let order = 0;
  let timers: Timer[] = []; // in order of time, then of setting
  const later = (wait: number, work: () => unknown): Timer => {
    const timer = { at: now + Math.max(0, wait), order: ++order, work };
    let at = timers.length;
    while (at > 0 && (timers[at - 1]?.at ?? 0) > timer.at) at--;
    timers.splice(at, 0, timer);
    return timer;
  };
  try {
    return await live({
      now: () => now,
      later,
      cancel(timer) {
        timers = timers.filter((one) => one !== timer);
      },
      sleep: (wait) => new Promise((resolve) => later(wait, resolve)),
      async pass(wait, done = () => false) {
        const end = now + wait;
        for (;;) {
          await settle();
          const next = timers[0];
          if (done()) return;
          if (!next || next.at > end) break;
          timers.shift();
          now = next.at;
          next.work();
        }
        now = end;
      },
    });
  } finally {
    globalThis.setImmediate = realTurn;
  }
}

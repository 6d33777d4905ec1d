/** Web Locks as the specification says (https://w3c.github.io/web-locks/), exclusive ones, shared by the tabs of a test. */
import type { Locks } from '../../src/storage/index.ts';

interface Held {
  readonly lock: Lock;
  readonly stolen: (cause: DOMException) => void;
}

export function fakeLocks(): Locks {
  const held = new Map<string, Held>();
  const queues = new Map<string, (() => void)[]>();

  async function request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as (lock: Lock | null) => unknown;
    const { ifAvailable = false, steal = false, signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    if (steal) {
      held.get(name)?.stolen(new DOMException('taken over', 'AbortError'));
      held.delete(name);
    }
    if (held.has(name) && ifAvailable) return work(null);
    while (held.has(name)) {
      await new Promise<void>((next, reject) => {
        queues.set(name, [...(queues.get(name) ?? []), next]);
        signal?.addEventListener('abort', () => {
          queues.set(
            name,
            (queues.get(name) ?? []).filter((one) => one !== next),
          );
          reject(signal.reason);
        });
      });
    }
    return hold(name, work);
  }

  function hold(name: string, work: (lock: Lock) => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const mine: Held = { lock: { name, mode: 'exclusive' }, stolen: reject };
      held.set(name, mine);
      const done = Promise.resolve(work(mine.lock)).finally(() => {
        if (held.get(name) !== mine) return;
        held.delete(name);
        queues.get(name)?.shift()?.();
      });
      done.then(resolve, reject);
    });
  }

  return { request: request as Locks['request'] };
}

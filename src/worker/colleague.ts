/** A thread beside the page's, and how to speak with it. */
import type * as comlink from 'comlink';

export interface Colleague<T> {
  readonly work: T;
  /** Rejects when the worker breaks or is dismissed: then what it was doing will never be done. */
  readonly broken: Promise<never>;
  /** A function of this thread that the other may call. */
  lend<F extends (...given: never[]) => unknown>(callback: F): F;
  dismiss(): void;
}

/** Opens a module worker. Rejects in browsers without them, and in pages that may not start one. */
export async function startColleague<T extends object>(address: string): Promise<Colleague<T>> {
  const { wrap, proxy } = await import('comlink');
  const worker = new Worker(address, { type: 'module' });
  let end: (cause?: unknown) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    end = (cause) => {
      worker.terminate();
      reject(cause);
    };
  });
  worker.addEventListener('error', end);
  broken.catch(() => undefined); // heard by those who wait for their work; nobody may
  const work = wrap<T & { isReady(): boolean }>(worker) as comlink.Remote<{ isReady(): boolean }>;
  await Promise.race([work.isReady(), broken]);
  return { work: work as unknown as T, broken, lend: proxy, dismiss: () => end() };
}

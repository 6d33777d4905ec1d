/** Prints in threads of its own, one thing after the other; a report of a hundred sheets takes some seconds. */
import { Worker } from 'node:worker_threads';
import type { PrintJob } from './job.ts';

export interface Printer {
  /** `null` where too many wait already. */
  print(job: PrintJob): Promise<Uint8Array | null>;
}

const mostWaiting = 8;

export function openPrinter(): Printer {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    async print(job) {
      if (waiting >= mostWaiting) return null;
      waiting++;
      const mine = turn.then(
        () => inThread(job),
        () => inThread(job),
      );
      turn = mine;
      try {
        return await mine;
      } finally {
        waiting--;
      }
    },
  };
}

function inThread(job: PrintJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: job });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The printing thread ended with ${code}.`)));
  });
}

export { type PrintJob, printJob } from './job.ts';
export { reportSource } from './source.ts';

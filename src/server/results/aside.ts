/** Results that a thread of its own counts, as `ResultsDesk` has it. */
import { Worker } from 'node:worker_threads';
import { type Call, callsTo } from '../calls.ts';
import { type Log, logFailure } from '../log.ts';
import type { Reach } from '../store/index.ts';
import type { ResultsDesk } from './desk.ts';
import type { Place, ResultsActs } from './thread.ts';

const every = 2_000; // milliseconds that a hint waits for others: each message wakes the thread
const patience = 2_000; // milliseconds for a piece under way; one that is broken off is counted again
const young = 32; // MB of bodies that come and go in the thread; left alone it takes 128

/** The thread begins with the first look or the first question; one that dies is followed by another. */
export function openResultsAside(
  { reach, dataDir }: { readonly reach: () => Reach; readonly dataDir: string },
  log: Log,
): ResultsDesk {
  let hints: [survey: string, id: string][] = [];
  let running: { readonly worker: Worker; readonly call: Call<ResultsActs> } | undefined;
  let stopped = false;

  function begin() {
    const place: Place = { reach: reach(), dataDir };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: place,
      transferList: 'port' in place.reach ? [place.reach.port] : [],
      resourceLimits: { maxYoungGenerationSizeMb: young },
    });
    const begun = { worker, call: callsTo<ResultsActs>(worker) };
    worker.on('message', ({ line }: { line?: Parameters<Log>[0] }) => line && log(line));
    worker.on('error', (error) => logFailure(log, error));
    worker.on('exit', () => {
      if (running === begun) running = undefined;
    });
    return begun;
  }
  /** Whoever asks is told with all that has come before. */
  const call: Call<ResultsActs> = (act, ...args) => {
    if (stopped) return Promise.reject(new Error('results are closed'));
    running ??= begin();
    const some = hints;
    hints = [];
    if (some.length > 0) running.call('hint', some).catch(() => undefined); // a thread that dies leaves it to the next, which finds what is missing
    return running.call(act, ...args);
  };

  return {
    hint: (survey, id) => void hints.push([survey, id]),
    tell: (survey, by) => call('tell', survey, by),
    tellAll: (survey) => call('tellAll', survey),
    renew: (survey) => call('renew', survey),
    follow() {
      const timer = setInterval(() => void call('hint', []).catch((error) => logFailure(log, error)), every);
      timer.unref();
      return {
        async stop() {
          clearInterval(timer);
          const { worker } = running ?? {};
          const ended = worker && call('stop').catch((error) => logFailure(log, error));
          stopped = true;
          const timeout = new Promise((resolve) => setTimeout(resolve, patience).unref());
          await Promise.race([ended, timeout]);
          await worker?.terminate();
        },
      };
    },
  };
}

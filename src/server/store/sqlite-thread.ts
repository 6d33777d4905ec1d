/** The thread that holds the database file. It does one act after the other, in the order in which they were asked. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { type Acts, openActs } from './sqlite-acts.ts';

const acts = openActs(new DatabaseSync(workerData as string));

parentPort?.on('message', ({ number, act, args }: { number: number; act: keyof Acts; args: never[] }) => {
  try {
    const result = (acts[act] as (...args: never[]) => unknown)(...args);
    parentPort?.postMessage({ number, result });
  } catch (error) {
    parentPort?.postMessage({ number, error });
  }
});

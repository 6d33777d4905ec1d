/** The thread that holds the database file. It does one act after the other, in the order in which they were asked. */
import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { answer } from '../calls.ts';
import { openActs } from './sqlite-acts.ts';

const acts = {
  ...openActs(new DatabaseSync(workerData as string)),
  /** Another thread asks, too, through a port of its own. */
  hear: (port: MessagePort): void => answer(port, acts),
};
export type ThreadActs = typeof acts;

if (parentPort) answer(parentPort, acts);

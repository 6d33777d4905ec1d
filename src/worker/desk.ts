import workerAddress from 'virtual:desk-worker';
import type { SigningKey } from '../submission/index.ts';
import { type Checked, checkQuestionnaire } from './check.ts';
import { type Colleague, startColleague } from './colleague.ts';
import { hashOf } from './hash.ts';
import type { Claim, MediaClaim } from './prove.ts';

/** What can be done at the desk. */
export interface Desk {
  checkQuestionnaire(text: string, hash: string): Promise<Checked>;
  verifyReceipts(claims: readonly Claim[], keys: readonly SigningKey[]): Promise<boolean[]>;
  verifyMediaReceipts(claims: readonly MediaClaim[], keys: readonly SigningKey[]): Promise<boolean[]>;
  /** SHA-256 in lower-case hex, of bytes or of a file of any length. */
  hashOf(bytes: Uint8Array | Blob): Promise<string>;
}

// Up to this size the work is shorter than a worker's start: the Officials' questionnaire has 85,000 characters and takes
// 3 ms warm, 13 ms cold, while the worker is 18 kB more to load before the first question.
const small = 300_000;

const desk: Desk = {
  checkQuestionnaire: async (text, hash) =>
    text.length <= small
      ? checkQuestionnaire(text, hash)
      : inWorker((work) => work.checkQuestionnaire(text, hash)),
  verifyReceipts: (claims, keys) => inWorker((work) => work.verifyReceipts(claims, keys)),
  verifyMediaReceipts: (claims, keys) => inWorker((work) => work.verifyMediaReceipts(claims, keys)),
  hashOf: async (bytes) =>
    (bytes instanceof Blob ? bytes.size : bytes.length) <= small
      ? hashOf(bytes)
      : inWorker((work) => work.hashOf(bytes)),
};

/** Where long work is done, off the main thread. The worker is opened by the first who needs it. */
export const atDesk = async (): Promise<Desk> => desk;

let colleague: Promise<Colleague<Desk>> | undefined;

/** Browsers without module workers, and pages that may not start one, do the same work on the main thread. */
async function inWorker<T>(task: (work: Desk) => Promise<T>): Promise<T> {
  try {
    colleague ??= startColleague<Desk>(workerAddress);
    const { work, broken } = await colleague;
    return await Promise.race([task(work), broken]);
  } catch {
    const work = await import('./work.ts');
    return task(work as unknown as Desk);
  }
}

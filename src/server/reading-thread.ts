/** One of the threads that read (`reading.ts`). */
import { parentPort, workerData } from 'node:worker_threads';
import type { SigningKey } from '../submission/index.ts';
import { answer, callsTo } from './calls.ts';
import { type Fielding, freshness, openForms } from './catalogue.ts';
import { type Admitted, admit } from './intake.ts';
import type { Refusal } from './problem.ts';
import type { Shelf } from './reading.ts';
import type { DeviceRow } from './store/index.ts';

if (!parentPort) throw new Error('this is a thread');
const publicKeys = workerData as readonly [SigningKey, ...SigningKey[]];
const call = callsTo<Shelf>(parentPort);
const forms = openForms((hash) => call('questionnaire', hash));

const known = new Map<string, { readonly fielding: Promise<Fielding | null>; readonly readAt: number }>();
const most = 100; // surveys with their questionnaires at hand
let saves = 0;

async function look(survey: string, asked?: string): Promise<Fielding | null> {
  const found = await call('fielding', survey, asked);
  const form = found && (await forms(found.questionnaire));
  return found && form && { ...found, form };
}

const catalogue = {
  fielding(survey: string, asked?: string): Promise<Fielding | null> {
    const key = `${survey} ${asked}`;
    const before = known.get(key);
    if (before && Math.abs(Date.now() - before.readAt) < freshness) return before.fielding;
    const fielding = look(survey, asked);
    known.delete(key);
    known.set(key, { fielding, readAt: Date.now() });
    if (known.size > most) known.delete(known.keys().next().value ?? '');
    fielding.then((it) => it ?? known.delete(key)).catch(() => known.delete(key)); // the one who waits for it is told why
    return fielding;
  },
  hasQuestionnaire: (hash: string) => call('hasQuestionnaire', hash),
};

const acts = {
  /** Lines of these lengths, one after the other. `savesNow`: what is known of surveys holds as long as none has been saved since. */
  async read(
    bytes: Uint8Array,
    lengths: readonly number[],
    sender: DeviceRow | null,
    savesNow: number,
  ): Promise<(Admitted | Refusal)[]> {
    if (savesNow !== saves) known.clear();
    saves = savesNow;
    const read: (Admitted | Refusal)[] = [];
    let at = 0;
    for (const length of lengths) {
      const line = bytes.subarray(at, at + length);
      read.push(await admit({ catalogue, keys: { publicKeys }, now: Date.now }, line, sender));
      at += length;
    }
    return read;
  },
};
export type ReadingActs = typeof acts;

answer(parentPort, acts);

/** The thread in which results are counted: what is hidden of a release may take seconds to find out, and nobody who sends waits for it. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { answer } from '../calls.ts';
import { openCatalogue } from '../catalogue.ts';
import { openKeys } from '../keys.ts';
import { type Log, logFailure } from '../log.ts';
import { type Reach, reachStore } from '../store/index.ts';
import { openResults } from './desk.ts';

export interface Place {
  readonly reach: Reach;
  readonly dataDir: string;
}

const { reach, dataDir } = workerData as Place;
if (process.platform === 'linux') setPriority(0, 10); // there it is this thread's alone: those who send go first

const log: Log = (line) => parentPort?.postMessage({ line });
const store = await reachStore(reach, (error) => logFailure(log, error));
const catalogue = openCatalogue(store, openKeys(dataDir), Date.now);
const desk = openResults({ store, catalogue, now: Date.now });
const following = desk.follow(log);

/** The survey may have been changed by the thread that asks, a moment ago. */
function asOfNow(survey: string): typeof desk {
  catalogue.forget(survey);
  return desk;
}

const acts = {
  hint(hints: readonly (readonly [survey: string, id: string])[]): void {
    for (const [survey, id] of hints) desk.hint(survey, id);
  },
  tell: (survey: string, by?: string) => asOfNow(survey).tell(survey, by),
  tellAll: (survey: string) => asOfNow(survey).tellAll(survey),
  renew: (survey: string) => asOfNow(survey).renew(survey),
  async stop(): Promise<void> {
    await following.stop();
    await store.close();
  },
};
export type ResultsActs = typeof acts;

if (parentPort) answer(parentPort, acts);

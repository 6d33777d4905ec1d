/**
 * Threads that read the lines of large requests, check them and hash them: of all that the server does with a batch this takes the
 * most. Each asks the main thread for surveys and questionnaires and remembers them as it does, so what is saved here holds for the
 * next request. Keeping and signing stay with the main thread.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { answer, type Call, callsTo } from './calls.ts';
import type { Catalogue } from './catalogue.ts';
import type { Admitted } from './intake.ts';
import type { Keyring } from './keys.ts';
import { type Log, logFailure } from './log.ts';
import type { Refusal } from './problem.ts';
import type { ReadingActs } from './reading-thread.ts';
import type { DeviceRow, Store } from './store/index.ts';

const fewest = 20; // lines: fewer are read sooner than another thread has them
const piece = 25; // lines; while the first are on their way to the disk the others are read
const busy = 2; // processors that answering and the database fill: with no more than these, handing over costs more than it gives
const mostThreads = 4; // what they read is kept by one
const young = 16; // MB of lines that come and go in a thread; left alone it takes 128

/** Some lines of a request, and what they come to: nothing where a thread could not say, and they are to be read here. */
interface Piece {
  readonly lines: readonly Uint8Array[];
  readonly read: Promise<readonly (Admitted | Refusal)[] | undefined>;
}

/** In the order of the lines; nothing where it is not worth the way. */
export type ReadAside = (
  lines: readonly Uint8Array[],
  sender: DeviceRow | null,
) => readonly Piece[] | undefined;

/** What the threads ask for. */
export type Shelf = ReturnType<typeof shelfOf>;

const shelfOf = (catalogue: Catalogue, store: Pick<Store, 'questionnaire'>) => ({
  /** The survey and the hash of the questionnaire that it is asked with. */
  async fielding(id: string, asked?: string) {
    const found = await catalogue.fielding(id, asked);
    return found && { survey: found.survey, questionnaire: found.questionnaire };
  },
  hasQuestionnaire: catalogue.hasQuestionnaire,
  questionnaire: store.questionnaire,
});

/** A thread begins when there is something to read for it; one that dies is followed by another. */
export function openReading(
  { catalogue, store, keys }: { catalogue: Catalogue; store: Store; keys: Keyring },
  log: Log,
  most = Math.min(Math.max(availableParallelism() - busy, 0), mostThreads),
): { readonly read: ReadAside; stop(): Promise<void> } {
  const threads: { readonly worker: Worker; readonly call: Call<ReadingActs> }[] = [];
  let turn = 0;

  function begin() {
    const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
      workerData: keys.publicKeys,
      resourceLimits: { maxYoungGenerationSizeMb: young },
    });
    const begun = { worker, call: callsTo<ReadingActs>(worker) };
    answer(worker, shelfOf(catalogue, store));
    worker.on('error', (error) => logFailure(log, error));
    worker.on('exit', () => threads.splice(threads.indexOf(begun), 1));
    threads.push(begun);
    return begun;
  }

  return {
    read(lines, sender) {
      if (lines.length < fewest || most === 0) return undefined;
      return Array.from({ length: Math.ceil(lines.length / piece) }, (_, at) => {
        turn = (turn + 1) % most;
        const { call } = threads[turn] ?? begin();
        const some = lines.slice(at * piece, (at + 1) * piece);
        const { bytes, lengths } = join(some);
        const read = call('read', bytes, lengths, sender, catalogue.saves()).catch((error) =>
          logFailure(log, error),
        );
        return { lines: some, read: read.then((it) => it ?? undefined) };
      });
    },
    stop: async () => void (await Promise.all(threads.map(({ worker }) => worker.terminate()))),
  };
}

/** In bytes of their own: a message that has a part of a buffer in it carries all of that buffer. */
function join(lines: readonly Uint8Array[]) {
  const lengths = lines.map(({ length }) => length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return { bytes, lengths };
}

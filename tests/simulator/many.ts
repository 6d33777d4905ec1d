/** Many seeds, in as many processes as the machine has hearts. Each process runs one world after the other. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { planted } from './parts/plants.ts';
import { simulate } from './simulate.ts';

/** What came of one seed. */
export type Told = z.infer<typeof Told>;
const Told = z.object({
  seed: z.number(),
  problems: z.array(z.string()),
  submissions: z.number(),
  struck: z.array(z.tuple([z.string(), z.number()])),
});

/** Runs seeds `from` … `to`, and tells of each as it is done. Ends early where one process breaks. */
export async function simulateMany(from: number, to: number, tell: (told: Told) => void): Promise<void> {
  const hands = Math.max(1, Math.min(availableParallelism(), to - from + 1));
  await Promise.all(Array.from({ length: hands }, (_, hand) => oneHand(from + hand, to, hands, tell)));
}

function oneHand(from: number, to: number, step: number, tell: (told: Told) => void): Promise<void> {
  const args = [from, to, step].map(String);
  const child = fork(fileURLToPath(import.meta.url), args, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (words: Buffer) => {
    said = (said + String(words)).slice(-4_000);
  });
  child.on('message', (told) => tell(Told.parse(told)));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`the simulator broke (${code}), seeds ${args.join(' ')}: ${said}`)),
    );
  });
}

/** The first seed that finds a planted bug, of so many. */
export async function findPlanted(name: keyof typeof planted, most: number): Promise<number | undefined> {
  for (let seed = 1; seed <= most; seed++) {
    if ((await simulate(seed, planted[name])).problems.length > 0) return seed;
  }
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [from = 1, to = 0, step = 1] = process.argv.slice(2).map(Number);
  for (let seed = from; seed <= to; seed += step) {
    const { problems, submissions, struck } = await simulate(seed);
    process.send?.({ seed, problems: [...problems], submissions, struck: [...struck] } satisfies Told);
  }
  process.disconnect?.();
}

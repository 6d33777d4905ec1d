/**
 * Two thousand phones come back at the same moment, each with twenty submissions: once as they would, with all twenty in a
 * request, and once the hard way, one after the other. All must be kept, none twice, no reply may be the server's fault, the
 * slowest must not wait much longer than the others, and memory must not follow the crowd.
 */
import { readFileSync } from 'node:fs';
import { survey } from './form.ts';
import type { Measured } from './load.ts';
import { openPlace } from './place.ts';
import { inProcess } from './process.ts';

const mostRatio = 3; // p99 to p50
const mostGrowth = 1.15; // of the memory at most, from the second storm to the third: in the first the heap takes its size

interface Storm {
  readonly store: string;
  readonly how: string;
  readonly seconds: number;
  readonly kept: number;
  readonly p50: number;
  readonly p99: number;
  /** MB: before, and at most in each of three storms. */
  readonly memory: readonly [before: number, first: number, second: number, third: number];
}

/** Prints a line for each storm; gives what was not as it should be. */
export async function benchStorm(
  store: string,
  newDatabase: () => string,
  phones: number,
  each: number,
): Promise<string[]> {
  const failures: string[] = [];
  for (const batch of [each, 1]) {
    const how = batch === 1 ? 'one by one' : `${each} in a request`;
    const place = await openPlace(newDatabase());
    const memory = watchMemory(place.server.pid());
    try {
      const load = {
        port: place.server.port,
        hash: place.hash,
        clients: phones,
        requests: each / batch,
        batch,
      };
      const morning = await (
        await inProcess<Measured>('./load.ts', { ...load, clients: 8, requests: Math.ceil(250 / batch) })
      )();
      const before = memory.now();
      memory.most();
      const first = await (await inProcess<Measured>('./load.ts', { ...load, comesBack: true }))();
      const most = memory.most();
      const second = await (await inProcess<Measured>('./load.ts', { ...load, comesBack: true }))();
      const mostAgain = memory.most();
      const third = await (await inProcess<Measured>('./load.ts', { ...load, comesBack: true }))();
      const mostAtLast = memory.most();
      memory.stop();
      await place.server.stop();
      const ids = [morning, first, second, third].flatMap((each) => each.ids);
      const { missing, doubled } = await place.inside(async (inside) => {
        const kept = new Set<string>();
        for (let last: string | null = null; ; ) {
          const page = await inside.newest(survey, last, 2_000);
          for (const { id } of page) kept.add(id);
          last = page.at(-1)?.id ?? null;
          if (last === null) break;
        }
        const { submissions, revisions } = await inside.countsOf(survey);
        return {
          missing: ids.filter((id) => !kept.has(id)).length,
          doubled: submissions - ids.length + revisions,
        };
      });
      const waits = [...first.waits].sort((a, b) => a - b);
      const at = (part: number) => waits[Math.floor(waits.length * part)] ?? Number.NaN;
      const storm: Storm = {
        store,
        how,
        seconds: first.seconds,
        kept: ids.length - morning.ids.length - missing,
        p50: at(0.5),
        p99: at(0.99),
        memory: [before, most, mostAgain, mostAtLast],
      };
      print(storm, first);
      failures.push(...faultsIn(storm, [first, second, third], missing, doubled));
    } finally {
      memory.stop();
      await place.leave();
    }
  }
  return failures;
}

function print(
  { store, how, seconds, kept, p50, p99, memory }: Storm,
  { submissions, statuses }: Measured,
): void {
  const rate = Math.round(submissions / seconds);
  console.log(
    `storm  ${store.padEnd(10)} ${how.padEnd(15)} ${submissions} in ${seconds.toFixed(1)} s (${rate}/s), replies ${JSON.stringify(statuses)},`,
    `p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms (${(p99 / p50).toFixed(1)}×), kept ${kept} of three,`,
    `memory ${memory.map(Math.round).join(' → ')} MB`,
  );
}

function faultsIn(
  { store, how, p50, p99, memory: [, , second, third] }: Storm,
  storms: readonly Measured[],
  missing: number,
  doubled: number,
): string[] {
  const replies = storms.flatMap(({ statuses }) => Object.entries(statuses));
  const bad = replies.filter(([status]) => status !== '200' && status !== '429');
  const refused = storms.reduce((sum, each) => sum + each.refused, 0);
  return [
    ...(missing > 0 ? [`${missing} lost`] : []),
    ...(doubled !== 0 ? [`${doubled} doubled`] : []),
    ...(bad.length > 0 ? [`replies ${JSON.stringify(bad)}`] : []),
    ...(refused > 0 ? [`${refused} batches with a problem`] : []),
    ...(p99 > mostRatio * p50 ? [`p99 is ${(p99 / p50).toFixed(1)}× p50, more than ${mostRatio}×`] : []),
    ...(third > second * mostGrowth
      ? [`memory grew from ${Math.round(second)} to ${Math.round(third)} MB`]
      : []),
  ].map((what) => `storm on ${store}, ${how}: ${what}`);
}

/** The memory of a process, looked at five times a second. */
function watchMemory(pid: number) {
  const now = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, now());
  }, 200);
  return {
    now,
    /** Since it was last asked. */
    most() {
      const it = most;
      most = 0;
      return it;
    },
    stop: () => clearInterval(timer),
  };
}

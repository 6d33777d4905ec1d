/**
 * One engine and one form in a process of their own, so that nobody pays for another's heap: `node visit.ts odk 1000`,
 * `node visit.ts rintis 20 500`, which is a cascade. Before the clock runs, a small form of the same kind is loaded and
 * answered to its end, by everyone.
 */
import { createHash } from 'node:crypto';
import type { Answering, Engine } from './engine.ts';
import { blocks, cascade } from './form.ts';

/** Milliseconds of each thing done; and what was seen meanwhile, which has to be the same for everyone. */
export interface Visit {
  readonly times: Readonly<Record<string, readonly number[]>>;
  readonly seen: readonly string[];
}

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  rintis: async () => (await import('./rintis.ts')).rintis,
  odk: async () => (await import('../peers/engines/odk.ts')).odk,
  surveyjs: async () => (await import('../peers/engines/surveyjs.ts')).surveyjs,
};

const [name = '', ...sizes] = process.argv.slice(2);
const engine = await engines[name]?.();
if (!engine) throw new Error(`No engine is called ${name}.`);
const [size = 0, perRegion] = sizes.map(Number);
await (perRegion === undefined ? visitBlocks(engine, 100) : visitCascade(engine, 20, 50));
const visit = await (perRegion === undefined
  ? visitBlocks(engine, size)
  : visitCascade(engine, size, perRegion));
process.stdout.write(`\n${JSON.stringify(visit)}\n`, () => process.exit(0));

/** Ten blocks, spread over the form, with five answers each. */
async function visitBlocks(engine: Engine, questions: number): Promise<Visit> {
  const { loaded, times } = await load(engine, engine.writeBlocks(blocks(questions)));
  const seen = [loaded.first(), `total ${loaded.total()}`, askedIn(loaded, questions)];
  globalThis.gc?.();
  for (let turn = 0; turn < 10; turn++) {
    const block = 1 + Math.floor((turn * questions) / 100);
    const step = (kind: 'plain' | 'number' | 'appear' | 'vanish', at: number, given: string | number) => {
      const before = performance.now();
      loaded.answer({ block, at }, given);
      const total = kind === 'plain' ? null : loaded.total();
      const isAsked = kind === 'plain' || kind === 'number' ? null : loaded.isAsked({ block, at: 10 });
      times[kind] = [...(times[kind] ?? []), performance.now() - before];
      seen.push(`${block}.${at} = ${given}: total ${total}, the tenth is asked: ${isAsked}`);
    };
    step('plain', 4, 'c2');
    step('number', 3, 5 + turn);
    step('appear', 9, 'yes');
    step('number', 10, 7 + turn);
    step('vanish', 9, 'no');
  }
  seen.push(askedIn(loaded, questions), `total ${loaded.total()}`);
  return { times, seen };
}

/** Twenty answers to the first question, and each time all that the second one offers. */
async function visitCascade(engine: Engine, regions: number, districts: number): Promise<Visit> {
  const { loaded, times } = await load(engine, engine.writeCascade(cascade(regions, districts)));
  const seen = [loaded.first()];
  const filter: number[] = [];
  globalThis.gc?.();
  for (let turn = 0; turn < 20; turn++) {
    const before = performance.now();
    loaded.answer({ block: 1, at: 1 }, `r${(turn * 7) % regions}`);
    const offered = loaded.districts();
    filter.push(performance.now() - before);
    seen.push(`${offered.length} offered: ${digest(offered)}`);
  }
  return { times: { ...times, filter, slowest: [Math.max(...filter)] }, seen };
}

async function load(engine: Engine, text: string) {
  const beforeCheck = performance.now();
  engine.check?.(text);
  const check = performance.now() - beforeCheck;
  globalThis.gc?.();
  const before = performance.now();
  const loaded: Answering = await engine.load(text);
  loaded.first();
  const times: Record<string, number[]> = { load: [performance.now() - before] };
  if (engine.check) times.check = [check];
  return { loaded, times };
}

function askedIn(loaded: Answering, questions: number): string {
  const asked = blocks(questions)
    .flat()
    .filter((question) => loaded.isAsked(question))
    .map(({ block, at }) => `${block}.${at}`);
  return `${asked.length} asked: ${digest(asked)}`;
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
}

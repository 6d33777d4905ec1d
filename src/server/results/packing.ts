/** A survey's figures as text: long lists of numbers, most of them nought or small, deflated. */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import * as z from 'zod/mini';
import {
  blankLedger,
  type Ledger,
  type Plan,
  type Release,
  type Sums,
  unitsOf,
} from '../../results/index.ts';
import type { KeptFigures } from '../store/index.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** What the lists are of. */
const Head = z.object({ plan: z.string(), lines: z.number(), tried: z.number() });
const Told = z.object({ day: z.string(), ids: z.array(z.string()), shown: z.string(), sums: z.string() });

export interface Figures {
  readonly ledger: Ledger;
  /** Lines of logs that are counted. */
  readonly lines: number;
}

export async function packFigures(
  plan: string,
  { ledger, lines }: Figures,
  version: number,
  withRelease: boolean,
): Promise<KeptFigures> {
  const { live, added, removed, release, tried } = ledger;
  return {
    version,
    head: JSON.stringify({ plan, lines, tried } satisfies z.infer<typeof Head>),
    live: await pack([live.counts, ...(live.weighted ? [live.weighted] : []), added, removed]),
    release: withRelease && release ? await packRelease(release) : '',
  };
}

async function packRelease({ day, ids, shown, sums }: Release): Promise<string> {
  const lists = [sums.counts, ...(sums.weighted ? [sums.weighted] : [])];
  const told: z.infer<typeof Told> = {
    day,
    ids: [...ids],
    shown: (await deflate(shown, { level: 1 })).toString('base64'),
    sums: await pack(lists),
  };
  return JSON.stringify(told);
}

/** `null` where they are of another plan, or of a program that kept them otherwise. */
export async function unpackFigures(plan: Plan, key: string, kept: KeptFigures): Promise<Figures | null> {
  const head = Head.parse(JSON.parse(kept.head));
  if (head.plan !== key) return null;
  const cells = plan.groups * unitsOf(plan);
  const sumsLengths = plan.weight === null ? [plan.size] : [plan.size, plan.size];
  const lists = await unpack(kept.live, [...sumsLengths, cells, cells]);
  const [added, removed] = lists.slice(-2);
  const live = toSums(plan, lists);
  if (!live || !added || !removed) return null;
  const ledger: Ledger = { ...blankLedger(plan), live, added, removed, tried: head.tried };
  if (kept.release !== '') {
    const told = Told.parse(JSON.parse(kept.release));
    const sums = toSums(plan, await unpack(told.sums, sumsLengths));
    const shown = await inflate(Buffer.from(told.shown, 'base64'));
    if (!sums || shown.length !== cells) return null;
    ledger.release = { day: told.day, ids: new Set(told.ids), sums, shown: new Uint8Array(shown) };
  }
  return { ledger, lines: head.lines };
}

const toSums = ({ weight }: Plan, [counts, weighted]: readonly Float64Array<ArrayBuffer>[]): Sums | null =>
  counts ? { counts, weighted: weight === null ? null : (weighted ?? null) } : null;

async function pack(lists: readonly Float64Array[]): Promise<string> {
  const bytes = Buffer.concat(
    lists.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  return (await deflate(bytes, { level: 1 })).toString('base64');
}

async function unpack(text: string, lengths: readonly number[]): Promise<Float64Array<ArrayBuffer>[]> {
  const bytes = await inflate(Buffer.from(text, 'base64'));
  const all = new Float64Array(new Uint8Array(bytes).buffer); // copied, so that it begins where numbers may
  const lists: Float64Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const length of lengths) {
    lists.push(all.slice(at, at + length));
    at += length;
  }
  return at === all.length ? lists : [];
}

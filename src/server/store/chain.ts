/**
 * The log's arithmetic. Each submission has a chain of its own, so that no two writers ever wait for each other's link, on
 * one machine or on twenty. What no single chain can show (a submission that is gone with its whole chain) is shown by the
 * day: the sum over its links, in which the order of arrival cannot be read, since an anonymous survey must not tell it.
 * README.md says what an auditor checks, and against what.
 */
import { createHash } from 'node:crypto';
import type { Incoming } from './store.ts';

export type EntryKind = 'kept' | 'returned' | 'resolved' | 'withdrawn';

/** One line of the log. `entry` stands over all that it says, over the row that it is about, and over the line before. */
export interface Entry {
  readonly submission: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** The server's day (UTC), never finer. */
  readonly day: string;
  readonly kind: EntryKind;
  readonly revision: number;
  /** Who did it and what they said, the latter as a hash. */
  readonly note: string;
  readonly entry: string;
}

/** What a row says apart from its body, which it only has the hash of: so a body can be erased and the chain still holds. */
export type Facts = Pick<
  Incoming,
  'survey' | 'questionnaire' | 'hash' | 'receivedAt' | 'late' | 'signingKey'
> & {
  readonly basedOn: string;
};

/** The next link of a submission's chain; `facts` are those of the row that was kept. */
export function toEntry(before: string, it: Omit<Entry, 'entry'>, facts?: Facts): Entry {
  const said = [before, it.submission, it.number, it.day, it.kind, it.revision, it.note];
  const noted = facts
    ? [
        facts.survey,
        facts.questionnaire,
        facts.hash,
        facts.receivedAt,
        facts.late ? 1 : 0,
        facts.signingKey,
        facts.basedOn,
      ]
    : [];
  const text = ['rintis log 1', ...said, ...noted].join('\n');
  return { ...it, entry: createHash('sha256').update(text).digest('base64url') };
}

/** What one link adds to its day: 2048 bits, because sums of 256 bits can be forged (Wagner 2002, about 2³² steps). */
export const weightOf = (entry: string): bigint =>
  BigInt(`0x${createHash('shake256', { outputLength: 256 }).update(`rintis sum 1\n${entry}`).digest('hex')}`);

/** The sums of some links, day by day. */
export function sumsOf(entries: Iterable<Pick<Entry, 'day' | 'entry'>>): Map<string, DaySum> {
  const sums = new Map<string, DaySum>();
  for (const { day, entry } of entries) {
    const before = sums.get(day) ?? { entries: 0, sum: 0n };
    sums.set(day, { entries: before.entries + 1, sum: before.sum + weightOf(entry) });
  }
  return sums;
}

export interface DaySum {
  readonly entries: number;
  readonly sum: bigint;
}

export interface DayLink {
  readonly day: string;
  readonly entries: number;
  readonly link: string;
}

/** The chain of days: each link stands over the one before, so the last one stands for everything until then. */
export function linkDays(sums: ReadonlyMap<string, DaySum>): DayLink[] {
  let before = '';
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { entries, sum }]) => {
      const text = ['rintis day 1', before, day, entries, sum.toString(16)].join('\n');
      before = createHash('sha256').update(text).digest('base64url');
      return { day, entries, link: before };
    });
}

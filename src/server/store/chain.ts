/**
 * The log's arithmetic. Each submission has a chain of its own, so that no two writers ever wait for each other's link, on
 * one machine or on twenty. What no single chain can show (a submission that is gone with its whole chain) is shown by the
 * day: the sum over its links, in which the order of arrival cannot be read, since an anonymous survey must not tell it.
 * README.md says what an auditor checks, and against what.
 */
import { createHash } from 'node:crypto';
import type { Incoming } from './store.ts';

export type EntryKind = 'kept' | 'returned' | 'resolved' | 'accepted' | 'withdrawn' | 'aside' | 'restored';

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
  /** The enrolled device that sent it; empty where none is kept. */
  readonly device?: string;
  readonly review?: boolean;
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
        // only where there is something to say: what was kept before there were devices keeps its links
        ...(facts.device || facts.review ? [facts.device ?? '', facts.review ? 1 : 0] : []),
      ]
    : [];
  const text = ['rintis log 1', ...said, ...noted].join('\n');
  return { ...it, entry: createHash('sha256').update(text).digest('base64url') };
}

/** Whether every line stands over the one before and over what it is about. */
export function isChained(
  rows: readonly (Facts & { readonly revision: number })[],
  log: readonly Entry[],
): boolean {
  let before = '';
  return log.every((line, at) => {
    const row = line.kind === 'kept' ? rows.find(({ revision }) => revision === line.revision) : undefined;
    const isNext = line.number === at + 1 && toEntry(before, line, row).entry === line.entry;
    before = line.entry;
    return isNext && (line.kind !== 'kept' || row !== undefined);
  });
}

/** A line about a device: it was enrolled, or retired. Each device of a survey has a chain of its own. */
export interface DeviceEntry {
  readonly survey: string;
  readonly device: string;
  /** From 1, without gaps. */
  readonly number: number;
  readonly day: string;
  readonly kind: 'enrolled' | 'retired';
  /** Who did it; names as hashes. */
  readonly note: string;
  readonly entry: string;
}

export function toDeviceEntry(before: string, it: Omit<DeviceEntry, 'entry'>): DeviceEntry {
  const text = ['rintis device log 1', before, it.survey, it.device, it.number, it.day, it.kind, it.note];
  return { ...it, entry: createHash('sha256').update(text.join('\n')).digest('base64url') };
}

/** What one link adds to its day: 2048 bits, because sums of 256 bits can be forged (Wagner 2002, about 2³² steps). */
export const weightOf = (entry: string): bigint =>
  BigInt(`0x${createHash('shake256', { outputLength: 256 }).update(`rintis sum 1\n${entry}`).digest('hex')}`);

/** What a survey's day comes to: submissions that came, revisions after the first, late ones; and the sum of its log. */
export interface DayFigures {
  readonly survey: string;
  readonly day: string;
  submissions: number;
  revisions: number;
  late: number;
  entries: number;
  sum: bigint;
}

/** A line of the log with what is counted by it. */
export interface Counted {
  readonly entry: Pick<Entry, 'day' | 'revision' | 'entry'> & {
    readonly kind: EntryKind | DeviceEntry['kind'];
  };
  readonly survey: string;
  readonly late: boolean;
}

/** Adds lines to the figures of their days. */
export function addUp(
  counted: Iterable<Counted>,
  days = new Map<string, DayFigures>(),
): Map<string, DayFigures> {
  for (const { entry, survey, late } of counted) {
    const { day } = entry;
    const key = `${survey} ${day}`;
    const figures = days.get(key) ?? {
      survey,
      day,
      submissions: 0,
      revisions: 0,
      late: 0,
      entries: 0,
      sum: 0n,
    };
    days.set(key, figures);
    figures.entries++;
    figures.sum += weightOf(entry.entry);
    if (entry.kind !== 'kept') continue;
    if (entry.revision > 1) figures.revisions++;
    else {
      figures.submissions++;
      if (late) figures.late++;
    }
  }
  return days;
}

export interface DayLink {
  readonly day: string;
  readonly entries: number;
  readonly link: string;
}

/** The chain of days: each link stands over the one before, so the last one stands for everything until then. */
export function linkDays(figures: Iterable<Pick<DayFigures, 'day' | 'entries' | 'sum'>>): DayLink[] {
  const days = new Map<string, { entries: number; sum: bigint }>();
  for (const { day, entries, sum } of figures) {
    const before = days.get(day) ?? { entries: 0, sum: 0n };
    days.set(day, { entries: before.entries + entries, sum: before.sum + sum });
  }
  let before = '';
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { entries, sum }]) => {
      const text = ['rintis day 1', before, day, entries, sum.toString(16)].join('\n');
      before = createHash('sha256').update(text).digest('base64url');
      return { day, entries, link: before };
    });
}

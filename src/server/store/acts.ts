/** What may be done with a submission after it was kept, decided from its history; both stores write down what comes out. */
import type { StandingKind } from '../../submission/index.ts';
import { type Entry, type EntryKind, type Facts, toEntry } from './chain.ts';
import { hasComment, noteOf, type RevisionRow, replay } from './replay.ts';

/** A revision as it is kept, without its body. */
export type KeptRow = RevisionRow & Facts & { readonly code: string };

/** All that is known of a submission: its revisions and its log, each in order. */
export interface Past {
  readonly rows: readonly KeptRow[];
  readonly log: readonly Entry[];
  /** What it was last sent back or set aside with, as long as that is open. */
  readonly comment: string;
}

export type Act =
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'returned'; readonly by: string; readonly comment: string }
  /** Somebody has looked at it: it may count as it is. */
  | { readonly kind: 'accepted'; readonly by: string }
  /** It is not counted any more, until that is undone. */
  | { readonly kind: 'aside'; readonly by: string; readonly comment: string }
  | { readonly kind: 'restored'; readonly by: string }
  | { readonly kind: 'resolved'; readonly by: string; readonly revision: number };

export type Done = 'done' | 'unknown' | 'not-possible';

/** How a submission that is not simply received stands, as the store keeps it for lists and exports. */
export interface StandingRow {
  readonly id: string;
  readonly survey: string;
  readonly standing: StandingKind;
  readonly current: number;
  readonly comment: string;
}

export interface Decision {
  readonly done: Done;
  /** What is to be written; without it nothing changes, because it is done already or cannot be done. */
  readonly change?: { readonly entry: Entry; readonly standing: StandingRow };
}

/** The same asked twice is done once. */
export function decide(id: string, past: Past, act: Act, day: string): Decision {
  const { standing, current, tips } = replay(past.rows, past.log);
  const last = past.log.at(-1);
  if (!last) return { done: 'unknown' };
  const write = (revision: number, note: string, comment = ''): Decision => {
    const entry = nextEntry(id, past.log, { day, kind: act.kind, revision, note });
    return { done: 'done', change: { entry, standing: standingOf(id, past, entry, comment) } };
  };
  if (act.kind === 'withdrawn') return standing === 'withdrawn' ? { done: 'done' } : write(current, '');
  if (standing === 'withdrawn') return { done: 'not-possible' };
  if (act.kind === 'aside') {
    if (standing === 'aside' && past.comment === act.comment) return { done: 'done' };
    return write(current, noteOf(act.by, act.comment), act.comment);
  }
  if (act.kind === 'restored')
    return standing === 'aside' ? write(current, noteOf(act.by)) : { done: 'not-possible' };
  if (standing === 'aside') return { done: 'not-possible' }; // first it must count again
  if (act.kind === 'returned') {
    if (standing === 'forked') return { done: 'not-possible' }; // first it must be known which one is sent back
    if (standing === 'returned' && past.comment === act.comment) return { done: 'done' };
    return write(current, noteOf(act.by, act.comment), act.comment);
  }
  if (act.kind === 'accepted') {
    if (standing === 'received' && last.kind === 'accepted') return { done: 'done' };
    return standing === 'review' || standing === 'received'
      ? write(current, noteOf(act.by))
      : { done: 'not-possible' };
  }
  if (!past.rows.some(({ revision }) => revision === act.revision)) return { done: 'unknown' };
  if (tips.length === 1) return { done: current === act.revision ? 'done' : 'not-possible' };
  return tips.includes(act.revision) ? write(act.revision, noteOf(act.by)) : { done: 'not-possible' };
}

/** The line that goes under the log. */
export function nextEntry(
  id: string,
  log: readonly Entry[],
  said: { day: string; kind: EntryKind; revision: number; note: string },
  facts?: Facts,
): Entry {
  const before = log.at(-1);
  return toEntry(before?.entry ?? '', { submission: id, number: (before?.number ?? 0) + 1, ...said }, facts);
}

/** How it stands with one more line. */
export function standingOf(id: string, { rows, log }: Past, entry: Entry, comment: string): StandingRow {
  const { standing, current } = replay(rows, [...log, entry]);
  const survey = rows[0]?.survey ?? '';
  return { id, survey, standing, current, comment: hasComment(standing) ? comment : '' };
}

/** What the log makes of a submission. Pure, so that both stores, and whoever audits them, come to the same. */
import { createHash } from 'node:crypto';
import type { StandingKind } from '../../submission/index.ts';
import type { Entry } from './chain.ts';

export interface State {
  readonly standing: StandingKind;
  /** The revision that counts. */
  readonly current: number;
  /** The branches that wait for a word: more than one is a fork. */
  readonly tips: readonly number[];
}

export interface RevisionRow {
  readonly revision: number;
  readonly hash: string;
  /** The hash of the one it follows; empty for one that follows none. */
  readonly basedOn: string;
  /** It came from no enrolled device, in a survey that is answered by those only. */
  readonly review?: boolean;
}

/**
 * Follows the log from its first line. A revision that follows the one that counts takes its place; one that follows
 * another (or none, beside one that is there already) is a branch beside it, and what counted before goes on counting
 * until a coordinator has decided. In which order revisions come in makes no difference.
 */
export function replay(rows: readonly RevisionRow[], log: readonly Entry[]): State {
  const byRevision = new Map(rows.map((row) => [row.revision, row]));
  const byHash = new Map(rows.map((row) => [row.hash, row.revision]));
  const followed = new Set<string>();
  const tips = new Set<number>();
  let standing: StandingKind = 'received';
  let current = 0;
  let isAside = false; // a mask: what comes meanwhile is followed as ever
  for (const { kind, revision } of log) {
    if (kind === 'withdrawn') standing = 'withdrawn';
    if (standing === 'withdrawn') continue; // what comes later is erased as it comes
    if (kind === 'returned') standing = 'returned';
    if (kind === 'accepted') standing = 'received';
    if (kind === 'aside') isAside = true;
    if (kind === 'restored') {
      isAside = false;
      if (standing !== 'forked') standing = 'received'; // a person has looked at it
    }
    if (kind === 'resolved') {
      tips.clear();
      tips.add(revision);
      current = revision;
      standing = 'received';
    }
    const row = kind === 'kept' ? byRevision.get(revision) : undefined;
    if (!row) continue;
    if (!followed.has(row.hash)) tips.add(revision);
    followed.add(row.basedOn);
    const base = byHash.get(row.basedOn);
    if (base !== undefined) tips.delete(base);
    if (current === 0 || !tips.has(current))
      current = tips.has(revision) ? revision : (min(tips) ?? revision);
    if (tips.size > 1) standing = 'forked';
    else if (tips.has(revision)) standing = row.review ? 'review' : 'received';
  }
  const isMasked = isAside && standing !== 'withdrawn';
  return { standing: isMasked ? 'aside' : standing, current, tips: [...tips].sort((a, b) => a - b) };
}

const min = (some: Iterable<number>): number | undefined => [...some].sort((a, b) => a - b)[0];

/** Whether something is said of those that stand so. */
export const hasComment = (standing: StandingKind): boolean =>
  standing === 'returned' || standing === 'aside';

/** What the log notes of a coordinator's act. The comment itself can be erased with the answers it speaks of. */
export const noteOf = (by: string, comment = ''): string =>
  JSON.stringify({ by, ...(comment && { comment: hashOf(comment) }) });

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of what was said when a submission was last sent back or set aside; empty where that is gone by now. */
export function commentHashOf(log: readonly Entry[], { standing }: Pick<State, 'standing'>): string {
  if (!hasComment(standing)) return '';
  const last = log.findLast(({ kind }) => kind === standing);
  return last ? String((JSON.parse(last.note) as { comment?: string }).comment ?? '') : '';
}

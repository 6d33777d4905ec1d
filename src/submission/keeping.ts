/** How long a device keeps what was received, and what deleting it would mean. */

/** The days that a person may choose from. */
export const keepingDays = [7, 14, 30, 90] as const;
export type KeepingDays = (typeof keepingDays)[number];
export const usualKeepingDays: KeepingDays = 14;

const day = 24 * 60 * 60_000;

/**
 * Whether a copy has been kept for long enough. Both moments are the server's own: when it signed the receipt, and what it said
 * last. A device's clock is never asked, so that one which is a year wrong deletes nothing too early; a device that hears
 * nothing of the server keeps everything. Of an anonymous receipt only the day is known: it counts from that day's end.
 */
export function isKeptLongEnough(
  receivedAt: string,
  serverTime: number | undefined,
  days: KeepingDays,
): boolean {
  const received = Date.parse(receivedAt) + (receivedAt.length === 10 ? day : 0);
  return serverTime !== undefined && serverTime - received >= days * day;
}

/** What a submission's copy on this device is worth. */
export interface Copy {
  /** A verified receipt for this very revision is here. */
  readonly isReceived: boolean;
  /** A verified receipt for each of its files is here; true where it has none. */
  readonly areFilesReceived: boolean;
  /** Its person took it back, and the server said that it is done. */
  readonly isWithdrawn: boolean;
}

/**
 * What is lost for good when this copy is deleted.
 *
 *                 not received   received, files not   all received   taken back
 *                 everything     files                 nothing        nothing
 */
export function stakeOf({
  isReceived,
  areFilesReceived,
  isWithdrawn,
}: Copy): 'everything' | 'files' | 'nothing' {
  if (isWithdrawn) return 'nothing';
  if (!isReceived) return 'everything';
  return areFilesReceived ? 'nothing' : 'files';
}

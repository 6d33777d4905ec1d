/** A submission that was taken back and is not here: with this code; with any, where the code is empty. */
export interface AwaitedRow {
  readonly id: string;
  readonly code: string;
}

/** Withdrawals whose submission has not come. Each is done as soon as it does (`../awaited.ts`). */
export interface AwaitedWithdrawals {
  /** Noting one again changes nothing. */
  note(row: AwaitedRow, day: string): Promise<void>;
  all(): Promise<AwaitedRow[]>;
  /** The ids of those that are here by now. */
  come(most: number): Promise<string[]>;
  forget(id: string): Promise<void>;
}

import {
  type MediaReceipt,
  type Receipt,
  type SigningKey,
  verifyMediaReceipt,
  verifyReceipt,
} from '../submission/index.ts';

/** A receipt, and what it must be for. */
export interface Claim {
  readonly receipt: Receipt;
  readonly sent: { readonly id: string; readonly hash: string };
}

/** Whether each receipt is for what was sent, and signed by one of the keys. */
export const verifyReceipts = (claims: readonly Claim[], keys: readonly SigningKey[]): boolean[] =>
  claims.map(({ receipt, sent }) => verifyReceipt(receipt, keys, sent));

/** A receipt for a file, and what it must be for. */
export interface MediaClaim {
  readonly receipt: MediaReceipt;
  readonly sent: { readonly submission: string; readonly hash: string; readonly size: number };
}

/** The same for files: whole, and of the submission that they were sent for. */
export const verifyMediaReceipts = (claims: readonly MediaClaim[], keys: readonly SigningKey[]): boolean[] =>
  claims.map(({ receipt, sent }) => verifyMediaReceipt(receipt, keys, sent));

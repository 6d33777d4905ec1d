import { type Receipt, type SigningKey, verifyReceipt } from '../submission/index.ts';

/** A receipt, and what it must be for. */
export interface Claim {
  readonly receipt: Receipt;
  readonly sent: { readonly id: string; readonly hash: string };
}

/** Whether each receipt is for what was sent, and signed by one of the keys. */
export const verifyReceipts = (claims: readonly Claim[], keys: readonly SigningKey[]): boolean[] =>
  claims.map(({ receipt, sent }) => verifyReceipt(receipt, keys, sent));

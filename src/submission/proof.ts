/**
 * How a phone proves what the server signed. On its own, because it brings the arithmetic of the curve along. The browser's own
 * Ed25519 is asked first, where there is one (not on older phones, and never on plain http); what it says is what ours would:
 * tests/submission/proof.test.ts holds them against each other.
 */
import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { base64UrlToBytes } from './base64url.ts';
import { mediaReceiptMessage, signedMessage, withdrawalMessage } from './receipt.ts';
import { MediaReceipt, Receipt } from './schema.ts';
import { Withdrawn } from './standing.ts';
import type { SigningKey } from './survey.ts';

/**
 * Whether this reply is the server's word that it keeps exactly what we sent. `keys` are those pinned with the survey;
 * a reply that is no receipt at all (a hotel's login page) is simply not one.
 */
export function verifyReceipt(
  reply: unknown,
  keys: readonly SigningKey[],
  expected: { readonly id: string; readonly hash: string },
): reply is Receipt {
  const signed = signedBy(reply, keys, expected);
  return signed !== null && verifyHere(signed);
}

/** The same for many, by the browser's own arithmetic where it has it. */
export async function verifyReceipts(
  claims: readonly {
    readonly receipt: unknown;
    readonly sent: { readonly id: string; readonly hash: string };
  }[],
  keys: readonly SigningKey[],
  prover?: Prover,
): Promise<boolean[]> {
  const prove = async (signed: Signed): Promise<boolean> =>
    prover ? prover(signed).catch(() => verifyHere(signed)) : verifyHere(signed);
  const proven = new Map<string, Promise<boolean>>(); // those that are signed together are proven together
  return Promise.all(
    claims.map(({ receipt, sent }) => {
      const signed = signedBy(receipt, keys, sent);
      if (!signed) return false;
      const name = `${Object.values(signed)}`;
      const known = proven.get(name) ?? prove(signed);
      proven.set(name, known);
      return known;
    }),
  );
}

function signedBy(
  reply: unknown,
  keys: readonly SigningKey[],
  expected: { readonly id: string; readonly hash: string },
): Signed | null {
  const read = Receipt.safeParse(reply);
  if (!read.success || read.data.id !== expected.id || read.data.hash !== expected.hash) return null;
  const key = keys.find(({ id }) => id === read.data.key);
  return key ? toSigned(read.data.signature, signedMessage(read.data), key) : null;
}

/** Whether this is the server's word that it keeps exactly this file, whole, for this submission. */
export function verifyMediaReceipt(
  said: unknown,
  keys: readonly SigningKey[],
  expected: { readonly submission: string; readonly hash: string; readonly size: number },
): said is MediaReceipt {
  const read = MediaReceipt.safeParse(said);
  if (!read.success) return false;
  const { submission, hash, size, signature } = read.data;
  if (submission !== expected.submission || hash !== expected.hash || size !== expected.size) return false;
  const key = keys.find(({ id }) => id === read.data.key);
  return key !== undefined && verifyHere(toSigned(signature, mediaReceiptMessage(read.data), key));
}

/** Whether this reply is the server's word that the submission with this code was taken back and erased. */
export function verifyWithdrawal(reply: unknown, keys: readonly SigningKey[], code: string): boolean {
  const read = Withdrawn.safeParse(reply);
  if (!read.success || read.data.signature === undefined) return false;
  const key = keys.find(({ id }) => id === read.data.key);
  return key !== undefined && verifyHere(toSigned(read.data.signature, withdrawalMessage(code, key.id), key));
}

/** What it takes to prove a signature. */
export interface Signed {
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Whether a signature holds. Rejects where it cannot say (no such arithmetic in this browser). */
export type Prover = (signed: Signed) => Promise<boolean>;

const toSigned = (signature: string, message: Uint8Array, { publicKey }: SigningKey): Signed => ({
  signature: base64UrlToBytes(signature),
  message,
  publicKey: base64UrlToBytes(publicKey),
});

function verifyHere({ signature, message, publicKey }: Signed): boolean {
  hashes.sha512 = sha512; // without it the library wants crypto.subtle, which a page on plain http has not got
  try {
    return verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false; // 32 bytes that are no point of the curve are no key
  }
}

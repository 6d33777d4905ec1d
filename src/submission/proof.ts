/** How a phone proves a receipt. On its own, because it brings the arithmetic of the curve along. */
import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { base64UrlToBytes } from './base64url.ts';
import { receiptMessage } from './receipt.ts';
import { Receipt } from './schema.ts';
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
  const read = Receipt.safeParse(reply);
  if (!read.success || read.data.id !== expected.id || read.data.hash !== expected.hash) return false;
  const key = keys.find(({ id }) => id === read.data.key);
  if (!key) return false;
  hashes.sha512 = sha512; // without it the library wants crypto.subtle, which a page on plain http has not got
  try {
    const signature = base64UrlToBytes(read.data.signature);
    return verify(signature, receiptMessage(read.data), base64UrlToBytes(key.publicKey), { zip215: false });
  } catch {
    return false; // 32 bytes that are no point of the curve are no key
  }
}

/** How a phone proves a receipt. On its own, because it brings the arithmetic of the curve along. */
import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { base64UrlToBytes } from './base64url.ts';
import { mediaReceiptMessage, receiptMessage } from './receipt.ts';
import { MediaReceipt, Receipt } from './schema.ts';
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
  return isSigned(receiptMessage(read.data), read.data, keys);
}

/** Whether this is the server's word that it keeps exactly this file, whole, for this submission. */
export function verifyMediaReceipt(
  said: unknown,
  keys: readonly SigningKey[],
  expected: { readonly submission: string; readonly hash: string; readonly size: number },
): said is MediaReceipt {
  const read = MediaReceipt.safeParse(said);
  if (!read.success) return false;
  const { submission, hash, size } = read.data;
  if (submission !== expected.submission || hash !== expected.hash || size !== expected.size) return false;
  return isSigned(mediaReceiptMessage(read.data), read.data, keys);
}

function isSigned(
  message: Uint8Array,
  { key: id, signature }: Pick<Receipt, 'key' | 'signature'>,
  keys: readonly SigningKey[],
): boolean {
  const key = keys.find((key) => key.id === id);
  if (!key) return false;
  hashes.sha512 = sha512; // without it the library wants crypto.subtle, which a page on plain http has not got
  try {
    return verify(base64UrlToBytes(signature), message, base64UrlToBytes(key.publicKey), { zip215: false });
  } catch {
    return false; // 32 bytes that are no point of the curve are no key
  }
}

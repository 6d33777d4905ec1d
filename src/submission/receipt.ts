/** Receipts: what the server signs, how a phone proves it, and the short code that a person keeps. */
import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64UrlToBytes } from './base64url.ts';
import { Receipt } from './schema.ts';
import type { SigningKey } from './survey.ts';

/** The bytes that the signature stands over: the first line keeps them from ever meaning anything else. */
export function receiptMessage(receipt: Omit<Receipt, 'signature'>): Uint8Array {
  const { id, revision, hash, survey, receivedAt, key } = receipt;
  return utf8ToBytes(['rintis receipt 1', id, revision, hash, survey, receivedAt, key].join('\n'));
}

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

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The short code of one revision, `7K3QD-9MWXA`: 50 bits over id and content, so that the phone knows it before it sends.
 * The same in any language, and without the letters that are read as digits.
 */
export function receiptCode(id: string, hash: string): string {
  const bytes = sha256(utf8ToBytes(`rintis code 1\n${id}\n${hash}`));
  let bits = 0n;
  for (const byte of bytes.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n; // 56 → 50
  let code = '';
  for (let place = 0; place < 10; place++) {
    code = crockford.charAt(Number(bits & 31n)) + code;
    bits >>= 5n;
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** A code as a person may write it (small letters, no dash, O for 0) as we write it; `null` if it cannot be one. */
export function readReceiptCode(written: string): string | null {
  const letters = written.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(letters) ? `${letters.slice(0, 5)}-${letters.slice(5)}` : null;
}

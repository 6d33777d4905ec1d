/** Receipts: what the server signs, and the short code that a person keeps. How a phone proves one is in `proof.ts`. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64UrlToBytes } from './base64url.ts';
import type { MediaReceipt, Receipt, Unsigned } from './schema.ts';

/** The bytes that the signature stands over: the first line keeps them from ever meaning anything else. */
export function receiptMessage(receipt: Unsigned): Uint8Array {
  const { id, revision, hash, survey, receivedAt, key } = receipt;
  return utf8ToBytes(['rintis receipt 1', id, revision, hash, survey, receivedAt, key].join('\n'));
}

/** What asks for receipts that are signed together (RFC 7240 `Prefer`). A server that does not know it signs each. */
export const together = 'receipts=together';

/**
 * The hashes of a tree of receipts (RFC 6962 §2.1): the first byte says whether it is of a receipt or of two branches, so that
 * neither can be taken for the other. `digest` is SHA-256; a server has a faster one.
 */
export const leafOf = (receipt: Unsigned, digest: (bytes: Uint8Array) => Uint8Array = sha256): Uint8Array =>
  digest(concatBytes(Uint8Array.of(0), receiptMessage(receipt)));
export const forkOf = (
  left: Uint8Array,
  right: Uint8Array,
  digest: (bytes: Uint8Array) => Uint8Array = sha256,
): Uint8Array => digest(concatBytes(Uint8Array.of(1), left, right));

/** The bytes that the signature of such a tree stands over. */
export const treeMessage = (top: Uint8Array, key: string): Uint8Array =>
  concatBytes(utf8ToBytes(`rintis receipts 1\n${key}\n`), top);

/** The bytes that this receipt's signature stands over, alone or with others. */
export function signedMessage(receipt: Receipt): Uint8Array {
  if (receipt.path === undefined) return receiptMessage(receipt);
  let top = leafOf(receipt);
  for (const [, side, hash = ''] of receipt.path.matchAll(/(.)(.{43})/g)) {
    const other = base64UrlToBytes(hash);
    top = side === 'l' ? forkOf(other, top) : forkOf(top, other);
  }
  return treeMessage(top, receipt.key);
}

/** The same for a file of a submission. */
export function mediaReceiptMessage(receipt: Omit<MediaReceipt, 'signature'>): Uint8Array {
  const { submission, hash, size, receivedAt, key } = receipt;
  return utf8ToBytes(['rintis media receipt 1', submission, hash, size, receivedAt, key].join('\n'));
}

/** The same for the word that a submission was taken back; `code` as `readReceiptCode` writes it. */
export const withdrawalMessage = (code: string, key: string): Uint8Array =>
  utf8ToBytes(['rintis withdrawal 1', code, key].join('\n'));

/** Digits and letters that nobody confuses (Crockford's base 32): of everything that a person may have to type. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The short code of one revision, `7K3QD-9MWXA`: 50 bits over id and content, so that the phone knows it before it sends.
 * The same in any language, and without the letters that are read as digits. `digest` is SHA-256; a server has a faster one.
 */
export function receiptCode(
  id: string,
  hash: string,
  digest: (bytes: Uint8Array) => Uint8Array = sha256,
): string {
  const bytes = digest(utf8ToBytes(`rintis code 1\n${id}\n${hash}`));
  let code = '';
  let bits = 0; // read and not yet written
  let count = 0;
  for (const byte of bytes.subarray(0, 7)) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 5 && code.length < 10; count -= 5)
      code += crockford.charAt((bits >> (count - 5)) & 31);
    bits &= 0xff;
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** A code as a person may write it (small letters, no dash, O for 0) as we write it; `null` if it cannot be one. */
export function readReceiptCode(written: string): string | null {
  const letters = written.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(letters) ? `${letters.slice(0, 5)}-${letters.slice(5)}` : null;
}

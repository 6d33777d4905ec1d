/** ODK's `extract-signed`: a message that carries a signature, so that nobody can type one. */
import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { base64Bytes, utf8 } from './base64.ts';
import { type Rules, takes, text } from './rule.ts';

hashes.sha512 = sha512;

const signatureLength = 64; // bytes (RFC 8032)

export const signed: Rules = {
  'extract-signed': takes([text, text], 'text', (_, contents, key) => extractSigned(contents, key)),
};

/** Both in base64, the signature before the message; blank unless the key has signed it. */
function extractSigned(contents: string, publicKey: string): string {
  const [bytes, key] = [base64Bytes(contents), base64Bytes(publicKey)];
  if (!bytes || key?.length !== 32 || bytes.length < signatureLength) return '';
  const message = bytes.slice(signatureLength);
  try {
    return verify(bytes.slice(0, signatureLength), message, key) ? utf8(message) : '';
  } catch {
    return ''; // no point of the curve
  }
}

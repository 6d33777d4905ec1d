/** A questionnaire's version is its content: the same words and rules have the same version anywhere, for ever. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Questionnaire } from './schema.ts';

/** SHA-256, in lower-case hex, over the canonical JSON (RFC 8785). */
export function versionOf(questionnaire: Questionnaire): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(questionnaire))));
}

/** JSON as RFC 8785 writes it: no spaces, names in order. A questionnaire is served and kept in this form. */
export function canonicalJson(document: object): string {
  const text = canonicalize(document);
  if (text === undefined) throw new Error('a document is always JSON');
  return text;
}

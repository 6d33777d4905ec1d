/** The part of the work that the page has at hand anyway: hashing, and reading a questionnaire. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Questionnaire } from '../questionnaire/index.ts';

/** other-hash: not the text that was asked for. malformed: the right text, but not a questionnaire we can read. */
export type Checked =
  | { readonly kind: 'sound'; readonly questionnaire: Questionnaire }
  | { readonly kind: 'other-hash' }
  | { readonly kind: 'malformed' };

/** Reads a questionnaire that came from outside. It is served as the canonical text that its hash is of. */
export function checkQuestionnaire(text: string, hash: string): Checked {
  if (bytesToHex(sha256(new TextEncoder().encode(text))) !== hash) return { kind: 'other-hash' };
  const questionnaire = Questionnaire.safeParse(readJson(text));
  return questionnaire.success ? { kind: 'sound', questionnaire: questionnaire.data } : { kind: 'malformed' };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a server says, true and false: receipts that are signed and receipts that are not. */
import { getPublicKey, hashes, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import type { FinishedSubmission } from '../../src/storage/index.ts';
import {
  type MediaReceipt,
  mediaReceiptMessage,
  type Problem,
  type ProblemCode,
  type Receipt,
  receiptMessage,
  type SigningKey,
  type Survey,
} from '../../src/submission/index.ts';

hashes.sha512 = sha512;

export interface Office {
  readonly key: SigningKey;
  readonly survey: Survey;
  receiptFor(submission: Pick<FinishedSubmission, 'id' | 'hash' | 'survey'>): Receipt;
  mediaReceiptFor(file: Pick<MediaReceipt, 'submission' | 'hash' | 'size'>): MediaReceipt;
}

/** An office with a key of its own; `seed` makes another one. */
export function office(seed = 1, id = `key-${seed}`): Office {
  const secret = new Uint8Array(32).fill(seed);
  const key = { id, publicKey: base64Url(getPublicKey(secret)) };
  return {
    key,
    survey: {
      id: 'demo',
      title: 'Demonstration',
      questionnaire: 'a'.repeat(64),
      languages: ['en', 'th'],
      defaultLanguage: 'en',
      privacy: 'anonymous',
      inserts: {},
      signingKeys: [key],
    },
    receiptFor({ id, hash, survey }) {
      const receipt = { id, revision: 1, hash, survey, receivedAt: '2026-11-23', key: key.id };
      return { ...receipt, signature: base64Url(sign(receiptMessage(receipt), secret)) };
    },
    mediaReceiptFor({ submission, hash, size }) {
      const receipt = { submission, hash, size, receivedAt: '2026-11-23', key: key.id };
      return { ...receipt, signature: base64Url(sign(mediaReceiptMessage(receipt), secret)) };
    },
  };
}

/** A receipt by nobody: for acts that only a verified one is given to. */
export const unprovenReceiptFor = (submission: FinishedSubmission): Receipt => ({
  id: submission.id,
  revision: 1,
  hash: submission.hash,
  survey: submission.survey,
  receivedAt: '2026-11-23',
  key: 'none',
  signature: 'A'.repeat(86),
});

export const problemOf = (code: ProblemCode, status = 422): Problem => ({
  type: `urn:rintis:problem:${code}`,
  title: code,
  status,
  code,
});

const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

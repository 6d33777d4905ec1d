/** A finished interview becomes what is sent: once, and as the bytes that are kept. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 } from 'uuid';
import type { Answers, Item } from '../questionnaire/index.ts';
import type { MediaFile } from './media.ts';
import { mediaAnswersOf } from './mediaAnswers.ts';
import type { Submission } from './schema.ts';
import type { Survey } from './survey.ts';

type Privacy = Survey['privacy'];

/**
 * A fresh id for a submission, UUID version 7 (RFC 9562 §5.7). Its first 48 bits tell milliseconds; in an anonymous
 * survey they tell the beginning of the day (UTC) and nothing finer. `random` gives 16 bytes.
 */
export function submissionIdFor(privacy: Privacy, at: Date, random: Uint8Array): string {
  const milliseconds = at.getTime();
  const msecs = privacy === 'anonymous' ? milliseconds - (milliseconds % 86_400_000) : milliseconds;
  return v7({ msecs, random });
}

/**
 * The files that a submission lists: of all that were attached, those that an answer to a photo, audio, video or file question
 * names. `answers` are those that are sent, so what is not relevant takes no file along. In the questionnaire's order.
 */
export function mediaNamedBy(
  items: readonly Item[],
  answers: Answers,
  attached: readonly MediaFile[],
): MediaFile[] {
  const byName = new Map(attached.map(({ name, hash, type, size }) => [name, { name, hash, type, size }]));
  const named = new Set(mediaAnswersOf(items, answers).map(({ name }) => name));
  return [...named].flatMap((name) => byName.get(name) ?? []);
}

/** A submission's exact text and its content hash: SHA-256 of that text in UTF-8, lower-case hex. */
export function toBody(submission: Submission): { readonly body: string; readonly hash: string } {
  const body = JSON.stringify(submission);
  return { body, hash: bytesToHex(sha256(utf8ToBytes(body))) };
}

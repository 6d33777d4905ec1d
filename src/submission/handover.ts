/**
 * What is handed over without a network, as `docs/hand-over.md` tells it to others: lines of JSON, the files as their bytes
 * between them, and a last line that counts. Sealed by age around it; that is done where there are streams.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { Answer, LanguageTag, Name } from '../questionnaire/index.ts';
import { Enrolment } from './enrolment.ts';
import { MediaFile, MediaType, mediaLimits } from './media.ts';
import { Moment, ProblemCode, Submission, SubmissionId } from './schema.ts';
import { Hash, Survey, SurveyId } from './survey.ts';

/** The first version's name. A later one has another number, and older readers say so. */
export const handOverFormat = 'rintis hand-over 1';

const Count = z.number().check(z.int(), z.nonnegative());

/** How much there is of each kind, said before it comes. `bytes` are those of the files. */
export const HandOverCounts = z.strictObject({
  surveys: Count,
  questionnaires: Count,
  drafts: Count,
  submissions: Count,
  files: Count,
  bytes: Count,
});
export type HandOverCounts = z.infer<typeof HandOverCounts>;

/** The first line. */
export const HandOverHeader = z.strictObject({
  format: z.literal(handOverFormat),
  /** UUID of this file: a device that has taken it in does nothing a second time. */
  id: z.uuid(),
  /** hand-over: of one survey, sealed for its devices. backup: of a whole device, under a passphrase. */
  kind: z.enum(['hand-over', 'backup']),
  /** Of a hand-over. */
  survey: z.exactOptional(SurveyId),
  /** Who made it, as the device is enrolled; not said where the survey is anonymous, or nobody is enrolled. */
  from: z.exactOptional(z.string().check(z.maxLength(100))),
  /** A day where the survey, or one of a backup's surveys, is anonymous. */
  at: Moment,
  /** Version of the app that wrote it. */
  app: z.string().check(z.maxLength(64)),
  counts: HandOverCounts,
});
export type HandOverHeader = z.infer<typeof HandOverHeader>;

/** An interview that is not finished, with the answers as the device keeps them. */
export const HandOverDraft = z.strictObject({
  id: SubmissionId,
  /** The id that its submission will have, where that is another's: two versions of one interview. */
  standsFor: z.exactOptional(SubmissionId),
  /** What it is called in lists, after the questionnaire's own formula. */
  name: z.exactOptional(z.string().check(z.maxLength(1_000))),
  survey: SurveyId,
  questionnaire: Hash,
  language: LanguageTag,
  mode: Submission.shape.mode,
  where: z.nullable(z.string().check(z.maxLength(2_000))),
  startedAt: Moment,
  changedAt: Moment,
  consent: Submission.shape.consent,
  pages: z.record(Name, z.number().check(z.nonnegative())),
  /** The revision that it corrects. */
  basedOn: z.exactOptional(Hash),
  answers: z.array(
    z.strictObject({ ref: z.string().check(z.minLength(1), z.maxLength(2_000)), answer: Answer }),
  ),
  media: z.exactOptional(z.array(MediaFile).check(z.maxLength(1_000))),
});
export type HandOverDraft = z.infer<typeof HandOverDraft>;

/** A file whose bytes follow its line. */
export const HandOverFile = z
  .strictObject({ hash: Hash, type: MediaType, size: MediaFile.shape.size })
  .check(z.refine(({ type, size }) => size <= mediaLimits[type]));
export type HandOverFile = z.infer<typeof HandOverFile>;

/** The last line: how many lines stand before it, and SHA-256 over them. The files' bytes are covered by their lines. */
export const HandOverEnd = z.strictObject({ lines: Count, sha256: Hash });

/** One line between the first and the last. */
export const HandOverLine = z.union([
  z.strictObject({ survey: Survey }),
  z.strictObject({ enrolment: z.extend(Enrolment, { survey: SurveyId }) }),
  z.strictObject({ questionnaire: z.strictObject({ hash: Hash, text: z.string() }) }),
  z.strictObject({ file: HandOverFile }),
  z.strictObject({ draft: HandOverDraft }),
  z.strictObject({
    submission: z.strictObject({ hash: Hash, body: z.string(), name: HandOverDraft.shape.name }),
  }),
  z.strictObject({ end: HandOverEnd }),
]);
export type HandOverLine = z.infer<typeof HandOverLine>;

/**
 * Why a file cannot be taken in; keys of `handOver.refused`. not-ours: something else. other-version: of a later Rintis.
 * broken: cut off or changed. not-for-here: sealed for others, or under another passphrase.
 */
export type HandOverTrouble = 'not-ours' | 'other-version' | 'broken' | 'not-for-here';

/** A file that cannot be taken in. Nothing of it is. */
export class HandOverRefused extends Error {
  readonly why: HandOverTrouble;
  constructor(why: HandOverTrouble) {
    super(why);
    this.why = why;
  }
}

/** What became of a file on the server. */
export const HandOverReport = z.object({
  kind: HandOverHeader.shape.kind,
  survey: HandOverHeader.shape.survey,
  from: HandOverHeader.shape.from,
  at: Moment,
  app: z.string(),
  submissions: z.object({
    received: Count,
    known: Count,
    refused: z.array(z.object({ id: SubmissionId, code: ProblemCode })),
  }),
  files: z.object({ received: Count, known: Count, refused: Count }),
  /** They stay in the file: a draft is for a device. */
  drafts: Count,
});
export type HandOverReport = z.infer<typeof HandOverReport>;

/** What a draft says, whoever keeps it and since when: two with the same print have the same answers. */
export function draftPrint({
  questionnaire,
  answers,
}: Pick<HandOverDraft, 'questionnaire'> & {
  readonly answers: readonly { readonly ref: string; readonly answer: unknown }[];
}): string {
  const inOrder = answers
    .map(({ ref, answer }) => [ref, answer])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([questionnaire, inOrder]))));
}

/** The id of a file, out of 16 random bytes: UUID version 4, for `crypto.randomUUID` is not there on plain http. */
export function newFileId(random: Uint8Array): string {
  const bytes = random.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

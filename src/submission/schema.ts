/**
 * A finished interview as it is kept and sent, and the replies to it. A submission travels as the exact bytes that the
 * device keeps (`body`): its content hash is the SHA-256 of those bytes, so that nobody has to agree on how to write JSON.
 */
import * as z from 'zod/mini';
import { Answers, LanguageTag, Name } from '../questionnaire/index.ts';
import { MediaFile } from './media.ts';
import { Day, Hash, keepable, SurveyId } from './survey.ts';

/** UUID version 7 (RFC 9562 §5.7). In an anonymous survey its time part is cut to the day. */
export const SubmissionId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

/** A UTC moment, or only a day where the survey is anonymous. */
export const Moment = z.union([Day, z.iso.datetime()]);

/** What an enumerator noted beside a question. Its place is told by numbers: `/case[2]/title` is in the second case. */
export const Remark = z.strictObject({
  at: z.string().check(z.regex(/^\//), z.maxLength(2_000), keepable),
  text: z.string().check(z.minLength(1), z.maxLength(1_000), keepable),
});
export type Remark = z.infer<typeof Remark>;

/** How an interview went, apart from the answers: no times of day, no places, nothing of the device. */
export const Course = z.strictObject({
  /** Languages in the order in which they were chosen, from the one that it began in. */
  languages: z.exactOptional(z.array(LanguageTag).check(z.minLength(2), z.maxLength(100))),
  /** How often an answer was changed after the page had been left, by the question's name. */
  changed: z.exactOptional(z.record(Name, z.number().check(z.int(), z.positive()))),
  /** The order in which choices were shown, where chance decided it, by the question's name. */
  orders: z.exactOptional(
    z.record(Name, z.array(z.string().check(z.maxLength(2_000))).check(z.maxLength(100))),
  ),
});
export type Course = z.infer<typeof Course>;

/** Strict: what has no name here (a device's id, say) is refused, since an anonymous survey must not keep it. */
export const Submission = z.strictObject({
  /** Version of this format. The server reads every older one. */
  format: z.literal(1),
  id: SubmissionId,
  survey: SurveyId,
  questionnaire: Hash,
  /** The language at the end. */
  language: LanguageTag,
  mode: z.enum(['self', 'assisted', 'interview']),
  startedAt: Moment,
  finishedAt: Moment,
  /** Active milliseconds on each page, by the page's name: about so many (`toAbout`), so that nobody is known by them. */
  pages: z.record(Name, z.number().check(z.nonnegative())),
  /** Version of the app that finished it. */
  app: z.string().check(z.maxLength(64)),
  /** The agreement: which words, when. */
  consent: z.exactOptional(
    z.strictObject({ question: Name, answer: z.string(), language: LanguageTag, givenAt: Moment }),
  ),
  answers: Answers,
  /** The files that the answers name, each once. They travel after the submission. */
  media: z.exactOptional(z.array(MediaFile).check(z.minLength(1), z.maxLength(1_000))),
  /** The revision that this one corrects, by its hash. Two that follow the same one are a fork, and stay visible as one. */
  basedOn: z.exactOptional(Hash),
  /** Only where the survey `accepts` them: a server of an earlier version would refuse what it has no name for. */
  remarks: z.exactOptional(z.array(Remark).check(z.minLength(1), z.maxLength(1_000))),
  course: z.exactOptional(Course),
});
export type Submission = z.infer<typeof Submission>;

/**
 * The server's word that it keeps a revision of a submission, signed so that nothing else (a hotel's login page, a proxy)
 * can say it. The signature is Ed25519 over `receiptMessage` (see `receipt.ts`), base64url.
 *
 * Who sends many at once may take receipts that are signed together (`together`): then the signature is over the top of a
 * tree of them, and `path` leads there from this one: of each step the side on which the other branch stands, and its hash.
 */
export const Receipt = z.object({
  id: SubmissionId,
  /** 1 for the first; another body under the same id is the next. */
  revision: z.number().check(z.int(), z.positive()),
  hash: Hash,
  survey: SurveyId,
  /** A day in an anonymous survey. */
  receivedAt: Moment,
  key: z.string().check(z.maxLength(64)),
  signature: z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/)),
  path: z.exactOptional(z.string().check(z.regex(/^([lr][\w-]{43}){1,9}$/))),
});
export type Receipt = z.infer<typeof Receipt>;
/** What is said before it is signed. */
export type Unsigned = Omit<Receipt, 'signature' | 'path'>;

/**
 * The server's word that it keeps a file of a submission: as a receipt, and as little to be believed unproven. The signature
 * is Ed25519 over `mediaReceiptMessage`.
 */
export const MediaReceipt = z.object({
  submission: SubmissionId,
  hash: Hash,
  size: z.number().check(z.int(), z.positive()),
  /** A day in an anonymous survey. */
  receivedAt: Moment,
  key: z.string().check(z.maxLength(64)),
  signature: z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/)),
});
export type MediaReceipt = z.infer<typeof MediaReceipt>;

/** How the files of a submission stand on the server: the reply to `GET /api/submissions/:id/media`. */
export const MediaStanding = z.object({
  /** Of those that are there, whole. */
  receipts: z.array(MediaReceipt),
  /** Hashes of those that are not. */
  missing: z.array(Hash),
});
export type MediaStanding = z.infer<typeof MediaStanding>;

/** Stable codes of everything that a server can refuse; their sentences are in `locales/` under `problems`. */
export const ProblemCode = z.enum([
  'submission-malformed',
  'submission-too-large',
  'submission-unacceptable',
  'encoding-unsupported',
  'type-unsupported',
  /** What came is not what its `content-digest` says. */
  'digest-mismatch',
  'survey-unknown',
  'questionnaire-unknown',
  'questionnaire-other',
  'questionnaire-unacceptable',
  'not-found',
  'method-not-allowed',
  'not-signed-in',
  'enrolment-refused',
  'sign-in-failed',
  'forbidden',
  'too-many-tries',
  'not-possible',
  'media-unlisted',
  'media-too-large',
  'media-changed',
  'media-type-other',
  'upload-malformed',
  'upload-elsewhere',
  'upload-taken',
  'storage-full',
  'hand-over-refused',
  'server-busy',
  'server-failed',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** `application/problem+json` (RFC 9457). `type` is `urn:rintis:problem:<code>`; `errors` points into the body. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: ProblemCode,
  errors: z.exactOptional(z.array(z.object({ pointer: z.string(), code: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;

/** One line of the reply to a batch: a receipt or a problem, for the submission on the same line of the request. */
export const BatchLine = z.union([z.object({ receipt: Receipt }), z.object({ problem: Problem })]);
export type BatchLine = z.infer<typeof BatchLine>;

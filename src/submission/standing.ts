/** What has become of a submission since it was received, and what may be done with it. */
import * as z from 'zod/mini';
import { Remark, Submission, SubmissionId } from './schema.ts';
import { Day, Hash, keepable, SurveyId } from './survey.ts';

const Revision = z.number().check(z.int(), z.positive());
const Remarks = z.array(Remark).check(z.minLength(1), z.maxLength(50));
const Comment = z.string().check(z.minLength(1), z.maxLength(2000), keepable);

/**
 * received: as it came. returned: a coordinator asks for a correction. forked: two revisions follow the same one, and a
 * coordinator must say which counts. withdrawn: taken back by the person; the answers are erased. review: from no enrolled
 * device, in a survey that only those answer; kept, and marked until a coordinator has accepted it. The device is told
 * `received`: it has done its part. aside: a coordinator has set it aside; it is kept and not counted, until that is undone.
 */
export const StandingKind = z.enum(['received', 'returned', 'forked', 'withdrawn', 'review', 'aside']);
export type StandingKind = z.infer<typeof StandingKind>;

/** What a device hears that asks how a revision stands. It proves that it has it by the hash. */
export const Standing = z.object({
  id: SubmissionId,
  revision: Revision,
  standing: StandingKind,
  /** The revision that counts now. A correction names its hash as `basedOn`. */
  current: z.object({ revision: Revision, hash: Hash }),
  /** What the coordinator asks for. */
  comment: z.exactOptional(Comment),
  /** And of which questions. */
  remarks: z.exactOptional(Remarks),
  /**
   * Of one that was taken back: signed as the word to who takes it back is, since a phone erases its copy on the strength of it. A server
   * of before did not sign.
   */
  word: z.exactOptional(
    z.object({
      key: z.string().check(z.maxLength(64)),
      signature: z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/)),
    }),
  ),
});
export type Standing = z.infer<typeof Standing>;

/** Many asked about at once, each with the proof that the device has it. */
export const mostAsked = 100;
export const StandingsAsked = z.strictObject({
  asked: z
    .array(z.strictObject({ id: SubmissionId, hash: Hash }))
    .check(z.minLength(1), z.maxLength(mostAsked)),
});
/** How each stands, in the order in which they were asked about; `null` where there is nothing for who asks. */
export const Standings = z.object({ standings: z.array(z.nullable(Standing)) });
export type Standings = z.infer<typeof Standings>;

/** Taking a submission back. With the id, which the phone knows, nobody's guesses stand in the way. */
export const Withdrawal = z.strictObject({
  code: z.string().check(z.maxLength(40)),
  id: z.exactOptional(SubmissionId),
});

/**
 * The same for the first time and for every other. Signed as a receipt is (`withdrawalMessage`), for a phone erases its own copy
 * on the strength of it; a server of before did not sign.
 */
export const Withdrawn = z.object({
  standing: z.literal('withdrawn'),
  code: z.exactOptional(z.string().check(z.maxLength(40))),
  key: z.exactOptional(z.string().check(z.maxLength(64))),
  signature: z.exactOptional(z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/))),
});
export type Withdrawn = z.infer<typeof Withdrawn>;

/** A coordinator sends a submission back, with a comment on the whole, and some on single questions. */
export const Return = z.strictObject({ comment: Comment, remarks: z.exactOptional(Remarks) });
/** A coordinator sets a submission aside. */
export const SettingAside = z.strictObject({ reason: Comment });
/** A coordinator says which branch of a fork counts. */
export const Resolution = z.strictObject({ revision: Revision });

/** A submission that is not simply received, as a coordinator finds it in the list. */
export const StandingLine = z.object({
  id: SubmissionId,
  standing: StandingKind,
  current: Revision,
  comment: z.exactOptional(Comment),
});
export type StandingLine = z.infer<typeof StandingLine>;
export const StandingList = z.object({ submissions: z.array(StandingLine) });

/** All that is kept of one submission. */
export const History = z.object({
  id: SubmissionId,
  survey: SurveyId,
  standing: StandingKind,
  current: Revision,
  comment: z.exactOptional(Comment),
  remarks: z.exactOptional(Remarks),
  /** Whether every line of the log stands over the one before, and over what it is about. */
  chained: z.boolean(),
  revisions: z.array(
    z.object({
      revision: Revision,
      hash: Hash,
      basedOn: z.exactOptional(Hash),
      code: z.string(),
      receivedAt: z.string(),
      late: z.boolean(),
      /** The device that sent it. */
      device: z.exactOptional(z.string()),
      /** `null` where it was withdrawn. */
      submission: z.nullable(Submission),
    }),
  ),
  /** What happened, in order, by the day. */
  log: z.array(
    z.object({
      number: Revision,
      day: Day,
      kind: z.enum(['kept', 'returned', 'resolved', 'accepted', 'withdrawn', 'aside', 'restored']),
      revision: z.number(),
      by: z.exactOptional(z.string()),
    }),
  ),
});
export type History = z.infer<typeof History>;

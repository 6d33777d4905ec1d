/** A survey: one fielding of one questionnaire version. */
import * as z from 'zod/mini';
import { LanguageTag, Name, Words } from '../questionnaire/index.ts';

/** PostgreSQL keeps any text but one with a NUL in it. Nobody types one. */
export const keepable = z.refine<string>((text) => !text.includes('\0'));

/** SHA-256 in lower-case hex. */
export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export type Hash = z.infer<typeof Hash>;

/** A calendar day, Gregorian, `2026-11-23`. */
export const Day = z.iso.date();

/** Words that the survey puts into the questionnaire's sentences in place of `{{name}}`; a `day` is written as the reader's language writes dates. */
export const SurveyInsert = z.union([z.object({ words: Words }), z.object({ day: Day })]);
export type SurveyInsert = z.infer<typeof SurveyInsert>;

/** The server's public half of the pair that signs receipts. */
export const SigningKey = z.object({
  id: z.string().check(z.maxLength(64)),
  /** Ed25519 (RFC 8032), 32 bytes as base64url. */
  publicKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type SigningKey = z.infer<typeof SigningKey>;

export const SurveyId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));

/**
 * Pictures of the ground under a survey's maps, as XYZ squares. From its own server only: another one would learn where people
 * look, and the page's policy lets nothing in from there.
 */
export const Tiles = z.object({
  /** `/tiles/NAME/{z}/{x}/{y}.png` */
  address: z.string().check(z.regex(/^\/[\w/-]+\/\{z\}\/\{x\}\/\{y\}\.(png|jpg|webp)$/)),
  /** Whose pictures they are: their licence mostly wants it said. */
  attribution: z.string().check(z.minLength(1), z.maxLength(300)),
  /** The last `z` that there are pictures of. */
  deepest: z.exactOptional(z.number().check(z.minimum(0), z.maximum(22))),
});

export const Survey = z.object({
  id: SurveyId,
  title: Words,
  questionnaire: Hash,
  languages: z.array(LanguageTag).check(z.minLength(1)),
  defaultLanguage: LanguageTag,
  /**
   * anonymous: no IP address, no device, no exact time (days only).
   * confidential: linkable, seen by the survey team only. identified: the person is named.
   */
  privacy: z.enum(['anonymous', 'confidential', 'identified']),
  opensOn: z.exactOptional(Day),
  closesOn: z.exactOptional(Day),
  /** Answers that are given beforehand and not asked (the country of a national study). */
  presets: z.exactOptional(z.record(Name, z.string())),
  inserts: z.record(Name, SurveyInsert),
  /** age recipient (`age1…`, age-encryption.org/v1): whatever is handed over without a network is sealed for it. */
  handOverTo: z.exactOptional(z.string().check(z.regex(/^age1[02-9ac-hj-np-z]{58}$/))),
  /** link: whoever has the address. devices: enrolled devices only; others come into review. */
  answeredBy: z.exactOptional(z.enum(['link', 'devices'])),
  /** Only who has an invitation, one link for each: what comes without one comes into review. */
  invited: z.exactOptional(z.literal(true)),
  /** Nobody begins; what was begun is finished and sent. */
  state: z.exactOptional(z.enum(['paused', 'closed'])),
  /** Inserts that stand in a list under the notice, since the questionnaire's own words do not say them. */
  particulars: z.exactOptional(z.array(Name)),
  /** What a submission may hold besides, as this server knows it (`remarks`, `course`); one of an earlier version says nothing. */
  accepts: z.exactOptional(z.array(z.string().check(z.maxLength(64)))),
  map: z.exactOptional(Tiles),
  /** Every key whose receipts count, newest first: a device pins them with the survey. */
  signingKeys: z.array(SigningKey).check(z.minLength(1)),
});
export type Survey = z.infer<typeof Survey>;

/** Whether the server of a survey takes what an earlier one did not know. */
export const accepts = ({ accepts }: Pick<Survey, 'accepts'>, what: 'remarks' | 'course'): boolean =>
  accepts?.includes(what) ?? false;

/** What a coordinator sees of a survey in the list. */
export const SurveySummary = z.object({
  id: SurveyId,
  title: Words,
  languages: z.array(LanguageTag),
  defaultLanguage: LanguageTag,
  privacy: Survey.shape.privacy,
  submissions: z.number(),
  /** Revisions after the first. */
  revisions: z.number(),
  late: z.number(),
  /** Submissions that were sent back, that have become a fork, and that were taken back. */
  returned: z.exactOptional(z.number()),
  forked: z.exactOptional(z.number()),
  withdrawn: z.exactOptional(z.number()),
  /** From no enrolled device, not accepted yet. */
  review: z.exactOptional(z.number()),
  /** Kept, and not counted. */
  aside: z.exactOptional(z.number()),
  answeredBy: Survey.shape.answeredBy,
  invited: Survey.shape.invited,
  /** Without one it is open. */
  state: z.exactOptional(z.enum(['draft', 'paused', 'closed'])),
  /** The tables that an export has besides the interviews: one for each repeat. */
  tables: z.array(z.string()),
});
export type SurveySummary = z.infer<typeof SurveySummary>;

/** What a coordinator gives to sign in, and what the server says of the one who is. */
export const SignIn = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(100), keepable),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
});

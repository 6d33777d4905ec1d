/** How a device is let into a survey: with a code that a coordinator shows, once. */
import * as z from 'zod/mini';
import { LanguageTag } from '../questionnaire/index.ts';
import { crockford } from './receipt.ts';
import { Survey, SurveyId } from './survey.ts';

/** What a device says to be enrolled. The code stands in the QR code too, so that it can be typed. */
export const EnrolmentRequest = z.strictObject({
  code: z.string().check(z.maxLength(40)),
  /** UUID that the device made: asking again after a lost reply enrols it once. */
  device: z.uuid(),
  /** The enumerator's name, as they write it. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

/** What it gets: a token that may only append to this survey, and the key that opens what others of it hand over. */
export const Enrolment = z.object({
  survey: Survey,
  device: z.uuid(),
  token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  name: z.string(),
  /** age identity (`AGE-SECRET-KEY-1…`) to the survey's `handOverTo`. */
  handOverKey: z.exactOptional(z.string().check(z.maxLength(100))),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** With this header a device says what it still has: its drafts, and the submissions that wait after this request, `3 12`. */
export const holdsHeader = 'device-holds';
export const DeviceHolds = z.string().check(z.regex(/^\d{1,6} \d{1,6}$/));

/** A device as a coordinator sees it. */
export const Device = z.object({
  id: z.uuid(),
  survey: SurveyId,
  name: z.string(),
  enrolledAt: z.string(),
  seenAt: z.nullable(z.string()),
  /** A retired device's late data is taken in for review, never refused. */
  retired: z.boolean(),
  /** What it said last that it still has. */
  holds: z.exactOptional(z.object({ drafts: z.number(), waiting: z.number() })),
});
export type Device = z.infer<typeof Device>;
export const DeviceList = z.object({ devices: z.array(Device) });

/** A fresh code, `7K3QD-9MWXA`, from ten random bytes: 50 bits, written and read as receipt codes are. */
export function enrolmentCode(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, 10), (byte) => crockford.charAt(byte & 31)).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** What a coordinator asks for: a code for so many devices, for so many days. */
export const EnrolmentCodeWish = z.strictObject({
  uses: z.number().check(z.int(), z.positive(), z.maximum(1_000)),
  days: z.number().check(z.int(), z.positive(), z.maximum(90)),
});
export type EnrolmentCodeWish = z.infer<typeof EnrolmentCodeWish>;

/** A poster for a code, in these of our languages. */
export const CodePosterWish = z.strictObject({
  code: z.string().check(z.maxLength(40)),
  languages: z.array(LanguageTag).check(z.minLength(1), z.maxLength(5)),
});
export type CodePosterWish = z.infer<typeof CodePosterWish>;

/** A code as a coordinator sees it. */
export const EnrolmentCode = z.object({
  code: z.string(),
  survey: SurveyId,
  madeBy: z.string(),
  madeAt: z.string(),
  endsAt: z.string(),
  /** How many devices it lets in, and how many it has. */
  uses: z.number(),
  used: z.number(),
  revoked: z.boolean(),
});
export type EnrolmentCode = z.infer<typeof EnrolmentCode>;
export const EnrolmentCodeList = z.object({ codes: z.array(EnrolmentCode) });
/** A code that shall let nobody in any more. It stands in the body, since addresses are written down on the way. */
export const EnrolmentCodeEnd = z.strictObject({ code: z.string().check(z.maxLength(40)) });

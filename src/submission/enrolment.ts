/** How a device is let into a survey: with a code that a coordinator shows, once. */
import * as z from 'zod/mini';
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

/** A device as a coordinator sees it. */
export const Device = z.object({
  id: z.uuid(),
  survey: SurveyId,
  name: z.string(),
  enrolledAt: z.string(),
  seenAt: z.nullable(z.string()),
  /** A retired device's late data is taken in for review, never refused. */
  retired: z.boolean(),
});
export type Device = z.infer<typeof Device>;

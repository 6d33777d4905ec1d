/** The files that come with a questionnaire, as an office gives them: pictures, sounds and films beside words. */
import * as z from 'zod/mini';
import { AuthoredFile } from '../questionnaire/index.ts';

const megabyte = 1024 * 1024;

/** What every browser shows, and no more than so many bytes of each: it goes to every phone of the survey. */
export const authoredLimits = {
  'image/jpeg': 10 * megabyte,
  'image/png': 10 * megabyte,
  'image/webp': 10 * megabyte,
  'image/gif': 10 * megabyte,
  'audio/mpeg': 30 * megabyte,
  'audio/mp4': 30 * megabyte,
  'audio/ogg': 30 * megabyte,
  'audio/wav': 30 * megabyte,
  'video/mp4': 100 * megabyte,
  'video/webm': 100 * megabyte,
} as const;
export type AuthoredType = keyof typeof authoredLimits;

/** The files that a questionnaire pins, and whether the server has them: the reply to `GET …/questionnaires/:hash/media`. */
export const AuthoredFiles = z.object({
  files: z.array(z.extend(AuthoredFile, { name: z.string(), isHere: z.boolean() })),
});
export type AuthoredFiles = z.infer<typeof AuthoredFiles>;

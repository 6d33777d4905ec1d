/**
 * Photos, recordings, signatures and files that belong to a submission. The answer is the file's name; the submission lists
 * what each name stands for, by the hash of its bytes: so its own hash covers them too, though they travel later and apart.
 */
import * as z from 'zod/mini';
import { Hash } from './survey.ts';

/** What a server takes, and no more than so many bytes of each (a server may be set to less). A device makes nothing larger. */
export const mediaLimits = {
  'image/jpeg': 20 * 1024 * 1024,
  'image/png': 20 * 1024 * 1024,
  'image/webp': 20 * 1024 * 1024,
  'audio/mp4': 100 * 1024 * 1024,
  'audio/mpeg': 100 * 1024 * 1024,
  'audio/ogg': 100 * 1024 * 1024,
  'audio/webm': 100 * 1024 * 1024,
  'audio/wav': 100 * 1024 * 1024,
  'video/mp4': 500 * 1024 * 1024,
  'video/webm': 500 * 1024 * 1024,
  'video/quicktime': 500 * 1024 * 1024,
  'application/pdf': 50 * 1024 * 1024,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 50 * 1024 * 1024,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 50 * 1024 * 1024,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 50 * 1024 * 1024,
  'application/vnd.oasis.opendocument.text': 50 * 1024 * 1024,
  'application/vnd.oasis.opendocument.spreadsheet': 50 * 1024 * 1024,
  'application/zip': 50 * 1024 * 1024,
  'text/csv': 50 * 1024 * 1024,
  'text/plain': 50 * 1024 * 1024,
} as const;

export type MediaType = keyof typeof mediaLimits;
export const MediaType = z.enum(Object.keys(mediaLimits) as MediaType[]);

/** A name without folders, and nothing in it that a file system or a shell would take for something else. */
export const MediaName = z
  .string()
  .check(z.maxLength(120), z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()-]*$/u));

/** One of the files that a submission lists. */
export const MediaFile = z.strictObject({
  /** As the answer has it; in an anonymous survey the device makes it, for a camera's own may tell when and whose. */
  name: MediaName,
  /** SHA-256 of its bytes. */
  hash: Hash,
  type: MediaType,
  /** Bytes. */
  size: z.number().check(z.int(), z.positive()),
});
export type MediaFile = z.infer<typeof MediaFile>;

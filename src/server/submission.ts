/** From bytes to a submission that has the right shape, whoever wrote the bytes. */
import { readPlain, Submission } from '../submission/index.ts';
import type { Refusal } from './problem.ts';

/** The text and what it says, or why it is no submission. The text's bytes are exactly those that were sent. */
export function readSubmission(
  bytes: Uint8Array,
): { readonly submission: Submission; readonly text: string } | Refusal {
  const text = toText(bytes);
  const said = text === null ? undefined : readPlain(text);
  if (text === null || said === undefined) return { code: 'submission-malformed' };
  const read = Submission.safeParse(said);
  if (read.success) return { submission: read.data, text };
  return {
    code: 'submission-malformed',
    errors: read.error.issues.map(({ path, code }) => ({ pointer: toPointer(path), code })),
  };
}

/** A JSON pointer (RFC 6901) to what these names lead to. */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What these bytes say as JSON; undefined where they say nothing. */
export function readJson(bytes: Uint8Array): unknown {
  const text = toText(bytes);
  return text === null ? undefined : parse(text);
}

function toText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes); // a BOM stays, and is no JSON
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

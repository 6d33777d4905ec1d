/** From bytes to a submission that has the right shape, whoever wrote the bytes. */
import { Submission } from '../submission/index.ts';
import type { Refusal } from './problem.ts';

const deepest = 40; // groups and repeats within each other; a recursive check must not run out of stack on hostile input

/** The text and what it says, or why it is no submission. The text's bytes are exactly those that were sent. */
export function readSubmission(
  bytes: Uint8Array,
): { readonly submission: Submission; readonly text: string } | Refusal {
  const text = toText(bytes);
  const said = text === null ? undefined : parse(text);
  if (text === null || said === undefined || !isPlain(said)) return { code: 'submission-malformed' };
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

/** Not too deep, and without the one name that is not a name in JavaScript. */
function isPlain(root: unknown): boolean {
  const waiting = [{ it: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { it, depth } = next;
    if (typeof it !== 'object' || it === null) continue;
    if (depth > deepest || Object.hasOwn(it, '__proto__')) return false;
    for (const inner of Object.values(it)) waiting.push({ it: inner, depth: depth + 1 });
  }
  return true;
}

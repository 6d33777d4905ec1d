/** From bytes to a submission that has the right shape, whoever wrote the bytes. */
import type { Answers } from '../questionnaire/index.ts';
import { readPlain, Submission } from '../submission/index.ts';
import type { Refusal } from './problem.ts';

/** The text and what it says, or why it is no submission. The text's bytes are exactly those that were sent. */
export function readSubmission(
  bytes: Uint8Array,
): { readonly submission: Submission; readonly text: string } | Refusal {
  const text = toText(bytes);
  const said = text === null ? undefined : readPlain(text);
  if (text === null || said === undefined) return { code: 'submission-malformed' };
  const answers = answersIn(said);
  const read = Submission.safeParse(answers ? { ...said, answers: {} } : said);
  if (read.success) return { submission: answers ? { ...read.data, answers } : read.data, text };
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

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); // a BOM stays, and is no JSON

function toText(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
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

/**
 * The answers, if nothing at all is wrong with their shape: in a fifth of the time that the schema takes for them. Where anything
 * is, the schema says what; tests/server/shape.test.ts holds the two against each other. Nothing in a plain text is too deep.
 */
function answersIn(said: unknown): Answers | null {
  if (typeof said !== 'object' || said === null || !('answers' in said)) return null;
  const { answers } = said;
  return areAnswers(answers) ? answers : null;
}

function areAnswers(said: unknown): said is Answers {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return false;
  for (const name in said) if (!isAnswer((said as Record<string, unknown>)[name])) return false;
  return true;
}

function isAnswer(it: unknown): boolean {
  if (typeof it === 'string' || it === null) return true;
  if (typeof it === 'number') return Number.isFinite(it); // 1e999 is JSON
  if (!Array.isArray(it)) return areAnswers(it);
  return it.every((one) => typeof one === 'string') || it.every(areAnswers);
}

/** From bytes to a submission that has the right shape, whoever wrote the bytes. */
import type { Answers } from '../questionnaire/index.ts';
import { Submission } from '../submission/index.ts';
import type { Refusal } from './problem.ts';

const deepest = 40; // groups and repeats within each other; a recursive check must not run out of stack on hostile input

/** The text and what it says, or why it is no submission. The text's bytes are exactly those that were sent. */
export function readSubmission(
  bytes: Uint8Array,
): { readonly submission: Submission; readonly text: string } | Refusal {
  const text = toText(bytes);
  const said = text === null ? undefined : parse(text);
  const answers = answersIn(said);
  const rest = answers ? { ...(said as object), answers: {} } : said; // what the schema has yet to look at
  if (text === null || rest === undefined || !isPlain(rest)) return { code: 'submission-malformed' };
  const read = Submission.safeParse(rest);
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
 * is, the schema says what; tests/server/shape.test.ts holds the two against each other.
 */
function answersIn(said: unknown): Answers | null {
  if (typeof said !== 'object' || said === null || !Object.hasOwn(said, 'answers')) return null;
  const { answers } = said as { answers: unknown };
  return areAnswers(answers, 1) ? answers : null;
}

function areAnswers(said: unknown, depth: number): said is Answers {
  if (typeof said !== 'object' || said === null || Array.isArray(said) || depth > deepest) return false;
  for (const name in said) {
    if (name === '__proto__' || !isAnswer((said as Record<string, unknown>)[name], depth + 1)) return false;
  }
  return true;
}

function isAnswer(it: unknown, depth: number): boolean {
  if (typeof it === 'string' || it === null) return true;
  if (typeof it === 'number') return Number.isFinite(it); // 1e999 is JSON
  if (!Array.isArray(it)) return areAnswers(it, depth);
  if (depth > deepest) return false;
  return it.every((one) => typeof one === 'string') || it.every((one) => areAnswers(one, depth + 1));
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

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
  if (isSubmission(said)) return { submission: said, text };
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
 * Whether it has the shape of nearly all that comes, in a fifth of the time that the schema takes to say so. Of everything else
 * (what is wrong, and what has parts that few have) the schema is asked; tests/server/shape.test.ts holds the two against each
 * other. Nothing in a plain text is too deep.
 */
const isSubmission = (said: unknown): said is Submission => isShaped(said, quickly, needed);

function isShaped(said: unknown, checks: Checks, needed: readonly string[]): boolean {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return false;
  for (const name in said) if (!checks[name]?.((said as Part)[name])) return false;
  return needed.every((name) => Object.hasOwn(said, name));
}
type Part = Readonly<Record<string, unknown>>;
/** By name; with no prototype, so that no other name leads to anything. */
type Checks = Readonly<Record<string, (it: unknown) => boolean>>;

/** What few words are said in again and again (a language, a page's name): each is put to its schema once. */
function seen(schema: { safeParse(it: unknown): { success: boolean } }): (it: unknown) => boolean {
  const good = new Set<unknown>();
  return (it) => {
    if (good.has(it)) return true;
    if (typeof it !== 'string' || !schema.safeParse(it).success) return false;
    if (good.size >= mostSeen || it.length > 64) return true;
    good.add(it);
    return true;
  };
}
const mostSeen = 1_000; // words of each kind

const { id, survey, questionnaire, language, mode, startedAt, app } = Submission.shape;
const isName = seen(Submission.shape.pages.def.keyType);
const isMoment = (it: unknown) =>
  typeof it === 'string' && (moment.test(it) || startedAt.safeParse(it).success);
const moment = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/; // as ours are written
const isText = (it: unknown) => typeof it === 'string';
const consent: Checks = Object.assign(Object.create(null), {
  question: isName,
  answer: isText,
  language: seen(language),
  givenAt: isMoment,
});
const consentNeeds = Object.keys(consent);
const quickly: Checks = Object.assign(Object.create(null), {
  format: (it: unknown) => it === 1,
  id: (it: unknown) => id.safeParse(it).success,
  survey: seen(survey),
  questionnaire: seen(questionnaire),
  language: seen(language),
  mode: seen(mode),
  startedAt: isMoment,
  finishedAt: isMoment,
  pages: arePages,
  app: seen(app),
  answers: areAnswers,
  consent: (it: unknown) => isShaped(it, consent, consentNeeds),
});
const needed = Object.keys(quickly).filter((name) => name !== 'consent');

function arePages(said: unknown): boolean {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return false;
  for (const name in said) {
    const time = (said as Part)[name];
    if (!isName(name) || typeof time !== 'number' || !Number.isFinite(time) || time < 0) return false;
  }
  return true;
}

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

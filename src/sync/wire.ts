import * as z from 'zod/mini';
import type { WaitReason } from '../storage/index.ts';
import { BatchLine, Problem, type ProblemCode, Receipt } from '../submission/index.ts';

/** What came of one trip. A receipt is not proven yet. */
export type Outcome = { readonly kind: 'received'; readonly receipt: Receipt } | Refused | Later;

/** For what it is: a person must look. */
export interface Refused {
  readonly kind: 'refused';
  readonly problem: Problem;
}

/** Weather: it goes later. `wholeServer`: the reason lies with the way or the server, not with this submission. */
export interface Later {
  readonly kind: 'later';
  readonly reason: WaitReason;
  /** Milliseconds that the server asked for. */
  readonly retryAfter?: number;
}

// Refused for what it is. All other problems (busy, failed, signed out) are the server's own and may pass.
const forGood: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'submission-malformed',
  'submission-too-large',
  'submission-unacceptable',
  'survey-unknown',
  'questionnaire-unknown',
  'questionnaire-other',
  'type-unsupported',
  'forbidden',
  'media-unlisted',
  'media-too-large',
  'media-type-other',
  'upload-malformed',
]);

/** What the reply to a single submission says. Only what we can read counts: a hotel's login page answers 200, too. */
export async function readReply(reply: Response): Promise<Outcome> {
  const said = readJson(await reply.text());
  const receipt = Receipt.safeParse(said);
  if (reply.ok && receipt.success) return { kind: 'received', receipt: receipt.data };
  return toTrouble(said, reply);
}

/** What a reply says that is not what was asked for: a problem, or weather. */
export function toTrouble(said: unknown, reply: Response): Refused | Later {
  const problem = Problem.safeParse(said);
  return !reply.ok && problem.success ? toOutcome(problem.data, reply) : unreadable(reply);
}

/**
 * What the reply to a batch says, line by line. Lines that a cut connection took away are `undefined`: nothing is known
 * of those. A reply that speaks of the batch as a whole is one outcome.
 */
export async function readBatchReply(
  reply: Response,
  count: number,
): Promise<(Outcome | undefined)[] | Outcome> {
  const text = await reply.text();
  if (!reply.ok) {
    return toTrouble(readJson(text), reply);
  }
  const lines = text.split('\n').map((line) => BatchLine.safeParse(readJson(line)));
  if (!lines[0]?.success) return unreadable(reply);
  return Array.from({ length: count }, (_, at) => {
    const line = lines[at];
    if (!line?.success) return undefined;
    return 'receipt' in line.data
      ? { kind: 'received', receipt: line.data.receipt }
      : toOutcome(line.data.problem, reply);
  });
}

/** The same where “there is nothing” is an answer. */
export async function readProblem(reply: Response): Promise<Refused | Later> {
  const said = readJson(await reply.text());
  const problem = Problem.safeParse(said);
  return problem.success && problem.data.code === 'not-found'
    ? { kind: 'refused', problem: problem.data }
    : toTrouble(said, reply);
}

function toOutcome(problem: Problem, reply: Response): Refused | Later {
  if (forGood.has(problem.code)) return { kind: 'refused', problem };
  return later(problem.code === 'digest-mismatch' ? 'altered' : 'server-busy', reply);
}

// 408, 429 and 5xx are a server (or its proxy) in trouble; 511 is a network that wants a login (RFC 6585 §6).
const unreadable = (reply: Response): Later =>
  reply.status !== 511 && (reply.status >= 500 || reply.status === 429 || reply.status === 408)
    ? later('server-busy', reply)
    : { kind: 'later', reason: 'not-our-server' };

function later(reason: WaitReason, reply: Response): Later {
  const retryAfter = readRetryAfter(reply.headers.get('retry-after'), reply.headers.get('date'));
  return retryAfter === undefined ? { kind: 'later', reason } : { kind: 'later', reason, retryAfter };
}

const longestAsked = 24 * 60 * 60_000; // whoever asks for more does not know what he asks

/** Retry-After in milliseconds: seconds, or a date, measured by the server's own clock (RFC 9110 §10.2.3). */
export function readRetryAfter(said: string | null, serverDate: string | null): number | undefined {
  if (said === null || said.trim() === '') return undefined;
  const seconds = z.int().check(z.nonnegative()).safeParse(Number(said));
  const wait = seconds.success ? seconds.data * 1_000 : Date.parse(said) - Date.parse(serverDate ?? '');
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestAsked) : undefined;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

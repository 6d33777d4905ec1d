import type { FinishedSubmission } from '../storage/index.ts';
import { type Later, type Outcome, readBatchReply, readReply } from './wire.ts';

/** A request as it leaves. In the browser `fetch` carries it; in tests whatever weather is wanted. */
export interface Letter {
  readonly method: 'PUT' | 'POST' | 'GET' | 'HEAD' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}
export type Post = (letter: Letter) => Promise<Response>;

/** The way to the server and what is known of it. */
export interface Way {
  readonly post: Post;
  readonly isOnline: () => boolean;
  readonly timers: Timers;
  /** Shortens text for the way; undefined where the browser cannot, or the server would not have it. */
  readonly gzip: ((text: string) => Promise<Uint8Array<ArrayBuffer>>) | undefined;
}

export interface Timers {
  set(work: () => unknown, wait: number): unknown;
  clear(timer: unknown): void;
}

/** One submission's trip to the server. No signal is weather, not an error: it goes later. */
export const send = (submission: FinishedSubmission, way: Way): Promise<Outcome> =>
  travel(
    {
      method: 'PUT',
      path: `/api/submissions/${submission.id}`,
      type: 'application/json',
      text: submission.body,
    },
    way,
    60_000,
    readReply,
  );

/** Several in one request. Replies come line by line; `undefined` where none did; or one for the batch as a whole. */
export const sendBatch = (
  submissions: readonly FinishedSubmission[],
  way: Way,
): Promise<(Outcome | undefined)[] | Outcome> =>
  travel(
    {
      method: 'POST',
      path: '/api/submissions',
      type: 'application/x-ndjson',
      text: submissions.map(({ body }) => body).join('\n'),
    },
    way,
    60_000 + 2_000 * submissions.length,
    (reply) => readBatchReply(reply, submissions.length),
  );

interface Freight {
  readonly method: 'PUT' | 'POST';
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

async function travel<T>(
  { method, path, type, text }: Freight,
  way: Way,
  patience: number,
  read: (reply: Response) => Promise<T>,
): Promise<T | Later> {
  const headers = { 'content-type': type, accept: 'application/json' };
  const short = text.length > 1_000 ? await way.gzip?.(text) : undefined;
  const letter = short
    ? { method, path, body: short, headers: { ...headers, 'content-encoding': 'gzip' } }
    : { method, path, body: text, headers };
  return withPatience(way, patience, async (signal) => {
    const reply = await way.post({ ...letter, signal });
    // A proxy on the way may not take what is shortened: then it goes as it is.
    if (reply.status === 415 && short)
      return travel({ method, path, type, text }, plain(way), patience, read);
    return read(reply);
  });
}

const plain = ({ gzip: _, ...way }: Way): Way => ({ ...way, gzip: undefined });

/** Does something with the network, for as long as is reasonable; all that can go wrong becomes weather. */
export async function withPatience<T>(
  { timers, isOnline }: Pick<Way, 'timers' | 'isOnline'>,
  patience: number,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T | Later> {
  const control = new AbortController();
  const over = new Promise<Later>((resolve) => {
    control.signal.addEventListener('abort', () => resolve({ kind: 'later', reason: 'timeout' }));
  });
  const timer = timers.set(() => control.abort(), patience);
  try {
    // The race is for a post that does not listen to its signal: a queue must never hang on one letter.
    return await Promise.race([attempt(control.signal), over]);
  } catch {
    return { kind: 'later', reason: isOnline() ? 'unreachable' : 'offline' };
  } finally {
    timers.clear(timer);
  }
}

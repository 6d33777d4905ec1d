import { sha256 } from '@noble/hashes/sha2.js';
import type { FinishedSubmission } from '../storage/index.ts';
import { together } from '../submission/index.ts';
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

/** What there is to know of a trip besides its outcome: the bytes that went out, and what stood above the reply. */
export type TellTrip = (trip: { readonly bytes: number; readonly headers: Headers }) => void;

/** One submission's trip to the server. No signal is weather, not an error: it goes later. */
export const send = (submission: FinishedSubmission, way: Way, tell?: TellTrip): Promise<Outcome> =>
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
    tell,
  );

/** Several in one request. Replies come line by line; `undefined` where none did; or one for the batch as a whole. */
export const sendBatch = (
  submissions: readonly FinishedSubmission[],
  way: Way,
  tell?: TellTrip,
): Promise<(Outcome | undefined)[] | Outcome> =>
  travel(
    {
      method: 'POST',
      path: '/api/submissions',
      type: 'application/x-ndjson',
      text: submissions.map(({ body }) => body).join('\n'),
      prefer: together,
    },
    way,
    60_000 + 2_000 * submissions.length,
    (reply) => readBatchReply(reply, submissions.length),
    tell,
  );

export interface Freight {
  readonly method: 'PUT' | 'POST';
  readonly path: string;
  readonly type: string;
  readonly text: string;
  /** What the reply may be like. */
  readonly prefer?: string;
}

/**
 * Travels shortened where the browser can. `content-digest` (RFC 9530) lets the server see whether a proxy changed a byte on the
 * way, which would otherwise be a revision that nobody made.
 */
export async function travel<T>(
  freight: Freight,
  way: Way,
  patience: number,
  read: (reply: Response) => Promise<T>,
  tell?: TellTrip,
): Promise<T | Later> {
  const { method, path, type, text, prefer } = freight;
  const short = text.length > 1_000 ? await way.gzip?.(text) : undefined;
  const bytes = short ?? new TextEncoder().encode(text);
  const headers = {
    'content-type': type,
    accept: 'application/json',
    'content-digest': digestOf(bytes),
    ...(prefer && { prefer }),
  };
  const letter = short
    ? { method, path, body: short, headers: { ...headers, 'content-encoding': 'gzip' } }
    : { method, path, body: text, headers };
  return withPatience(way, patience, async (signal) => {
    const reply = await way.post({ ...letter, signal });
    // A proxy on the way may not take what is shortened, or unpack it: then it goes as it is.
    if (short && (reply.status === 415 || reply.status === 400))
      return travel(freight, plain(way), patience, read, tell);
    tell?.({ bytes: bytes.length, headers: reply.headers });
    return read(reply);
  });
}

const digestOf = (bytes: Uint8Array): string => `sha-256=:${toBase64(sha256(bytes))}:`;

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

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

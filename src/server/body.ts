/** Reads what was sent, within bounds: nothing larger than it may be is ever held, packed or unpacked. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import type { Context } from 'hono';
import type { Refusal } from './problem.ts';

const unzip = promisify(gunzip);
const small = 16 * 1024; // packed bytes: below it the way to another thread and back costs more than the work

export interface Bounds {
  readonly type: string;
  /** Bytes, as sent and as unpacked. */
  readonly most: number;
}

/** Bytes as they came, not unpacked yet. */
export interface Sent {
  readonly bytes: Uint8Array;
  readonly isPacked: boolean;
}

/** The bytes as the sender meant them (unpacked if they came as gzip), or why not. */
export async function readBody(c: Context, bounds: Bounds): Promise<Uint8Array | Refusal> {
  const sent = await readSent(c, bounds);
  return 'code' in sent ? sent : unpack(sent, bounds);
}

export async function readSent(c: Context, { type, most }: Bounds): Promise<Sent | Refusal> {
  const [sentType = ''] = (c.req.header('content-type') ?? '').split(';');
  if (sentType.trim().toLowerCase() !== type) return { code: 'type-unsupported' };
  const encoding = (c.req.header('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') return { code: 'encoding-unsupported' };
  if (Number(c.req.header('content-length')) > most) return { code: 'submission-too-large' };

  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  const sent = await (incoming ? readSocket(incoming, most) : readBytes(c.req.raw.body, most));
  if (sent instanceof Uint8Array && !isAsDigested(sent, c.req.header('content-digest')))
    return { code: 'digest-mismatch' };
  return sent instanceof Uint8Array ? { bytes: sent, isPacked: encoding === 'gzip' } : sent;
}

/** From the socket itself: the same through a web stream takes longer than all that is done with the bytes. */
function readSocket(incoming: IncomingMessage, most: number): Promise<Uint8Array | Refusal> {
  return new Promise((resolve) => {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const end = (outcome: Uint8Array | Refusal) => {
      incoming.off('data', take).off('end', finish).off('close', cut).off('error', cut);
      resolve(outcome);
    };
    const take = (piece: Uint8Array) => {
      length += piece.length;
      pieces.push(piece);
      if (length <= most) return;
      incoming.pause();
      end({ code: 'submission-too-large' });
    };
    const finish = () => end(joined(pieces));
    const cut = () => end({ code: 'submission-malformed' }); // the sender went away in the middle
    if (incoming.destroyed && !incoming.readableEnded) return cut();
    incoming.on('data', take).on('end', finish).on('close', cut).on('error', cut);
  });
}

/**
 * Whether these are the bytes that the sender digested (RFC 9530 `Content-Digest`: over what travels, packed as it is). A proxy
 * that changed one would make a revision that nobody wrote. Who says nothing of it, or in another way than ours, is believed.
 */
function isAsDigested(bytes: Uint8Array, header: string | undefined): boolean {
  const said = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(header ?? '')?.[1];
  return said === undefined || said === createHash('sha256').update(bytes).digest('base64');
}

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array | Refusal> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of body ?? []) {
      length += piece.length;
      if (length > most) return { code: 'submission-too-large' }; // leaving the loop cancels the stream
      pieces.push(piece);
    }
  } catch {
    return { code: 'submission-malformed' };
  }
  return joined(pieces);
}

const joined = (pieces: readonly Uint8Array[]): Uint8Array =>
  pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);

export async function unpack(
  { bytes, isPacked }: Sent,
  { most }: Pick<Bounds, 'most'>,
): Promise<Uint8Array | Refusal> {
  if (!isPacked) return bytes;
  const bounds = { maxOutputLength: most, chunkSize: Math.max(bytes.length * 4, 4_096) }; // mostly it fits in one
  try {
    return bytes.length <= small ? gunzipSync(bytes, bounds) : await unzip(bytes, bounds);
  } catch (error) {
    const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return { code: tooLarge ? 'submission-too-large' : 'submission-malformed' };
  }
}

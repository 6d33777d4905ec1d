/** Reads what was sent, within bounds: nothing larger than it may be is ever held, packed or unpacked. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Context } from 'hono';
import type { Refusal } from './problem.ts';

const unzip = promisify(gunzip);

export interface Bounds {
  readonly type: string;
  /** Bytes, as sent and as unpacked. */
  readonly most: number;
}

/** The bytes as the sender meant them (unpacked if they came as gzip), or why not. */
export async function readBody(c: Context, { type, most }: Bounds): Promise<Uint8Array | Refusal> {
  const [sentType = ''] = (c.req.header('content-type') ?? '').split(';');
  if (sentType.trim().toLowerCase() !== type) return { code: 'type-unsupported' };
  const encoding = (c.req.header('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') return { code: 'encoding-unsupported' };
  if (Number(c.req.header('content-length')) > most) return { code: 'submission-too-large' };

  const sent = await readBytes(c.req.raw.body, most);
  if (sent instanceof Uint8Array && !isAsDigested(sent, c.req.header('content-digest')))
    return { code: 'digest-mismatch' };
  return encoding === 'gzip' && sent instanceof Uint8Array ? unpack(sent, most) : sent;
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
    return { code: 'submission-malformed' }; // the sender went away in the middle
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
}

async function unpack(sent: Uint8Array, most: number): Promise<Uint8Array | Refusal> {
  try {
    return await unzip(sent, { maxOutputLength: most });
  } catch (error) {
    const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return { code: tooLarge ? 'submission-too-large' : 'submission-malformed' };
  }
}

/** Bytes as they go over the wire: packed once, best possible, and sent many times. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import type { Context } from 'hono';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

export interface Packed {
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br?: Uint8Array<ArrayBuffer> | undefined;
  readonly gzip?: Uint8Array<ArrayBuffer> | undefined;
}

/** A strong ETag of the unpacked bytes. */
export const etagOf = (bytes: Uint8Array | string): string =>
  `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;

export async function pack(plain: Buffer<ArrayBuffer>): Promise<Packed> {
  const size = { [zlib.BROTLI_PARAM_SIZE_HINT]: plain.length };
  const [br, gz] = await Promise.all([toBrotli(plain, { params: size }), toGzip(plain, { level: 9 })]);
  return { etag: etagOf(plain), plain, br, gzip: gz };
}

/** Sends it in the best packing that the asker takes, or says that nothing has changed. */
export function sendPacked(
  c: Context,
  it: Packed,
  headers: Record<string, string>,
  status: 200 | 404 = 200,
  ...vary: string[]
) {
  const all = { ...headers, vary: ['accept-encoding', ...vary].join(', ') };
  const encoding = (['br', 'gzip'] as const).find((name) => it[name] && accepts(c, name));
  const etag = encoding ? it.etag.replace(/"$/, `-${encoding}"`) : it.etag; // a strong tag is of the bytes as sent
  if (status === 200 && matches(c, it.etag)) return c.body(null, 304, { ...all, etag });
  const bytes = (encoding && it[encoding]) || it.plain;
  return c.body(bytes, status, {
    ...all,
    etag,
    ...(encoding && { 'content-encoding': encoding }),
  });
}

function accepts(c: Context, encoding: string): boolean {
  const offered = (c.req.header('accept-encoding') ?? '')
    .split(',')
    .map((one) => one.trim().split(/\s*;\s*q=/));
  return offered.some(([name, quality]) => name === encoding && Number(quality ?? 1) > 0);
}

function matches(c: Context, etag: string): boolean {
  const known = c.req.header('if-none-match') ?? '';
  return known.split(',').some(
    (one) =>
      one
        .trim()
        .replace(/^W\//, '')
        .replace(/-(br|gzip)"$/, '"') === etag,
  );
}

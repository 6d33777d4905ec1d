/** Serves the peers as well as we serve ourselves: brotli at its best, hashed files immutable, the rest revalidated. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

export async function host(folder: string): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const packed = new Map<string, { body: Buffer; etag: string }>();
  const pack = (file: string) => {
    const bytes = readFileSync(file);
    const known = packed.get(file) ?? {
      body: types[extname(file)] ? brotliCompressSync(bytes) : bytes,
      etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`,
    };
    packed.set(file, known);
    return known;
  };
  const server = createServer((asked, reply) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://host');
    const file = normalize(join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      reply.writeHead(404).end();
      return;
    }
    const { body, etag } = pack(file);
    const type = types[extname(file)];
    const headers = {
      etag,
      'content-type': type ?? 'application/octet-stream',
      'cache-control': pathname.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(type ? { 'content-encoding': 'br' } : {}),
    };
    if (asked.headers['if-none-match'] === etag) reply.writeHead(304, headers).end();
    else reply.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The built client, read once into memory: it is small, and then no path can lead anywhere else. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { etagOf, type Packed } from './packed.ts';

export interface ClientFile extends Packed {
  readonly type: string;
  /** Its name has its hash, so it never changes. */
  readonly immutable: boolean;
}

export interface ClientFiles {
  /** The page that every screen begins with; `null` where nothing was built. */
  readonly index: string | null;
  /** Hashes of the style elements inside the page, for the policy. */
  readonly styles: readonly string[];
  file(path: string): ClientFile | undefined;
  /** Where the interface's words in this language are. */
  wordsIn(language: string): string | undefined;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Everything in this folder, but what begins with a dot. */
export function readClient(folder: string): ClientFiles {
  const files = new Map<string, ClientFile>();
  for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []) {
    const path = `/${name.split(sep).join('/')}`;
    const type = types[extname(name)];
    if (!type || path.includes('/.')) continue;
    const plain = readFileSync(join(folder, name));
    const packed = {
      br: readIfThere(join(folder, `${name}.br`)),
      gzip: readIfThere(join(folder, `${name}.gz`)),
    };
    files.set(path, { plain, ...packed, etag: etagOf(plain), type, immutable: path.startsWith('/assets/') });
  }
  const page = files.get('/index.html');
  const index = page ? Buffer.from(page.plain).toString('utf8') : null;
  const chunks = readChunks(join(folder, '.vite/manifest.json'));
  return {
    index,
    styles: stylesIn(index ?? ''),
    file: (path) => files.get(path),
    wordsIn: (language) => chunks.get(`locales/${language}.json`),
  };
}

/** Addresses of the chunks by their source, as the build tells them. */
function readChunks(manifest: string): ReadonlyMap<string, string> {
  if (!existsSync(manifest)) return new Map();
  const chunks = Object.entries(
    JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, { file: string }>,
  );
  return new Map(chunks.map(([source, { file }]) => [source, `/${file}`]));
}

const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path) : undefined);

const stylesIn = (html: string): string[] =>
  [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, style = '']) => `sha256-${createHash('sha256').update(style).digest('base64')}`,
  );

/**
 * What a phone downloads, in the bytes that the server really sends (brotli). Which chunks a moment needs is read from the
 * build's manifest: a module's static imports come with it, its dynamic ones only when named here.
 */
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { build } from 'vite';
import * as z from 'zod/mini';

const root = fileURLToPath(new URL('../../', import.meta.url));

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    src: z.optional(z.string()),
    isEntry: z.optional(z.boolean()),
    imports: z.optional(z.array(z.string())),
    css: z.optional(z.array(z.string())),
  }),
);

export interface Weight {
  readonly what: string;
  readonly bytes: number;
  /** What we wish, and what it may never be. */
  readonly goal?: number;
  readonly limit: number;
}

const kB = 1_000;

export async function weighAll(origin: string): Promise<Weight[]> {
  const page = await received(`${origin}/s/demo`);
  const [, hash = ''] = /"questionnaire":"([0-9a-f]{64})"/.exec(page.text) ?? [];
  if (!hash) throw new Error('The page does not name its questionnaire.');
  const questionnaire = `/api/questionnaires/${hash}`;

  const atFirst = chunksFor('index.html', heaviestLocale());
  const atWork = chunksFor('index.html', heaviestLocale(), 'src/screens/respondent.ts');
  const weigh = async (paths: readonly string[]) => {
    const all = await Promise.all(paths.map((path) => received(`${origin}${path}`)));
    return all.reduce((sum, { bytes }) => sum + bytes, page.bytes);
  };
  return [
    {
      what: 'until the first question (the notice’s) can be answered',
      bytes: await weigh(atFirst),
      goal: 60 * kB,
      limit: 90 * kB,
    },
    {
      // What comes while the notice is read: Dexie, the engine, the questionnaire in all its languages.
      what: 'until the first statement is asked and kept',
      bytes: await weigh([...atWork, questionnaire]),
      limit: 165 * kB, // our own, for nobody waits for it: reading the notice takes longer
    },
    {
      what: 'the whole respondent’s app, kept on the phone',
      bytes: await precached(origin),
      limit: 200 * kB,
    },
    {
      // Nobody downloads it before a questionnaire asks for a file: what is precached never has any of it.
      what: 'what questions for files add, on the phones that have some',
      bytes: await weighPart(origin, 'media'),
      limit: 60 * kB,
    },
    {
      // The same of places and codes; a map and a reader of codes only where one is asked for.
      what: 'what questions for places and codes add, on the phones that have some',
      bytes: await weighPart(origin, 'places'),
      limit: 22 * kB,
    },
    {
      what: 'what a map adds to that',
      bytes: await weighPart(origin, 'maps'),
      limit: 45 * kB,
    },
    {
      what: 'what a reader of codes adds to that',
      bytes: await weighPart(origin, 'codes'),
      limit: 70 * kB,
    },
    { what: 'the questionnaire core, alone (our code, without zod)', bytes: await core(), limit: 25 * kB },
  ];
}

/** Files of the build that these modules need, each once. */
function chunksFor(...modules: readonly string[]): string[] {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(root, 'dist/.vite/manifest.json'), 'utf8')));
  const reached = new Set<string>();
  const files = new Set<string>();
  const walk = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || reached.has(key)) return;
    reached.add(key);
    files.add(`/${chunk.file}`);
    for (const css of chunk.css ?? []) files.add(`/${css}`);
    chunk.imports?.forEach(walk);
  };
  for (const module of modules) {
    if (!manifest[module])
      throw new Error(`The build has no chunk of its own for ${module}: say anew what is loaded when.`);
    walk(module);
  }
  return [...files];
}

/** The longest language: nobody's is heavier. */
function heaviestLocale(): string {
  const sizes = ['en', 'ms', 'fil', 'th', 'vi'].map((tag) => {
    const name = `locales/${tag}.json`;
    return { name, size: brotliCompressSync(readFileSync(join(root, name))).length };
  });
  return sizes.sort((one, other) => other.size - one.size)[0]?.name ?? '';
}

const written = (name: string): unknown => JSON.parse(readFileSync(join(root, 'dist/.vite', name), 'utf8'));

async function weighPart(origin: string, part: string): Promise<number> {
  const { [part]: names = [] } = z.record(z.string(), z.array(z.string())).parse(written('parts.json'));
  const everybodys = z.array(z.string()).parse(written('precache.json'));
  const stray = names.filter((name) => everybodys.includes(name));
  if (names.length === 0 || stray.length > 0)
    throw new Error(`The part “${part}” is not apart: ${stray.join(' ') || 'it has no files'}`);
  const all = await Promise.all(names.map((name) => received(`${origin}/${name}`)));
  return all.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function precached(origin: string): Promise<number> {
  const names = z.array(z.string()).parse(written('precache.json'));
  const all = await Promise.all(['service-worker.js', ...names].map((name) => received(`${origin}/${name}`)));
  return all.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * The core as a phone loads it: what asks and judges, with the formulas that ordinary questionnaires use. The rarer ones come
 * by themselves when a questionnaire names them; versions and scores are worked out by servers; zod is everybody's.
 */
async function core(): Promise<number> {
  const rooms = [
    'answers',
    'codecs',
    'days',
    'interpolate',
    'interview/index',
    'markup',
    'opening',
    'schema',
    'words',
  ];
  const door = 'virtual:core';
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'core',
        resolveId: (id) => (id === door ? door : undefined),
        enforce: 'pre',
        load(id) {
          if (id.includes('vite/preload-helper')) return 'export const __vitePreload = (load) => load();'; // the bundler's, not ours
          if (id !== door) return undefined;
          return rooms.map((room) => `export * from '${root}src/questionnaire/${room}.ts';`).join('\n');
        },
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: door, preserveEntrySignatures: 'strict', external: [/^zod/] },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunks = new Map(outputs.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one]] : [])));
  const needed = new Set<string>();
  const walk = (name: string) => {
    const chunk = chunks.get(name);
    if (!chunk || needed.has(name)) return;
    needed.add(name);
    chunk.imports.forEach(walk);
  };
  for (const [name, { isEntry }] of chunks) if (isEntry) walk(name);
  return brotliCompressSync([...needed].map((name) => chunks.get(name)?.code ?? '').join('\n')).length;
}

/** The bytes of a reply's body as they travel. */
function received(url: string): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url}: ${response.statusCode}`));
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(readable(Buffer.concat(parts), response.headers['content-encoding'])));
      response.on('error', reject);
    }).on('error', reject);
  });
}

function readable(body: Buffer, encoding: string | undefined): { bytes: number; text: string } {
  return {
    bytes: body.length,
    text: (encoding === 'br' ? brotliDecompressSync(body) : body).toString('utf8'),
  };
}

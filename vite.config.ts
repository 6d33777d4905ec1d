import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import preact from '@preact/preset-vite';
import { build, type Plugin, type Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';
import type { BuildFile } from './service-worker/builds.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const server = `http://localhost:${process.env.PORT ?? 8080}`;

export const testEnvironment = {
  TZ: 'Asia/Bangkok', // a mistake with dates cannot hide in UTC
  NODE_COMPILE_CACHE: resolve('node_modules/.cache/node'), // a server that a test starts answers in a third of the time
};

/** Rooms whose tests leave the world around them as it is: their files share a process. */
const rooms =
  'authoring|conformance|controls|dashboard|questionnaire|screens|storage|submission|sync|versions|xlsform';
const worldChanging = ['tests/questionnaire/formula/shelves.test.ts', 'tests/storage/leaving.test.ts'];

export const workers = {
  'virtual:desk-worker': 'src/worker/worker.ts',
  'virtual:sender-worker': 'src/sender.ts',
};

const whole = [
  // whoever keeps anything needs most of it
  { name: 'storage', test: /\/src\/storage\/(?!index|known|leaving|home|handover|lock)\w+\.ts$/ },
  {
    name: 'start',
    priority: 2,
    test: /vite\/preload-helper|\/src\/(questionnaire\/(words|interpolate|markup|opening|days)|storage\/(known|leaving))\.ts$/,
  },
  {
    name: 'shapes',
    priority: 1,
    test: /\/node_modules\/zod\/|\/src\/(questionnaire\/(answers|schema)|submission\/survey)\.ts$/,
  },
  {
    name: 'memory',
    test: /\/node_modules\/dexie\/|\/src\/storage\/(act|coarse|database|drafts|hold|live|mediaOwners|mediaQueue|names|open|outbox|rows|safety|serverTime|submissions|surveys|trouble)\.ts$/,
  },
  {
    name: 'engine',
    test: /\/src\/questionnaire\/(verdict|(interview\/(?!contents|read|problems|scores|index|lastSaved)|formula\/(?!functions|index))[\w]+)\.ts$/,
  },
  // what every page of a respondent begins with; the group below would take it in
  {
    name: 'first',
    priority: 1,
    test: /\/src\/screens\/(Frame|Message|TabNote|StorageDoor|ConsentScreen|FarewellScreen|SurveyScreen|Weather|titles)\.tsx?$/,
  },
  // a coordinator's preview has some of it
  {
    name: 'interview',
    test: /\/src\/screens\/(RespondentScreen|InterviewScreen|AnswerList)\.tsx$|\/src\/controls\/said\.ts$/,
  },
];

export default defineConfig({
  plugins: [preact({ devToolsEnabled: false }), workersOf(workers), serviceWorker()],
  // The same library as modules of today's JavaScript: what is not used stays out.
  resolve: {
    alias: [
      { find: 'dexie', replacement: 'dexie/dist/modern/dexie.mjs' },
      { find: /^leaflet$/, replacement: 'leaflet/dist/leaflet-src.esm.js' },
    ],
  },
  define: { __APP_VERSION__: JSON.stringify(version) },
  // The phones of people who do not buy one each year: 2022 and later.
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false, resolveDependencies },
    manifest: true,
    assetsInlineLimit: 0,
    // 42 bits tell two builds of a chunk apart; each letter fewer in all the names is half a kilobyte for everyone.
    rolldownOptions: {
      output: {
        // What many chunks share in parts would be cut into parts: kept whole, it packs better, and nobody loads some of it.
        codeSplitting: { groups: whole },
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
      },
      // says nothing of side effects, and has none: a quarter less
      treeshake: { moduleSideEffects: [{ test: /\/@zxing\//, sideEffects: false }] },
    },
  },
  server: { proxy: { '/api': server } },
  test: {
    environment: 'node',
    env: testEnvironment,
    // For what hangs, on the slowest machine: how long something takes is measured by the benchmarks, not here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A process for each file costs more than most files take.
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: [`tests/@(${rooms})/**/*.test.{ts,tsx}`],
          exclude: worldChanging,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'world', include: [`tests/!(${rooms})/**/*.test.{ts,tsx}`, ...worldChanging] },
      },
    ],
  },
});

/**
 * What sends is in the page and in a worker, which has no document to put links for preloading into. And the names of all
 * that a page needs are a kilobyte for everyone who never opens it: what nobody waits for at the first visit says them itself.
 */
function resolveDependencies(file: string, files: string[], { hostId }: { hostId: string }): string[] {
  if (/\/(here|media)-[^/]*$/.test(hostId)) return [];
  return /\/(safety|handover|pages|carrying|work|comlink|digests|more|pattern|signed)-[^/]*$/.test(file)
    ? files.filter((one) => one.endsWith('.css'))
    : files;
}

/**
 * The page's workers as more entries of the same build: they share their chunks with the page, where Vite's own way gives each a
 * second copy of Dexie, zod, the hashes and the curve.
 */
export function workersOf(modules: Readonly<Record<string, string>>): Plugin {
  let isBuild = false;
  return {
    name: 'rintis-workers',
    config(_, { command }) {
      isBuild = command === 'build';
    },
    resolveId: (id) => (modules[id] ? `\0${id}` : undefined),
    load(id) {
      const module = modules[id.slice(1)];
      if (!id.startsWith('\0') || !module) return undefined;
      if (!isBuild) return `export default '/${module}';`;
      const chunk = this.emitFile({ type: 'chunk', id: resolve(module), name: basename(module, '.ts') });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
    writeBundle(_, bundle) {
      const doors = Object.values(modules).map((module) => resolve(module));
      for (const file of Object.keys(bundle)) {
        const chunk = bundle[file];
        if (chunk?.type !== 'chunk' || !doors.includes(chunk.facadeModuleId ?? '')) continue;
        for (const one of [chunk, ...chunk.imports.map((name) => bundle[name])])
          if (one?.type === 'chunk' && /__vite__mapDeps\(\[\d/.test(one.code))
            this.error(
              `${one.fileName} is in a worker, and preloads by the document: see resolveDependencies`,
            );
      }
    },
  };
}

/**
 * Parts of the app that only some need, by the modules that they begin with. `null`: never kept on a device; else the name
 * under which a page asks the service worker to keep it. `within`: another part that leads to it.
 */
const parts: readonly { readonly name: string | null; readonly begins: RegExp; readonly within?: string }[] =
  [
    {
      name: null,
      begins:
        /\/src\/(dashboard|screens\/preview)\/|\.(coordinator|making|questionnaires|review|report|authors)\.json/,
    },
    { name: 'enumerator', begins: /\/src\/screens\/enumerator\.ts|\.enumerator\.json/ },
    {
      name: 'kinds',
      begins: /\/src\/controls\/kinds\/|\/src\/screens\/(RepeatField\.tsx|authored\.ts)$|\.kinds\.json/,
    },
    { name: 'places', begins: /\/src\/controls\/(places|codes\/(?!zxing))|\.places\.json/ },
    { name: 'maps', begins: /\/src\/controls\/maps\//, within: 'places' },
    { name: 'codes', begins: /\/src\/controls\/codes\/zxing/, within: 'places' },
    { name: 'safety', begins: /\/src\/screens\/safety\/|\/src\/storage\/lock\/|\.safety\.json/ },
    { name: 'handOver', begins: /\/src\/screens\/handover\/|\.handover\.json/ },
    {
      name: 'media',
      begins:
        /\/src\/controls\/media\/|\/src\/screens\/FilesNote\.tsx$|\/src\/sync\/(media|upload)\.ts$|\.media\.json/,
    },
  ];

/**
 * Builds the service worker with the list of all that a respondent may need, each file by its hash, and of what the parts
 * add. The coordinator's pages stay out: a phone never loads them.
 */
function serviceWorker(): Plugin {
  let dist = '';
  let isWritten = false;
  let apart = new Map<string, ReadonlySet<string>>();
  return {
    name: 'rintis-service-worker',
    apply: 'build',
    configResolved(config) {
      dist = resolve(config.root, config.build.outDir);
    },
    generateBundle(_, bundle) {
      apart = filesApart(bundle);
    },
    writeBundle() {
      isWritten = true;
    },
    async closeBundle() {
      if (!isWritten) return; // closed after a failure, too
      const isApart = (file: string) => [...apart.values()].some((part) => part.has(file));
      const isKept = (file: string) => /\.(html|js|css|svg|woff2|webmanifest)$/.test(file);
      const all = filesIn(dist).filter((file) => file !== 'service-worker.js' && isKept(file));
      const files = all.filter((file) => !isApart(file));
      const entries = files.map((file) => toBuildFile(dist, file));
      const named = [...apart].filter(([name]) => name !== '');
      const filesOfParts = named.map(([name, of]) => [name, all.filter((file) => of.has(file))] as const);
      const partEntries = Object.fromEntries(
        filesOfParts.map(([name, of]) => [name, of.map((file) => toBuildFile(dist, file))]),
      );
      const listed = [...entries, ...Object.values(partEntries).flat()];
      const id = hashOf(listed.map(({ url, integrity }) => `${url} ${integrity}`).join('\n')).slice(0, 16);
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { __BUILD__: JSON.stringify({ id, files: entries, parts: partEntries }) },
        build: {
          outDir: dist,
          emptyOutDir: false,
          target: 'es2022',
          rolldownOptions: {
            input: 'service-worker/worker.ts',
            output: { format: 'iife', entryFileNames: 'service-worker.js' },
          },
        },
      });
      await buildCarrier(dist);
      write(join(dist, '.vite/precache.json'), JSON.stringify(files));
      write(join(dist, '.vite/parts.json'), JSON.stringify(Object.fromEntries(filesOfParts)));
      compress(dist);
      const say = (what: string, of: readonly string[]) => {
        const bytes = of.reduce((sum, file) => sum + brotli(readFileSync(join(dist, file))).length, 0);
        this.info(`${what}: ${of.length} files, ${(bytes / 1000).toFixed(1)} kB brotli`);
      };
      say('precached for respondents', files);
      for (const [name, of] of filesOfParts) say(`kept besides for “${name}”`, of);
    },
  };
}

/** The other service worker, that carries the outbox up with no page open. Few phones load it, and never early. */
const buildCarrier = (outDir: string) =>
  build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
    define: { 'import.meta.url': 'self.location.href', 'import.meta.resolve': 'undefined' }, // one file, and no module
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: 'src/carrier.ts',
        transform: { define: { 'import.meta': '{}' } }, // of Vite's own helper; nothing is preloaded here
        output: { format: 'iife', entryFileNames: 'carrier.js' },
      },
    },
  });

/** The files of a bundle that are reached only through the modules of a part, by its name; '' for what is never kept. */
function filesApart(bundle: Rolldown.OutputBundle): Map<string, ReadonlySet<string>> {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  /** Every file that the page comes to without entering these parts. */
  const reachedWithout = (closed: readonly RegExp[]): Set<string> => {
    const reached = new Set<string>();
    const walk = (file: string) => {
      const chunk = bundle[file];
      if (chunk?.type !== 'chunk' || reached.has(file)) return;
      if (chunk.moduleIds.some((module) => closed.some((part) => part.test(module)))) return;
      reached.add(file);
      for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next);
      for (const css of chunk.viteMetadata?.importedCss ?? []) reached.add(css);
    };
    for (const chunk of chunks) if (chunk.isEntry) walk(chunk.fileName);
    return reached;
  };
  const respondents = reachedWithout(parts.map(({ begins }) => begins));
  const files = chunks.flatMap((chunk) => [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]);
  const apart = files.filter((file) => !respondents.has(file));
  return new Map(
    parts.map(({ name, within }) => {
      const others = parts.filter((part) => part.name !== name && part.name !== within);
      const withIt = reachedWithout(others.map(({ begins }) => begins));
      const without = within
        ? reachedWithout(
            [...others, ...parts.filter((part) => part.name === name)].map(({ begins }) => begins),
          )
        : respondents;
      return [name ?? '', new Set(apart.filter((file) => withIt.has(file) && !without.has(file)))];
    }),
  );
}

/** Brotli and gzip siblings of every text file, so that the server never compresses one twice. */
function compress(dist: string): void {
  for (const file of filesIn(dist)) {
    if (!/\.(html|js|css|json|svg|webmanifest|txt)$/.test(file)) continue;
    const bytes = readFileSync(join(dist, file));
    write(join(dist, `${file}.br`), brotli(bytes));
    write(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function toBuildFile(dist: string, file: string): BuildFile {
  const bytes = readFileSync(join(dist, file));
  const isNamedByHash = file.startsWith('assets/');
  return {
    url: `/${file}`,
    revision: isNamedByHash ? null : hashOf(bytes).slice(0, 16),
    integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}`,
  };
}

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const brotli = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** All files below a folder, by their path from there; names that begin with a dot are not for the web. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.startsWith('.') && statSync(join(folder, path)).isFile())
    .sort();

function write(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

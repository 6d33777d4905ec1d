/** Builds the peers' pages, as their own documentation says, with the same bundler that builds ours. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { fiftyQuestions } from './form.ts';
import { toSurvey } from './survey.ts';
import { toXForm } from './xform.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
export const dist = join(here, 'dist');
export const peers = ['surveyjs', 'enketo'] as const;
export type Peer = (typeof peers)[number];

export async function buildPeers(chromiumPath: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const pages = fiftyQuestions();
  const forms: Record<Peer, string> = {
    surveyjs: JSON.stringify(toSurvey(pages)),
    enketo: await transformed(toXForm(pages), chromiumPath),
  };
  for (const peer of peers) {
    const folder = join(dist, peer);
    await build(settings({ outDir: folder, input: join(here, 'src', `${peer}.html`) }));
    renameSync(join(folder, `${peer}.html`), join(folder, 'index.html'));
    copyFileSync(join(here, 'src/worker.js'), join(folder, 'worker.js'));
    writeFileSync(join(folder, 'form.json'), forms[peer]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'worker.js')
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    writeFileSync(join(folder, 'files.json'), JSON.stringify(['./', ...files]));
  }
}

const enketo = (path: string): string => join(here, 'node_modules/enketo-core', path);

const settings = ({ outDir, input }: { outDir: string; input: string }) => ({
  configFile: false as const,
  root: join(here, 'src'),
  base: './',
  logLevel: 'error' as const,
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: {
    // enketo-core asks its host for these; it brings a plain one of each
    alias: {
      'enketo/config': enketo('config.js'),
      'enketo/widgets': enketo('src/js/widgets.js'),
      'enketo/translator': enketo('src/js/fake-translator.js'),
      'enketo/dialog': enketo('src/js/fake-dialog.js'),
      'enketo/file-manager': enketo('src/js/file-manager.js'),
      'enketo/xpath-evaluator-binding': enketo('src/js/xpath-evaluator-binding.js'),
    },
  },
  css: {
    preprocessorOptions: {
      scss: {
        quietDeps: true,
        loadPaths: [join(here, 'node_modules'), enketo('')],
        importers: [{ findFileUrl }],
        silenceDeprecations: ['import' as const],
      },
    },
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: { input },
  },
});

/** Enketo's styles import from where its own repository has its packages. */
function findFileUrl(url: string): URL | null {
  const [, inPackages] = /node_modules\/(.*)$/.exec(url) ?? [];
  return inPackages ? pathToFileURL(join(here, 'node_modules', inPackages)) : null;
}

/** Enketo's server turns an XForm into HTML beforehand. Its own transformer does it here, in a browser. */
async function transformed(xform: string, executablePath: string): Promise<string> {
  const folder = join(dist, 'transform');
  mkdirSync(folder, { recursive: true });
  await build({
    ...settings({ outDir: folder, input: '' }),
    build: {
      outDir: folder,
      minify: false,
      lib: {
        entry: join(here, 'src/transform.js'),
        formats: ['iife'],
        name: 'transformer',
        fileName: () => 'transform.js',
      },
    },
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: join(folder, 'transform.js') });
    const made: unknown = await page.evaluate(
      `transformXForm(${JSON.stringify(xform)}).then(({ form, model }) => JSON.stringify({ form, model }))`,
    );
    return String(made);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

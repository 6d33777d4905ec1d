/** Bundles `eyes.page.ts` as one script that any page can run: once for all the processes that `keepEyes` was done for. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

let bundled: Promise<string> | undefined;

export function eyesScript(): Promise<string> {
  const { RINTIS_TEST_EYES: kept } = process.env;
  bundled ??= kept ? readFile(kept, 'utf8') : bundle();
  return bundled;
}

/** The processes that are started from now on with this environment need not bundle it again. */
export async function keepEyes(): Promise<{ RINTIS_TEST_EYES: string }> {
  const folder = fileURLToPath(new URL('../../../node_modules/.cache/journeys/', import.meta.url));
  const file = `${folder}eyes.js`;
  await mkdir(folder, { recursive: true });
  await writeFile(file, await eyesScript());
  return { RINTIS_TEST_EYES: file };
}

async function bundle(): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('./eyes.page.ts', import.meta.url)),
        formats: ['iife'],
        name: '__bundle',
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs.flatMap((each) => ('output' in each ? each.output : []))[0];
  if (chunk?.type !== 'chunk') throw new Error('The eyes could not be bundled.');
  return chunk.code;
}

let axeSource: Promise<string> | undefined;

export function axeScript(): Promise<string> {
  axeSource ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return axeSource;
}

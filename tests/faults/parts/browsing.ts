/** A phone in a real browser, over the wire: opened, killed, opened again; and everything that its screen has said. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { workers, workersOf } from '../../../vite.config.ts';
import { type BrowserName, meet, type Person } from '../../support/browsers/index.ts';
import type { Stage } from './stage.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outDir = join(root, 'node_modules/.cache/faults-phone');

/** The page's files, built from the real rooms. */
export async function buildPhone(): Promise<ReadonlyMap<string, Buffer>> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    base: '/api/phone/',
    plugins: [workersOf(workers)],
    define: { __APP_VERSION__: JSON.stringify('0.0.0') },
    resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: join(root, 'tests/faults/parts/phone.page.ts'),
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: 'phone.js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  });
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.js')) files.set(name, readFileSync(join(outDir, name)));
  }
  files.set(
    'index.html',
    Buffer.from(
      '<!doctype html><meta charset="utf-8"><title>Phone</title><script type="module" src="/api/phone/phone.js"></script>',
    ),
  );
  return files;
}

/** What its screen has said. */
export interface Said {
  /** Hashes by id. */
  readonly finished: Map<string, string>;
  readonly saved: Map<string, number>;
  /** Photos that were called kept. */
  readonly photos: Set<string>;
  /** Photos of what was finished: `submission hash`. */
  readonly files: Set<string>;
}

export interface Browsing {
  readonly person: Person;
  /** In the page: `phone.<call>`. */
  ask(call: string): Promise<unknown>;
  /** The same for what takes longer than a driver waits for an answer. */
  askLong(call: string): Promise<unknown>;
  /** The same, by a page that may not live to answer. */
  begin(call: string): void;
  /** So many interviews with a photo each, a few at a time: drivers wait a minute for an answer and no longer. */
  photograph(many: number): Promise<void>;
  /** Sends until nothing waits; or says how much does when patience is over. */
  sendAll(patience: number): Promise<number>;
  /** Another tab, with the phone in it. */
  open(): Promise<void>;
  /** Does the work, and is gone at the write that it must not survive. Says at which point that was; nothing, if there was none. */
  dies(how: 'tab' | 'browser', work: string): Promise<string | undefined>;
  /** Hashes of all that was called finished, by id; and how much was called saved of what was not. */
  said(): Said;
  /** How much of what was called saved is not on the phone any more. */
  missing(): Promise<number>;
  leave(): Promise<void>;
}

export async function browse(
  stage: Stage,
  files: ReadonlyMap<string, Buffer>,
  browser: BrowserName,
): Promise<Browsing> {
  const { wire, shape } = stage;
  wire.serves(files);
  const person = await meet(browser);
  const address = `${wire.origin}/api/phone/index.html`;
  const ready = async () => {
    await person.tab.run(
      `(async () => { while (!globalThis.phone) await new Promise((next) => setTimeout(next, 20)); await phone.ready(${JSON.stringify(shape)}); return true; })()`,
    );
  };
  await person.opens(address);
  await ready();
  const browsing: Browsing = {
    person,
    ask: (call) => person.tab.run(`phone.${call}`),
    async askLong(call) {
      await person.tab.run(`(() => {
        globalThis.long = null;
        phone.${call}.then(
          (done) => { globalThis.long = { done }; },
          (error) => { globalThis.long = { failed: String(error?.stack ?? error) }; },
        );
        return true;
      })()`);
      for (;;) {
        const long = (await person.tab.run('globalThis.long')) as { done?: unknown; failed?: string } | null;
        if (long?.failed !== undefined) throw new Error(`In the page: ${long.failed}`);
        if (long) return long.done;
        await sleep(200);
      }
    },
    begin(call) {
      person.tab.run(`phone.${call}`).catch(() => undefined); // it dies in the middle: that is the scene
    },
    async photograph(many) {
      for (let left = many; left > 0; left -= 20) await browsing.ask(`photograph(${Math.min(20, left)})`);
    },
    async sendAll(patience) {
      for (const end = Date.now() + patience; ; ) {
        const waiting = Number(await browsing.ask('send(10_000)'));
        if (waiting === 0 || Date.now() > end) return waiting;
      }
    },
    async open() {
      for (let tries = 1; ; tries++) {
        const opened = await person.opensTab(address).then(
          () => true,
          (error: unknown) => error,
        );
        if (opened === true) return ready();
        if (tries === 10) throw opened;
        await sleep(200); // a browser whose pages have just died needs a moment
      }
    },
    async dies(how, work) {
      const struck = new Promise<string>((resolve) => wire.onStrike(resolve));
      const done = person.tab.run(work).then(
        () => undefined,
        () => new Promise<undefined>(() => undefined), // it was killed: `struck` tells
      );
      const point = await Promise.race([struck, done]);
      if (point === undefined) return undefined;
      if (how === 'browser') {
        await person.losesPower();
        await person.opens(address);
        await ready();
      } else {
        await person.crashesTab();
        await browsing.open();
      }
      return point;
    },
    said() {
      const finished = new Map<string, string>();
      const saved = new Map<string, number>();
      const photos = new Set<string>();
      const files = new Set<string>();
      for (const one of wire.said as {
        finished?: string;
        hash?: string;
        saved?: string;
        answers?: number;
        photo?: string;
        photos?: string[];
        many?: [string, string][];
      }[]) {
        for (const [id, hash] of one.many ?? []) finished.set(id, hash);
        if (one.photo) photos.add(one.photo);
        for (const hash of one.photos ?? []) files.add(`${one.finished} ${hash}`);
        if (one.finished && one.hash) finished.set(one.finished, one.hash);
        if (one.saved) saved.set(one.saved, one.answers ?? 0);
      }
      return { finished, saved, photos, files };
    },
    async missing() {
      const { drafts, sent } = (await browsing.askLong('whole()')) as {
        drafts: Record<string, number>;
        sent: Record<string, { hash: string }>;
      };
      const { finished, saved, photos } = browsing.said();
      const here = photos.size > 0 ? new Set((await browsing.askLong('photos()')) as string[]) : photos;
      const gone = [...photos].filter((hash) => !here.has(hash));
      const lost = [...finished].filter(([id, hash]) => sent[id]?.hash !== hash);
      const unsaved = [...saved].filter(([id, answers]) => !sent[id] && (drafts[id] ?? 0) < answers);
      return lost.length + unsaved.length + gone.length;
    },
    leave: () => person.leaves(),
  };
  return browsing;
}

/** Real forms on the real screen: a server, a browser, a person from a seed; and whether what was sent is what a replay gives. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBooks } from '../../../src/server/server.ts';
import { readSettings } from '../../../src/server/settings.ts';
import { givenFiles } from '../../support/answering/files.ts';
import type { Way } from '../../support/answering/hands.ts';
import type { ChromiumTab } from '../../support/browsers/chromium.ts';
import { bringBrowsers, desktop, meet, type Person, phone } from '../../support/browsers/index.ts';
import { buildClient } from '../../support/build.ts';
import { openServer } from '../../support/server.ts';
import { reasonOnScreen } from './known.ts';
import { type Played, type Playing, play, sameChances } from './play.ts';
import { type Published, publish } from './publish.ts';

export interface Shown {
  readonly id: string;
  readonly where: string;
  readonly seconds: number;
  readonly played?: Played;
  /** Why it could not be played to its end. */
  readonly trouble?: string;
}

export interface Wish {
  readonly seed: number;
  readonly only: RegExp;
  readonly say: (line: string) => void;
}

const screens = [
  { name: 'desk, mouse', size: desktop, way: 'mouse' },
  { name: 'phone, touch', size: phone, way: 'touch' },
  { name: 'desk, keys', size: desktop, way: 'keys' },
  { name: 'phone, keys', size: phone, way: 'keys' },
] as const satisfies readonly { name: string; size: object; way: Way }[];

/** All forms of a directory; undefined when the directory has none. */
export async function showForms(directory: string, wish: Wish): Promise<Shown[] | undefined> {
  const folder = join(directory, 'xlsforms');
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).filter((name) => /\.(xlsx|xls|csv)$/.test(name));
  return showFiles(
    names.sort().map((name) => join(folder, name)),
    wish,
  );
}

export async function showFiles(files: readonly string[], { seed, only, say }: Wish): Promise<Shown[]> {
  await bringBrowsers(['chromium']);
  buildClient();
  const dataDir = await mkdtemp(join(tmpdir(), 'rintis-forms-'));
  const chosen = files.filter((file) => only.test(basename(file)));
  const { published, refused } = await publish(chosen, dataDir);
  const server = await openServer({ DATA_DIR: dataDir });
  const { store } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  const given = await givenFiles();
  const shown: Shown[] = [];
  const note = (one: Shown) => {
    shown.push(one);
    say(lineOf(one));
  };
  try {
    for (const { file, refusal } of refused)
      note({ id: basename(file), where: '', seconds: 0, trouble: `refused: ${refusal}` });
    for (const [turn, screen] of screens.entries()) {
      const theirs = published.filter(({ file }) => (files.indexOf(file) + seed) % screens.length === turn);
      const desk = openDesk(screen, server.origin);
      for (const form of theirs) {
        const begun = Date.now();
        const rest = { store, files: given.files, seed: seed * 1_000 + files.indexOf(form.file) };
        const ended = await desk.play(form, rest);
        note({
          id: basename(form.file),
          where: screen.name,
          seconds: (Date.now() - begun) / 1_000,
          ...ended,
        });
      }
      await desk.leave();
    }
  } finally {
    await given.leave();
    await store.close();
    await server.leave();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
  return shown;
}

const pictures = fileURLToPath(new URL('../../../node_modules/.cache/screen/', import.meta.url));

/** One device for form after form; another one after a form that it was left in the middle of. */
function openDesk({ size, way }: (typeof screens)[number], origin: string) {
  let person: Person | undefined;
  const sit = async (): Promise<Person> => {
    const met = await meet('chromium', { language: 'en', size, pretendsDevices: true });
    const { page } = met.tab as ChromiumTab;
    page.setDefaultTimeout(15_000);
    await page.addInitScript(sameChances);
    await page.context().grantPermissions(['geolocation'], { origin });
    await page.context().setGeolocation({ latitude: 16.0544, longitude: 108.2022, accuracy: 7 });
    return met;
  };
  const leave = async () => {
    await person?.leaves();
    person = undefined;
  };
  return {
    leave,
    async play(
      form: Published,
      rest: Pick<Playing, 'store' | 'files' | 'seed'>,
    ): Promise<Pick<Shown, 'played' | 'trouble'>> {
      person ??= await sit();
      const { page } = person.tab as ChromiumTab;
      try {
        return { played: await play(form, { ...rest, origin, page, way, language: 'en', diligence: 0.85 }) };
      } catch (error) {
        await mkdir(pictures, { recursive: true });
        await writeFile(join(pictures, `${basename(form.file)}.png`), await person.shot().catch(() => ''));
        const said = error instanceof Error ? error.message : String(error);
        const trouble = `${said.slice(0, 600)} (at ${page.url().split('#')[1] ?? ''})`;
        await leave();
        return { trouble };
      }
    },
  };
}

export const isEqual = ({ played }: Shown): boolean => played?.differences.length === 0;

function lineOf({ id, where, seconds, played, trouble }: Shown): string {
  const head = `  ${id} (${where}, ${seconds.toFixed(0)} s)`;
  const known = reasonOnScreen(id);
  if (!played) return `${head}: NOT PLAYED: ${trouble}${known ? `\n    (${known})` : ''}`;
  const { answered, blank, steps, answers, byClock, differences } = played;
  const clock = byClock > 0 ? `, ${byClock} of them by the clock or an id` : '';
  const equal =
    differences.length === 0
      ? 'equal'
      : `${differences.length} DIFFER: ${differences.slice(0, 4).join('; ')}`;
  return `${head}: ${answered} answered, ${blank} left, ${steps} steps, ${answers} values sent${clock}: ${equal}`;
}

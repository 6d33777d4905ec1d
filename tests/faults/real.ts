/** The layers of real server processes, databases, disks and browsers. */
import type { WayFault } from '../simulator/parts/plan.ts';
import { bringBrowsers, browserNames } from '../support/browsers/index.ts';
import { screen } from '../support/browsers/screen.ts';
import { buildClient } from '../support/build.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { buildPhone } from './parts/browsing.ts';
import { programNow } from './parts/program.ts';
import { type Layer, toLines } from './parts/report.ts';
import type { Cell } from './parts/stage.ts';
import { chromiumAlone, killedAtEachWrite, onTheWay, serverKilled } from './scenes/browser.ts';
import { onPostgres } from './scenes/database.ts';
import { fullDisk, fullOfPhotos, mayMount, powerCut, powerCutOverPhotos } from './scenes/disk.ts';
import {
  filesInChromium,
  filesOnTheWay,
  killedAtEachFile,
  killedWhileItDrains,
  tenThousand,
} from './scenes/files.ts';
import { handedOver } from './scenes/handOver.ts';
import { killedInInterview } from './scenes/interviews.ts';
import { onSqlite, play as playTrouble } from './scenes/server.ts';
import { brokenAtEachWrite } from './scenes/writes.ts';

const everyWay: readonly WayFault[] = [
  'request lost',
  'request cut',
  'request cut, passed as whole',
  'request late',
  'request twice',
  'reply lost',
  'reply late',
  'reply cut',
  'reply cut, passed as whole',
  'reply in the wrong order',
  'reply replaced by a proxy',
  'login page',
  'login in JSON',
  'login wanted (511)',
  'redirect',
  'proxy error page',
  'proxy busy, retry later',
  'proxy takes no gzip',
  'forged refusal',
  'garbage receipt',
  'receipt by another key',
  'receipt of another submission',
];
/** For the browsers that are not the most common one. */
const fewWays: readonly WayFault[] = [
  'request cut',
  'reply lost',
  'reply cut',
  'login page',
  'garbage receipt',
];

/** What can be played, and told of in the page, each by itself. */
export const realParts = ['servers', 'browsers', 'files', 'interviews', 'writes'] as const;
export type RealPart = (typeof realParts)[number];

type Play = (name: string, plays: () => Promise<Cell | Cell[]>) => Promise<void>;

/** What each scene came to, by its name. */
export type Scenes = Record<
  string,
  { readonly cells: readonly Cell[]; readonly problem?: string; readonly program?: string }
>;

interface Playing {
  /** Which scenes; the others stay as they were. */
  readonly wanted: RegExp;
  /** What earlier runs came to. */
  readonly before: Scenes;
  /** Called after each scene: a run that is ended early has not been for nothing. */
  keep(scenes: Scenes, notRun: readonly string[]): void;
}

export async function playReal(part: RealPart, { wanted, before, keep }: Playing): Promise<void> {
  console.log(`\n── ${titles[part].name} ──`);
  const scenes: Scenes = { ...before };
  const program = programNow(part);
  const notRun: string[] = [];
  /** One scene; what goes wrong in it is a problem with its name, and the others go on. */
  const play: Play = async (name, plays) => {
    if (!wanted.test(name)) {
      if (!scenes[name]) notRun.push(name);
      return;
    }
    const begun = Date.now();
    try {
      const cells = [await plays()].flat();
      scenes[name] = { cells, program };
      for (const line of toLines(cells)) console.log(line);
    } catch (error) {
      const problem = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      scenes[name] = { cells: [], problem };
      console.error(`PROBLEM: ${error instanceof Error ? error.stack : problem}`);
    }
    console.log(`${name}: ${Math.round((Date.now() - begun) / 1_000)} s`);
    keep(scenes, notRun);
  };
  if (part === 'servers') await playServers(play, notRun);
  else if (part === 'interviews') await playInterviews(play);
  else if (part === 'writes') await play('each write of an interview', brokenAtEachWrite);
  else {
    const files = await bringPhones();
    if (part === 'browsers') await playBrowsers(play, files);
    else await playFiles(play, files, notRun);
  }
  keep(scenes, notRun);
}

/** The part as the page tells of it. */
export function toLayer(part: RealPart, scenes: Scenes): Layer {
  const cells = Object.values(scenes).flatMap((scene) => scene.cells);
  return {
    ...titles[part],
    submissions: cells.reduce((sum, { submissions }) => sum + submissions, 0),
    cells,
  };
}

const titles: Record<RealPart, Pick<Layer, 'name' | 'words'>> = {
  servers: {
    name: 'Real server processes',
    words:
      'Server processes of their own on SQLite and PostgreSQL, on disks of their own; a fleet of phones in Node; between them a wire that does to requests what the row says (tests/faults/README.md).',
  },
  browsers: {
    name: 'Real browsers',
    words:
      'Chromium, Firefox and WebKit with the real rooms of storage and sync, the same wire, and a server process.',
  },
  files: {
    name: 'Photos, and what is handed over',
    words:
      'The same browsers and server, with a photo of 30 to 60 kB in each submission, compared by its hash on the server’s disk and on the phone; and files from one browser’s profile to another’s, sealed and opened by the app’s own acts. A WebKit that is killed forgets what it kept (its driver keeps nothing on a disk), and only Chromium loses a single tab on demand: so the rows of killed browsers are Chromium’s and Firefox’s.',
  },
  writes: {
    name: 'Each write of an interview',
    words:
      'A whole interview of agencies with two photos, on a phone in Node with the hooks of the screens and a database in memory, once for each of its writes: from agreeing to submitting. Whoever is told that something was not kept tries again, or leaves and comes back later; all that was shown as saved is found by another page at once, and what is submitted is the same as without a fault.',
  },
  interviews: {
    name: 'Interviews on the screen',
    words:
      'The app itself with a survey of every common kind of question, in a Chromium with one profile: somebody answers, changes their mind, goes back and forth, adds and removes children, takes a photo, submits and begins again, from a seed. What stood on the screen when it said “saved” is looked for on the screen after the next start.',
  },
};

/** Two hundred kills, in scenes that each end in a few minutes. */
async function playInterviews(play: Play): Promise<void> {
  await bringBrowsers(['chromium']);
  buildClient();
  for (const seed of [1, 2, 3, 4, 5])
    await play(`interview killed, seed ${seed}`, () => killedInInterview(seed, 40));
}

async function bringPhones(): Promise<ReadonlyMap<string, Buffer>> {
  const browsers = await bringBrowsers();
  if (browsers.some(({ name, source }) => name === 'webkit' && source === 'own')) {
    Object.assign(process.env, await screen());
  }
  buildClient();
  return buildPhone();
}

async function playServers(play: Play, notRun: string[]): Promise<void> {
  for (const trouble of onSqlite)
    await play(`${trouble.fault}, ${trouble.point}`, () => playTrouble(trouble));
  const bin = findPostgres();
  if (bin) {
    const database = startPostgres(bin);
    const remove = () => database.remove();
    process.once('exit', remove);
    try {
      for (const trouble of onPostgres(database))
        await play(`PostgreSQL: ${trouble.fault}, ${trouble.point}`, () => playTrouble(trouble));
    } finally {
      process.off('exit', remove);
      remove();
    }
  } else notRun.push('PostgreSQL: no server is installed here (PG_BIN names one).');
  if (isMountable()) {
    await play('disk full', fullDisk);
    for (const after of [1, 100, 300]) await play(`power cut after ${after}`, () => powerCut(after));
  } else notRun.push('disk full, power cut: they need root on a Linux that may mount.');
}

const isMountable = () => process.getuid?.() === 0 && mayMount();

async function playBrowsers(play: Play, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await play('Chromium: tab killed', () => killedAtEachWrite(files, 'chromium', 'tab', 1));
  await play('Chromium killed', () => killedAtEachWrite(files, 'chromium', 'browser', 3));
  await play('Chromium: way', () => onTheWay(files, 'chromium', everyWay, [1, 20]));
  await play('Chromium: server killed', () => serverKilled(files, 'chromium', 500));
  await play('Chromium: clocks, tabs, update', () => chromiumAlone(files));
  await play('Firefox killed', () => killedAtEachWrite(files, 'firefox', 'browser', 6));
  for (const browser of ['firefox', 'webkit'] as const) {
    await play(`${browser}: way`, () => onTheWay(files, browser, fewWays, [20]));
    await play(`${browser}: server killed`, () => serverKilled(files, browser, 100));
  }
}

const many = 500;

/** Each browser with many photos by itself, beside the others; and the single faults beside those. */
async function playFiles(play: Play, files: ReadonlyMap<string, Buffer>, notRun: string[]): Promise<void> {
  await Promise.all([
    ...browserNames.map(async (browser) => {
      await play(`${browser}: photos, server killed`, () => killedWhileItDrains(files, browser, many));
      await play(`${browser}: handed over`, () => handedOver(files, browser, many));
    }),
    playFewFiles(play, files, notRun),
  ]);
}

async function playFewFiles(play: Play, files: ReadonlyMap<string, Buffer>, notRun: string[]): Promise<void> {
  await play('Chromium: tab killed over a photo', () => killedAtEachFile(files, 'chromium', 'tab', 1));
  await play('Firefox killed over a photo', () => killedAtEachFile(files, 'firefox', 'browser', 4));
  await play('Chromium: way of photos', () =>
    filesOnTheWay(files, 'chromium', everyWay, ['a file goes', 'files are asked for']),
  );
  await play('Chromium: photos announced', () =>
    filesOnTheWay(files, 'chromium', fewWays, ['a file is announced']),
  );
  for (const browser of ['firefox', 'webkit'] as const)
    await play(`${browser}: way of photos`, () => filesOnTheWay(files, browser, fewWays, ['a file goes']));
  await play('Chromium: no room, tabs, update, with photos', () => filesInChromium(files));
  await play('Chromium: ten thousand', () => tenThousand(files, 10_000, 300));
  if (isMountable()) {
    await play('disk full of photos', fullOfPhotos);
    for (const after of [1, 20, 60])
      await play(`power cut after ${after} photos`, () => powerCutOverPhotos(after));
  } else notRun.push('disk full of photos, power cut over photos: they need root on a Linux that may mount.');
}

/** The second layer: real server processes, databases, disks and browsers. */
import type { WayFault } from '../simulator/parts/plan.ts';
import { bringBrowsers } from '../support/browsers/index.ts';
import { screen } from '../support/browsers/screen.ts';
import { buildClient } from '../support/build.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { buildPhone } from './parts/browsing.ts';
import { type Layer, toLines } from './parts/report.ts';
import type { Cell } from './parts/stage.ts';
import { chromiumAlone, killedAtEachWrite, onTheWay, serverKilled } from './scenes/browser.ts';
import { onPostgres } from './scenes/database.ts';
import { fullDisk, mayMount, powerCut } from './scenes/disk.ts';
import { onSqlite, play } from './scenes/server.ts';

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

export async function playReal(problems: string[], notRun: string[]): Promise<Layer> {
  console.log('\n── real processes and browsers ──');
  const cells: Cell[] = [];
  /** One scene; what goes wrong in it is a problem with its name, and the others go on. */
  const scene = async (name: string, plays: () => Promise<Cell | Cell[]>): Promise<void> => {
    try {
      const played = [await plays()].flat();
      cells.push(...played);
      for (const line of toLines(played)) console.log(line);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  };

  for (const trouble of onSqlite) await scene(`${trouble.fault}, ${trouble.point}`, () => play(trouble));

  const bin = findPostgres();
  if (bin) {
    const database = startPostgres(bin);
    const remove = () => database.remove();
    process.once('exit', remove);
    try {
      for (const trouble of onPostgres(database))
        await scene(`PostgreSQL: ${trouble.fault}, ${trouble.point}`, () => play(trouble));
    } finally {
      process.off('exit', remove);
      remove();
    }
  } else notRun.push('PostgreSQL: no server is installed here (PG_BIN names one).');

  if (process.getuid?.() === 0 && mayMount()) {
    await scene('disk full', fullDisk);
    for (const after of [1, 100, 300]) await scene(`power cut after ${after}`, () => powerCut(after));
  } else notRun.push('disk full, power cut: they need root on a Linux that may mount.');

  const browsers = await bringBrowsers();
  if (browsers.some(({ name, source }) => name === 'webkit' && source === 'own')) {
    Object.assign(process.env, await screen());
  }
  buildClient();
  const files = await buildPhone();
  await scene('Chromium: tab killed', () => killedAtEachWrite(files, 'chromium', 'tab', 1));
  await scene('Chromium killed', () => killedAtEachWrite(files, 'chromium', 'browser', 3));
  await scene('Chromium: way', () => onTheWay(files, 'chromium', everyWay, [1, 20]));
  await scene('Chromium: server killed', () => serverKilled(files, 'chromium', 500));
  await scene('Chromium: clocks, tabs, update', () => chromiumAlone(files));
  await scene('Firefox killed', () => killedAtEachWrite(files, 'firefox', 'browser', 6));
  for (const browser of ['firefox', 'webkit'] as const) {
    await scene(`${browser}: way`, () => onTheWay(files, browser, fewWays, [20]));
    await scene(`${browser}: server killed`, () => serverKilled(files, browser, 100));
  }
  return {
    name: 'Real processes and browsers',
    words:
      'Server processes of their own on SQLite and PostgreSQL, on disks of their own; a fleet of phones in Node, and Chromium, Firefox and WebKit with the real rooms of storage and sync; between them a wire that does to requests what the row says (tests/faults/README.md).',
    submissions: cells.reduce((sum, cell) => sum + cell.submissions, 0),
    cells,
  };
}

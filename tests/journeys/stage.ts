/** What a journey needs: a server, the road to it, people, and the table in the end. All of it is gone when the test ends. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type BrowserName, meet, type Person, type Size } from '../support/browsers/index.ts';
import { type Besides, folderWithSurvey } from '../support/fielding.ts';
import { openRoad, type Road } from '../support/road.ts';
import { openServer, type TestServer } from '../support/server.ts';
import { Official } from './official.ts';
import type { Book, Language } from './words.ts';

export interface Stage {
  readonly server: TestServer;
  readonly road: Road;
  /** The survey's address, as in the invitation. */
  readonly link: string;
}

/** With the demonstration, or with a survey of this questionnaire in its place. */
export async function setStage(questionnaire?: unknown, besides?: Besides): Promise<Stage> {
  const folder = questionnaire
    ? await folderWithSurvey(questionnaire, 'confidential', undefined, besides)
    : undefined;
  if (folder) onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await openServer(folder ? { DATA_DIR: folder } : {});
  onTestFinished(() => server.leave());
  const road = await openRoad(server);
  onTestFinished(() => road.close());
  return { server, road, link: `${road.origin}/s/demo` };
}

export interface Liking {
  readonly browser?: BrowserName;
  readonly size?: Size;
  readonly colours?: 'light' | 'dark';
  readonly keepsNothing?: boolean;
  readonly pretendsDevices?: boolean;
}

/** Somebody who reads this language. Their browser asks for it, too, where it can. */
export async function invite(
  language: Language,
  { browser = 'chromium', ...habits }: Liking = {},
  book?: Book,
): Promise<Official> {
  const person = await meet(browser, { language, ...habits });
  onTestFinished(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    if (failed) await keepPicture(person, task.name).catch((error: Error) => console.error(error.message));
    await person.leaves();
  });
  return new Official(person, language, book);
}

const pictures = fileURLToPath(new URL('../../node_modules/.cache/journeys/', import.meta.url));

/** What was on the screen when a journey failed. */
async function keepPicture(person: Person, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  const file = `${pictures}${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`;
  await writeFile(file, await person.shot());
  console.error(`${name}\n  picture: ${file}\n  text: ${(await person.text()).slice(0, 1_000)}`);
}

/** The exported table: one object per submission, by column. */
export const exported = (stage: Stage, ...more: string[]): Promise<Record<string, string>[]> =>
  exportedFrom(stage, 'demo', ...more);

/** The same of another survey. */
export async function exportedFrom(
  { server }: Stage,
  survey: string,
  ...more: string[]
): Promise<Record<string, string>[]> {
  const csv = await server.rintis('export', survey, '--format', 'csv', ...more);
  const [head = [], ...rows] = readCsv(csv.replace(/^\ufeff/, ''));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

/** RFC 4180, as another program would read it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (quoted === undefined && bare === '' && end === '' && row.length === 0) break;
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}

/** One form: enrolled, answered on the screen from a seed, sent; and the same steps replayed without a screen. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { Step } from '../../../src/authoring/steps.ts';
import type { TraceRow } from '../../../src/authoring/trace.ts';
import { beginInterview, compileForm, loadFormulas, type World } from '../../../src/questionnaire/index.ts';
import type { Store } from '../../../src/server/store/index.ts';
import type { Submission } from '../../../src/submission/index.ts';
import { chance } from '../../simulator/parts/chance.ts';
import type { Files } from '../../support/answering/giving.ts';
import { type Hands, handsOn, until, type Way } from '../../support/answering/hands.ts';
import { type Walked, type Walker, walker } from '../../support/answering/walk.ts';
import { type Compared, compareWithReplay } from './compare.ts';
import type { Published } from './publish.ts';

export interface Playing {
  readonly page: Page;
  readonly origin: string;
  readonly store: Pick<Store, 'newest'>;
  readonly files: Files;
  readonly seed: number;
  readonly way: Way;
  /** Of the person and, where it speaks it, of the questionnaire. */
  readonly language: string;
  /** How much of what need not be answered is answered all the same. */
  readonly diligence: number;
  readonly look?: () => Promise<void>;
}

export interface Played extends Compared {
  readonly answered: number;
  readonly blank: number;
  readonly steps: number;
}

/** Where the page takes its chances from, and the replay too: an order at random is then the same in both. */
const share = 0.3;
export const playWorld: World = {
  now: () => new Date(),
  random: () => share,
  uuid: () => crypto.randomUUID(),
};
export const sameChances = `Math.random = () => ${share};`;

export async function play(form: Published, playing: Playing): Promise<Played> {
  const { page, origin, store, files, seed, way, language, diligence, look } = playing;
  const { questionnaire, survey } = form;
  const hands = await handsOn(page, way);
  await enrol(page, origin, form.code);
  await page.goto(`${origin}/interview/new/${survey}`);
  await page.waitForURL((url) => !url.pathname.includes('/new/'));
  await page.locator('.feet').waitFor();

  await loadFormulas(questionnaire);
  const spoken = questionnaire.languages.some(({ tag }) => tag === language)
    ? language
    : questionnaire.defaultLanguage;
  const begun = beginInterview(compileForm(questionnaire), {
    world: playWorld,
    language: spoken,
  });
  const manner = {
    chance: chance(seed),
    diligence,
    mostInstances: 2,
    language,
    files,
    ...(look && { look }),
  };
  const walked = await walkAndSubmit(hands, walker(hands, begun, manner));
  const { answers } = await received(store, survey);
  const steps: Step[] =
    spoken === questionnaire.defaultLanguage
      ? [...walked.steps]
      : [{ op: 'language', name: spoken }, ...walked.steps];
  const rows = await replayed(form.file, steps);
  const { answered, blank } = walked;
  return { answered, blank, steps: steps.length, ...compareWithReplay(questionnaire, answers, rows) };
}

async function enrol(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(`${origin}/enrol#${code}`);
  await page.locator('form.enrol input').last().fill('Mali');
  await page.locator('form.enrol button.main').click();
  await page.locator('form.enrol').waitFor({ state: 'detached', timeout: 60_000 });
  await page.locator('a.button.main[href="/"]').waitFor({ timeout: 60_000 }); // all of it is here
}

/** The review leads back to what is not in order: then it is put in order, and looked at once more. */
export async function walkAndSubmit(
  hands: Hands,
  { toReview }: Walker,
  lookAtReview = async () => {},
): Promise<Walked> {
  const { page } = hands;
  const hash = () => page.evaluate(() => location.hash);
  for (let time = 0; time < 6; time++) {
    const walked = await toReview();
    await until('the review', async () => (await hash()) === '#review');
    if (time === 0) await lookAtReview();
    await hands.press(page.locator('.feet button.main'));
    await until('the end of the interview', async () => (await hash()) !== '#review');
    if ((await hash()) === '') return walked;
  }
  throw new Error(`The review leads back to ${await hash()} again and again.`);
}

/** As the server has it. */
async function received(store: Pick<Store, 'newest'>, survey: string): Promise<Submission> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const [kept] = await store.newest(survey, null, 1);
    if (kept) return JSON.parse(kept.body) as Submission;
  }
  throw new Error('Nothing came to the server in a minute.');
}

const rintis = fileURLToPath(new URL('../../../src/rintis.ts', import.meta.url));

/** What `rintis replay FILE STEPS --final` says. */
async function replayed(file: string, steps: readonly Step[]): Promise<readonly TraceRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-steps-'));
  try {
    const path = join(folder, 'steps.json');
    await writeFile(path, JSON.stringify(steps));
    const chances = `data:text/javascript,${encodeURIComponent(sameChances)}`;
    const args = ['--import', chances, rintis, 'replay', file, path, '--final'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 28 });
    const { states } = JSON.parse(stdout) as { states: readonly (readonly TraceRow[])[] };
    return states.at(-1) ?? [];
  } finally {
    await rm(folder, { recursive: true });
  }
}

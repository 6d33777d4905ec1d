/**
 * Somebody in the middle of an interview, from a seed: answers, changes their mind, goes on, goes back, adds and takes away
 * children, submits, begins another. What the screen called saved is noted as it stood there; and looked for again later.
 */
import type { Page } from 'playwright-core';
import {
  beginInterview,
  compileForm,
  type Questionnaire,
  questionAt,
} from '../../../src/questionnaire/index.ts';
import type { Chance } from '../../simulator/parts/chance.ts';
import { type Files, give } from '../../support/answering/giving.ts';
import { drawn, type Hands, handsOn, until } from '../../support/answering/hands.ts';
import { finishedHere, keptAt, keptHere } from '../../support/answering/kept.ts';
import { sayingTo } from '../../support/answering/sayings.ts';
import { type Seen, see } from '../../support/answering/seen.ts';

export interface Sitting {
  /** Opens the survey, in a browser that has just been started. */
  sits(page: Page): Promise<void>;
  /** Does one thing. */
  acts(): Promise<void>;
  /** What was called saved and does not stand on the screen any more. */
  missing(): Promise<string[]>;
  /** Ids of what was called finished. */
  readonly finished: ReadonlySet<string>;
  /** How often a screen with answers was called saved. */
  promises(): number;
  /** Called at the very moment when “saved” was seen. */
  whenSaved: () => void;
}

export function sitting(
  questionnaire: Questionnaire,
  address: string,
  { chance, files }: { readonly chance: Chance; readonly files: Files },
): Sitting {
  const form = compileForm(questionnaire);
  const finished = new Set<string>();
  /** By ref: what was called saved, and on which step. */
  let saved = new Map<string, { readonly value: string; readonly hash: string }>();
  /** What was done since: any of it may be there, or not. */
  const doing = new Set<string>();
  const removing = new Set<string>();
  const isRemoving = (ref: string) => [...removing].some((above) => ref.startsWith(above));
  const isDoing = (ref: string) => doing.has(ref) || isRemoving(ref);
  const done = () => {
    doing.clear();
    removing.clear();
  };
  let promises = 0;
  let hands: Hands;

  const note = (seen: Seen): void => {
    if (!seen.isSaved || !seen.isDrawn || seen.place !== 'step') return;
    promises += 1;
    for (const ref of saved.keys()) if (isDoing(ref)) saved.delete(ref); // done on another step, and not seen since
    done();
    // the first step of all stands in no address
    const hash = seen.hash === '' ? `#${Object.keys(seen.fields)[0] ?? ''}` : seen.hash;
    for (const [ref, value] of Object.entries(seen.fields)) saved.set(ref, { value, hash });
    it.whenSaved();
  };
  const beginAnew = () => {
    saved = new Map();
    done();
  };

  const it: Sitting = {
    finished,
    promises: () => promises,
    whenSaved: () => undefined,
    async sits(page) {
      hands = await handsOn(page, 'mouse');
      page.setDefaultTimeout(15_000);
      await page.goto(address);
      const isThere = async () => (await see(page)).place !== 'elsewhere';
      await until('the survey', isThere, 30_000).catch(async (error: Error) => {
        const text = await page.evaluate(() => document.body.innerText);
        throw new Error(`${error.message} It reads: ${text.slice(0, 300)}`);
      });
    },
    async acts() {
      const seen = await see(hands.page);
      await act(seen).catch(async (error: Error) => {
        const now = await see(hands.page);
        if (now.place === seen.place && now.hash === seen.hash) throw error; // else it had just left the screen
      });
      if (chance.happens(0.7)) await waitUntilSaved();
      else note(await see(hands.page));
    },
    async missing() {
      const { page } = hands;
      // the notice may come before what was begun
      const isBegun = async () => ['step', 'review'].includes((await see(page)).place);
      if (saved.size > 0 && !doing.has('finishing'))
        await until('what was begun', isBegun, 10_000).catch(() => undefined);
      const { place } = await see(page);
      if (place !== 'step' && place !== 'review') {
        const isFine = saved.size === 0 || doing.has('finishing');
        return isFine ? [] : [`an interview with ${saved.size} saved answers is gone: ${place}`];
      }
      const gone: string[] = [];
      const hashes = new Set([...saved.values()].map(({ hash }) => hash));
      for (const hash of hashes) {
        await page.evaluate((to) => {
          location.hash = to;
        }, hash);
        await drawn(page);
        const refs = [...saved].filter(([, one]) => one.hash === hash);
        const isThere = async () => {
          const { fields } = await see(page);
          return refs.filter(([ref, { value }]) => !mayStand(ref, value, fields[ref]));
        };
        // a picture takes a moment to be shown
        await until(hash, async () => (await isThere()).length === 0, 15_000).catch(() => undefined);
        const now = await see(page);
        for (const [ref, { value }] of await isThere()) {
          const kept = JSON.stringify(await keptAt(page, ref));
          const is = JSON.stringify(now.fields[ref]);
          gone.push(
            `${ref}: saved ${JSON.stringify(value)}, is ${is}, kept ${kept}, at ${now.hash} (${now.place})`,
          );
        }
      }
      done();
      saved.clear();
      return gone;
    },
  };
  return it;

  async function act(seen: Seen): Promise<void> {
    const { page } = hands;
    if (seen.place === 'notice') {
      beginAnew();
      await page.getByLabel('I agree').check();
      await hands.press(page.locator('.feet button.main'));
      await until('the first question', async () => (await see(page)).place === 'step');
    } else if (seen.place === 'receipt') {
      for (const id of await finishedHere(page)) finished.add(id);
      beginAnew();
      await hands.press(page.locator('.buttons button.plain').last()); // another one
      await until('the notice', async () => (await see(page)).place === 'notice');
    } else if (seen.place === 'review') {
      doing.add('finishing');
      await hands.press(page.locator(chance.happens(0.6) ? '.feet button.main' : '.feet button:not(.main)'));
      await until('something else', async () => (await see(page)).hash !== seen.hash);
    } else await actOnStep(seen);
  }

  /** In flight when it was interrupted: what was there before, or something of what was being given, but never nothing. */
  function mayStand(ref: string, value: string, now: string | undefined): boolean {
    if (now === value) return true;
    if (now === undefined && isRemoving(ref)) return true;
    const isBlank = now === undefined || now.replaceAll('|', '') === '';
    return doing.has(ref) && (!isBlank || value.replaceAll('|', '') === '');
  }

  async function waitUntilSaved(): Promise<void> {
    const { page } = hands;
    let seen = await see(page);
    await until('that it is saved', async () => {
      seen = await see(page);
      return (seen.isSaved && seen.isDrawn) || seen.place !== 'step';
    });
    note(seen);
  }

  async function actOnStep(seen: Seen): Promise<void> {
    const { page } = hands;
    const refs = Object.keys(seen.fields);
    const [first, ...rest] = refs;
    const wish = chance.next();
    if (first === undefined || wish > 0.7) {
      const back = wish > 0.93 && !(await page.locator('.feet button:not(.main)').isDisabled());
      await hands.press(page.locator(back ? '.feet button:not(.main)' : '.feet button.main'));
      await drawn(page);
      return;
    }
    const ref = chance.one([first, ...rest]);
    const section = page.locator(`section[data-ref="${ref}"]`);
    if ((await section.count()) > 0) return changeRepeat(ref);
    const interview = beginInterview(form, { world, language: 'en', kept: await keptHere(page) });
    const asked = questionAt(interview, ref);
    const said = asked && sayingTo(interview, asked, chance);
    if (!asked || said === null) return; // not kept yet what brought it
    doing.add(ref);
    const before = await keptAt(page, ref);
    const given = await give(hands, asked, said, { language: 'en', files });
    // a file is an answer once its bytes are kept: “saved” speaks of answers
    if (given === 'as kept')
      await until(`the file of ${ref}`, async () => (await keptAt(page, ref)) !== before);
  }

  async function changeRepeat(ref: string): Promise<void> {
    const section = hands.page.locator(`section[data-ref="${ref}"]`);
    const remove = section.locator('button.bad');
    const count = await remove.count();
    doing.add(ref);
    if (count > 2 || (count > 0 && chance.happens(0.3))) {
      removing.add(`${ref}[`);
      await hands.press(remove.nth(chance.between(0, count - 1)));
    } else await hands.press(section.locator(':scope > button'));
    await drawn(hands.page);
  }
}

const world = { now: () => new Date(), random: () => 0.5, uuid: () => crypto.randomUUID() };

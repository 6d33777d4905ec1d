/**
 * Somebody who answers a whole interview on the screen, from a seed. What they did is told as steps that `rintis replay` takes;
 * a second interview without a screen keeps along, to know what is asked and where it stands.
 */
import type { Locator, Page } from 'playwright-core';
import { type Given, type Step, toAnswer } from '../../../src/authoring/steps.ts';
import { walk } from '../../../src/authoring/walk.ts';
import {
  type Answer,
  addRepeat,
  answer,
  type Interview,
  questionAt,
  type Ref,
  removeRepeat,
} from '../../../src/questionnaire/index.ts';
import type { Chance } from '../../simulator/parts/chance.ts';
import { type Files, fieldOf, give } from './giving.ts';
import { drawn, type Hands, until } from './hands.ts';
import { keptAt, keptHere } from './kept.ts';
import { sayingTo } from './sayings.ts';

export interface Walked {
  readonly steps: readonly Step[];
  /** Questions that were answered, each once. */
  readonly answered: number;
  readonly blank: number;
  readonly interview: Interview;
}

export interface Manner {
  readonly chance: Chance;
  /** How much of what need not be answered is answered all the same. */
  readonly diligence: number;
  /** What is said to questions of these names; then the others are left blank where that may be. */
  readonly plan?: Readonly<Record<string, Given>>;
  /** Instances of a repeat, at most. */
  readonly mostInstances: number;
  readonly language: string;
  readonly files: Files;
  /** Called on each step, once all of it is answered. */
  readonly look?: () => Promise<void>;
}

const mostSteps = 3_000;

export interface Walker {
  /** From where the screen stands until the review is there; whatever is not in order on the way is answered anew. */
  toReview(): Promise<Walked>;
}

/** Somebody at the first question. */
export function walker(hands: Hands, begun: Interview, manner: Manner): Walker {
  const { page } = hands;
  const { chance, diligence, mostInstances, language, files } = manner;
  const steps: Step[] = [];
  const settled = new Map<Ref, Answer>();
  const repeats = new Set<Ref>();
  let interview = begun;

  const placeOf = (ref: Ref): string => {
    for (const standing of walk(interview)) if (standing.ref === ref) return standing.place;
    throw new Error(`Nothing stands at ${ref}.`);
  };
  const note = (ref: Ref, said: Answer) => {
    settled.set(ref, said);
    const value = said === null || typeof said === 'number' || typeof said === 'string' ? said : [...said];
    steps.push({ op: 'answer', ref: placeOf(ref), value });
    interview = answer(interview, ref, said);
  };

  /** Answers what can be answered there; whether anything was. */
  const answerTo = async (ref: Ref, mustBe: boolean): Promise<boolean> => {
    const asked = questionAt(interview, ref);
    if (!asked) throw new Error(`The screen asks ${ref}, which is not asked.`);
    if (asked.readOnly || asked.question.kind === 'note') return settle(ref, asked.answer);
    if (await field(ref).locator('input:disabled, [readonly]').count()) return settle(ref, asked.answer);
    const planned = manner.plan?.[asked.question.name];
    const wanted = mustBe || asked.need === 'hard' || (!manner.plan && asked.need === 'soft');
    const said =
      planned !== undefined
        ? toAnswer(asked.question.kind, planned)
        : wanted || chance.happens(diligence)
          ? sayingTo(interview, asked, chance)
          : null;
    if (said === null) return settle(ref, asked.answer);
    if (await isBeyond(field(ref))) return settle(ref, 'cannot be asked here');
    const before = await keptAt(page, ref);
    const given = await give(hands, asked, said, { language, files });
    if (given === 'as kept') {
      await until(`what is kept of ${ref}`, async () => (await keptAt(page, ref)) !== before, 20_000);
      note(ref, (await keptAt(page, ref)) ?? null);
    } else note(ref, given);
    return true;
  };
  const settle = (ref: Ref, standing: Answer): boolean => {
    settled.set(ref, standing);
    return false;
  };
  const field = (ref: Ref) => fieldOf(page, ref);

  const grow = async (ref: Ref) => {
    repeats.add(ref);
    const section = field(ref);
    const add = section.locator(':scope > button');
    const rows = section.locator('ul > li');
    const more = chance.between(0, mostInstances);
    for (let time = 0; time < more && (await add.count()) > 0; time++) {
      const count = await rows.count();
      const here = (await standsAt(page)).hash;
      await hands.press(add);
      const leadsOn = async () => (await standsAt(page)).hash !== here;
      await until(`one more in ${ref}`, async () => (await leadsOn()) || (await rows.count()) > count);
      steps.push({ op: 'addRepeat', ref: placeOf(ref) });
      interview = addRepeat(interview, ref, await newestKey(page, ref, interview));
      if (!(await leadsOn())) continue;
      await page.goBack(); // its questions come in their turn
      await add.waitFor();
    }
    const remove = section.locator('button.bad');
    if ((await remove.count()) > 1 && chance.happens(0.3)) {
      const at = chance.between(0, (await remove.count()) - 1);
      const [standing] = [...walk(interview)]
        .filter(
          ({ kind, ref: each }) =>
            kind === 'instance' && each.startsWith(`${ref}[`) && !each.slice(ref.length + 1).includes('/'),
        )
        .slice(at);
      if (!standing) throw new Error(`${ref} has no instance ${at + 1}.`);
      const count = await rows.count();
      await hands.press(remove.nth(at));
      await until(`one less in ${ref}`, async () => (await rows.count()) < count);
      steps.push({ op: 'removeRepeat', ref: standing.place });
      interview = removeRepeat(interview, standing.ref);
    }
  };

  const isWrong = (ref: Ref): boolean => {
    const kind = questionAt(interview, ref)?.verdict.kind;
    return kind === 'missing' || kind === 'unacceptable';
  };

  const toReview = async (): Promise<Walked> => {
    for (let step = 0; step < mostSteps; step++) {
      if ((await standsAt(page)).isReview) {
        const blank = [...settled.values()].filter((said) => said === null).length;
        return { steps, answered: settled.size - blank, blank, interview };
      }
      const here = (await standsAt(page)).hash;
      for (let again = true; again; ) {
        again = false;
        for (const { ref, isRepeat } of (await standsAt(page)).fields) {
          if (isRepeat ? repeats.has(ref) : settled.has(ref)) continue;
          if (isRepeat) await grow(ref);
          else await answerTo(ref, false);
          again = true;
          await drawn(page);
          break; // what was answered may have changed what is asked
        }
        if (await movedOn(page, here, again)) break;
      }
      // what was in order may not be any more, by another answer
      for (const { ref, isRepeat } of (await standsAt(page)).fields)
        if (!isRepeat && settled.has(ref) && isWrong(ref)) await answerTo(ref, true);
      if ((await standsAt(page)).hash !== here) continue;
      await manner.look?.();
      await goOn(hands, answerTo);
    }
    throw new Error(`After ${mostSteps} steps there is no end.`);
  };
  return { toReview };
}

/** To the next step; what the screen wants first is answered. */
async function goOn(hands: Hands, answerTo: (ref: Ref, mustBe: boolean) => Promise<boolean>): Promise<void> {
  const { page } = hands;
  const here = (await standsAt(page)).hash;
  const next = page.locator('.feet button.main');
  for (let time = 0; time < 12; time++) {
    await hands.press(next);
    const heard = async () =>
      (await standsAt(page)).hash !== here || (await page.locator('.alarm, .wish').count()) > 0;
    await until('the next step, or what is wrong', heard, 4_000).catch(() => undefined); // then it is pressed once more
    await drawn(page);
    const { hash, troubled } = await standsAt(page);
    if (hash !== here) return;
    for (const ref of troubled) if (time < 8) await answerTo(ref, time > 1);
  }
  throw new Error(
    `It does not go on from ${here}: ${(await page.locator('.alarm').allTextContents()).join(' | ')}`,
  );
}

/** This version of the app has no control for it, and says so. */
const isBeyond = async (field: Locator): Promise<boolean> =>
  (await field.locator('p.wish').count()) > 0 &&
  (await field.locator('input, select, textarea, canvas, .button:not(.plain)').count()) === 0;

interface Standing {
  readonly hash: string;
  readonly isReview: boolean;
  readonly fields: readonly { readonly ref: Ref; readonly isRepeat: boolean }[];
  /** Where something is wrong. */
  readonly troubled: readonly Ref[];
}

const standsAt = (page: Page): Promise<Standing> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('[data-ref]:not(h1, h2, h3)')];
    return {
      hash: location.hash,
      isReview: document.querySelector('.answers') !== null,
      fields: fields.map((it) => ({ ref: it.dataset.ref ?? '', isRepeat: it.tagName === 'SECTION' })),
      troubled: fields
        .filter((it) => it.querySelector('.alarm, [role=alert]'))
        .map((it) => it.dataset.ref ?? ''),
    };
  });

/** On a phone a choice leads on by itself, a moment after it was made. */
async function movedOn(page: Page, here: string, answered: boolean): Promise<boolean> {
  const { hash, fields } = await standsAt(page);
  if (hash !== here) return true;
  const chosen = await page.locator('[data-ref] input[type=radio]:checked').count();
  if (!answered || fields.length !== 1 || chosen === 0) return false;
  await page.waitForFunction((before) => location.hash !== before, here, { timeout: 900 }).catch(stayed);
  await drawn(page);
  return (await standsAt(page)).hash !== here;
}

/** It was no choice that leads on. */
const stayed = (): undefined => undefined;

/** The key that the device gave to the instance that was added last. */
async function newestKey(page: Page, repeat: Ref, before: Interview): Promise<string> {
  const known = new Set([...walk(before)].map(({ ref }) => ref));
  let found: string | undefined;
  await until(`a key in ${repeat}`, async () => {
    const rows = await keptHere(page);
    const keys = rows.flatMap(({ ref, answer }) =>
      ref.startsWith(`${repeat}[`)
        ? [ref.slice(repeat.length + 1).split(']')[0] ?? '']
        : ref === repeat && Array.isArray(answer)
          ? answer.map(String)
          : [],
    );
    found = keys.find((key) => !known.has(`${repeat}[${key}]`));
    return found !== undefined;
  });
  return found ?? '';
}

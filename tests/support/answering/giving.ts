/** Gives an answer to a question on the screen, with the control that stands there. */
import type { Locator, Page } from 'playwright-core';
import {
  type Answer,
  type AskedQuestion,
  type ChoiceShown,
  type Kind,
  plainText,
  toDayParts,
  toGiven,
} from '../../../src/questionnaire/index.ts';
import { drawn, type Hands, until } from './hands.ts';

export interface Files {
  /** By kind of question: what a person would choose on their device. */
  readonly [kind: string]: string;
}

/** Its answer as the device keeps it, where only the device knows it (the name of a file, a position). */
export type Given = Answer | 'as kept';

export async function give(
  hands: Hands,
  asked: AskedQuestion,
  said: Answer,
  { language, files }: { language: string; files: Files },
): Promise<Given> {
  const field = fieldOf(hands.page, asked.ref);
  const { kind } = asked.question;
  const has = async (selector: string) => (await field.locator(selector).count()) > 0;
  await until(`a control for ${asked.ref}`, () => has(controlOf(kind)));
  if (kind === 'barcode') {
    await hands.write(field.locator('input[type=text]').last(), String(said));
    return said;
  }
  if (await has('.media, canvas, input[type=file]')) {
    await giveFile(hands, field, asked, files);
    return 'as kept';
  }
  if (await has('[role=combobox][aria-controls]')) await search(hands, field, asked, said);
  else if (kind === 'rank') await order(hands, field, asked, said as readonly string[]);
  else if (kind === 'many') await tick(hands, field, asked, said as readonly string[]);
  else if (kind === 'acknowledge') await hands.press(field.locator('input[type=checkbox]'));
  else if (kind === 'date' || kind === 'dateTime') await writeDay(hands, field, String(said), language);
  else if (await has('input[type=time]'))
    await writeTime(hands, field.locator('input[type=time]'), String(said));
  else if (kind === 'place' || kind === 'trace' || kind === 'shape')
    return locate(hands, field, String(said));
  else if (await has('input[type=radio]'))
    await hands.pick(field.locator(`input[type=radio][value=${JSON.stringify(String(said))}]`).first());
  else if (await has('select')) await hands.unfold(field.locator('select'), String(said));
  else {
    const box = field.locator('.range-typed input, input[type=text], textarea').first();
    await hands.write(box, toGiven(said, language));
  }
  return said;
}

/** What is there once the control of that kind has come; a question has buttons of its own before. */
function controlOf(kind: Kind): string {
  if (kind === 'photo' || kind === 'audio' || kind === 'video' || kind === 'file') return '.media';
  if (kind === 'place' || kind === 'trace' || kind === 'shape') return '.places, .button:not(.plain)';
  return kind === 'rank' ? 'ol.ranks, .button:not(.plain)' : 'input, select, textarea';
}

export const fieldOf = (page: Page, ref: string): Locator =>
  page.locator(`[data-ref=${JSON.stringify(ref)}]`);

/** As they stand on the screen: those set apart come last. */
const asStanding = (choices: readonly ChoiceShown[]): readonly ChoiceShown[] => [
  ...choices.filter(({ apart }) => !apart),
  ...choices.filter(({ apart }) => apart),
];

async function tick(
  hands: Hands,
  field: Locator,
  asked: AskedQuestion,
  names: readonly string[],
): Promise<void> {
  for (const [at, { name }] of asStanding(asked.choices).entries()) {
    const box = field.locator('input[type=checkbox]').nth(at);
    if ((await box.isChecked()) !== names.includes(name)) await hands.press(box);
  }
}

async function order(
  hands: Hands,
  field: Locator,
  asked: AskedQuestion,
  names: readonly string[],
): Promise<void> {
  const rows = field.locator('ol.ranks > li');
  if ((await rows.count()) === 0) {
    await hands.press(field.locator('button').first());
    await rows.first().waitFor();
  }
  const standing = Array.isArray(asked.answer) ? [...asked.answer] : asked.choices.map(({ name }) => name);
  for (const [to, name] of names.entries()) {
    for (let at = standing.indexOf(name); at > to; at--) {
      await hands.press(rows.nth(at).locator('button').first());
      await drawn(hands.page);
      standing.splice(at - 1, 0, ...standing.splice(at, 1));
    }
  }
}

/** Types a part of what the choice is called, and takes the one that is called so. */
async function search(hands: Hands, field: Locator, asked: AskedQuestion, said: Answer): Promise<void> {
  const box = field.locator('[role=combobox]');
  for (const name of Array.isArray(said) ? said : [said]) {
    const choice = asked.choices.find((one) => one.name === name);
    if (!choice) throw new Error(`${asked.ref} does not offer ${name}.`);
    const label = plainText(choice.label);
    await hands.write(box, label);
    await drawn(hands.page);
    if (hands.way === 'keys') {
      await until(`${label} in the list`, async () => {
        const active = await box.evaluate(
          (it) => document.getElementById(it.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '',
        );
        if (plain(active) === plain(label)) return true;
        await hands.page.keyboard.press('ArrowDown');
        return false;
      });
      await hands.page.keyboard.press('Enter');
    } else {
      const row = field.getByRole('option', { name: label, exact: true });
      await hands.press(row.first());
    }
    await hands.write(box, '');
  }
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function writeDay(hands: Hands, field: Locator, said: string, language: string): Promise<void> {
  const [iso = '', time] = said.split('T');
  const { day, month, year } = toDayParts(iso, language);
  const part = (name: string) => field.locator(`.date-${name} input, .date-${name} select`);
  if ((await part('day').count()) > 0) await hands.write(part('day'), day);
  if ((await part('month').count()) > 0) await hands.unfold(part('month'), month);
  await hands.write(part('year'), year);
  if (time !== undefined && (await part('time').count()) > 0) await writeTime(hands, part('time'), time);
}

/** As the browser's own field wants it: with a half of the day where the browser's language counts to twelve. */
async function writeTime(hands: Hands, field: Locator, said: string): Promise<void> {
  const [hour = 0, minute = 0] = said.split(':').map(Number);
  const two = (value: number) => String(value).padStart(2, '0');
  const inHalves = await field.evaluate(
    () => new Intl.DateTimeFormat(navigator.language, { hour: 'numeric' }).resolvedOptions().hour12,
  );
  const typed = inHalves
    ? `${two(hour % 12 === 0 ? 12 : hour % 12)}${two(minute)}${hour < 12 ? 'AM' : 'PM'}`
    : `${two(hour)}${two(minute)}`;
  await hands.reach(field); // by keyboard: Tab leads to the hours
  if (hands.way !== 'keys') {
    await field.blur();
    await field.focus(); // a finger may have come down on the minutes
  }
  await hands.page.keyboard.type(typed);
  if ((await field.inputValue()).slice(0, 5) !== said.slice(0, 5)) await field.fill(said.slice(0, 5));
}

/** Typed, point after point, as a map has it; where nothing can be typed, where the device says that it is. */
async function locate(hands: Hands, field: Locator, said: string): Promise<Given> {
  if ((await field.locator('.places').count()) === 0) {
    await hands.press(field.locator('button').first());
    await field.locator('output').first().waitFor();
    return 'as kept';
  }
  const points = said.split(';').map((point) => point.trim());
  if (points.length > 1 && points[0] === points.at(-1)) points.pop(); // an area closes by itself
  const place = field.locator('.typed-place');
  for (const point of points) {
    if ((await place.count()) === 0) await hands.press(field.locator('.places > .buttons button.plain'));
    const [latitude, longitude] = point.split(' ');
    await hands.write(place.locator('input'), `${latitude}, ${longitude}`);
    await hands.press(place.locator('button.main'));
    await drawn(hands.page);
  }
  return 'as kept';
}

async function giveFile(hands: Hands, field: Locator, asked: AskedQuestion, files: Files): Promise<void> {
  const { kind } = asked.question;
  const canvas = field.locator('canvas');
  if ((await canvas.count()) === 0) {
    const file = files[kind];
    if (!file) throw new Error(`There is no ${kind} to give.`);
    await field.locator('input[type=file]').last().setInputFiles(file); // the system's own window is not to be seen
  } else if (hands.way === 'keys') await writeName(hands, field);
  else await hands.draw(canvas);
}

/** What a hand would sign, typed. */
async function writeName(hands: Hands, field: Locator): Promise<void> {
  await hands.press(field.locator('button.typed'));
  await hands.write(field.locator('.typed input'), 'Mali');
  await hands.press(field.locator('.typed button.main'));
}

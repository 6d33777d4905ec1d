/** The interview: a form and what was answered. All that a screen shows is derived from it. */
import type { Answer } from '../answers.ts';
import type { World as FormulaWorld, Surroundings } from '../formula/index.ts';
import type { Words } from '../schema.ts';
import { inWords } from '../words.ts';
import { type Definition, isQuestion, nearest, sharedSheet } from './definitions.ts';
import type { Form } from './form.ts';
import type { LaysOut } from './lastSaved.ts';
import { lastSavedId } from './needs.ts';
import { isSpot } from './scope.ts';
import type { Sheet } from './sheets.ts';
import { OpenSheet, type Spot } from './table.ts';

/** Where something stands: `/g/case[k3]/case_title`. Keys of repeat instances stay when their siblings go. */
export type Ref = string;

/** What the outside gives: the time, chance, fresh ids, and what is known of the device. */
export interface World {
  now(): Date;
  /** From 0 up to, not including, 1. */
  random(): number;
  uuid(): string;
  /** Minutes east of Greenwich at that moment; without it, the device's zone. */
  offsetAt?(moment: number): number;
  /** `deviceid`, `username`, `email` …: what metadata questions record. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Words that the survey gives for `{{name}}`. */
export type Inserts = Readonly<Record<string, { readonly words: Words } | { readonly day: string }>>;

/** What stays the same from one answer to the next. */
export interface Setting {
  readonly form: Form;
  readonly world: World;
  readonly language: string;
  readonly inserts: Inserts;
  /** Answers given beforehand, by the question's name: those questions are not asked. */
  readonly presets: Readonly<Record<string, string>>;
  /** What was sent of the interview that was saved last on this device: `${last-saved#name}`. */
  readonly lastSaved: LaysOut | null;
  /** Writes a day (`2026-11-23`) as the language does. */
  readonly formatDay: (day: string, language: string) => string;
}

/** A value: an act makes the next one, and this one stays as it was. */
export interface Interview extends Setting {
  /** The top sheet, with all others on it. */
  readonly sheet: Sheet;
  /** Orders the choices that are shown at random: the same for the whole interview. */
  readonly seed: number;
  /** Formulas worked out by all acts so far: what an answer costs. */
  readonly evaluations: number;
}

const tables = new WeakMap<Interview, OpenSheet>();

/** The interview's sheets, opened for reading; the same ones each time. */
export function tableOf(interview: Interview): OpenSheet {
  let top = tables.get(interview);
  if (!top) {
    top = new OpenSheet(interview.form.outline.top.home, null, interview.sheet, false);
    tables.set(interview, top);
  }
  return top;
}

/** The one that was asked for last: nobody works on two interviews in turns. */
let known:
  | (Pick<Setting, 'form' | 'world' | 'language' | 'lastSaved'> & { readonly made: FormulaWorld })
  | undefined;

/** What a formula may ask for, in the language of the interview. */
function worldOf({ form, world, language, lastSaved }: Setting): FormulaWorld {
  if (
    known?.world === world &&
    known.form === form &&
    known.language === language &&
    known.lastSaved === lastSaved
  )
    return known.made;
  const saved = lastSaved?.(form.outline);
  const made: FormulaWorld = {
    now: () => world.now(),
    random: () => world.random(),
    uuid: () => world.uuid(),
    ...(world.offsetAt && { offsetAt: (moment: number) => world.offsetAt?.(moment) ?? 0 }),
    language,
    instance: (id) => form.list(id, language) ?? (id === lastSavedId && saved ? saved : undefined),
    lastSaved: (name, from) => saved?.of(name, from),
    property: (name) => world.metadata?.[name],
    itext: (id) => wordsOf(id, form, language),
    choiceLabel(question, value, from) {
      const name = /([^\s/${}]+)\}?\s*$/.exec(question)?.[1];
      const asked =
        name !== undefined && isSpot(from) ? nearest(form.outline, name, from.definition) : undefined;
      if (!asked || !isQuestion(asked.item)) return undefined;
      if (asked.item.choicesFrom && isSpot(from)) return labelAmong(made, form, asked, value, from);
      if (asked.item.list === undefined) return undefined;
      const [row] = form.list(asked.item.list)?.named(value) ?? [];
      return row && inWords(row.choice.label ?? value, language, form.fallbacks).text;
    },
  };
  known = { form, world, language, lastSaved, made };
  return made;
}

/** What is shown of the answer that a question takes its choice from. */
function labelAmong(
  world: FormulaWorld,
  form: Form,
  asked: Definition,
  value: string,
  from: Spot,
): string | undefined {
  const spot = from.sheet.up(sharedSheet(from.sheet.of, asked.home)).spot(asked);
  const at = { place: spot, current: spot, world };
  const chosen = form
    .choices(asked)?.(at)
    .find((place) => form.choiceValue(asked)?.({ ...at, place }) === value);
  return chosen && (form.choiceLabel(asked)?.({ ...at, place: chosen }) ?? value);
}

/** Words by the id that XLSForm's converter gives them: `list-3` is a choice's label, `/data/g/q:hint` a question's hint. */
function wordsOf(id: string, form: Form, language: string): string | undefined {
  const choice = /^(.+)-(\d+)$/.exec(id);
  const item = /^\/[^/]+(\/.+):(label|hint)$/.exec(id);
  const words = choice
    ? form.list(choice[1] ?? '')?.rows[Number(choice[2])]?.choice.label
    : item && form.outline.byPath.get(item[1] ?? '')?.item[item[2] as 'label' | 'hint'];
  return words == null ? undefined : inWords(words, language, form.fallbacks).text;
}

/** Where a formula stands, for running it. */
export const standing = (spot: Spot, setting: Setting): Surroundings => ({
  place: spot,
  current: spot,
  world: worldOf(setting),
});

/** One row as storage keeps it. A repeat's row lists the keys of its instances, in order. */
export interface Kept {
  readonly ref: Ref;
  readonly answer: Answer;
}

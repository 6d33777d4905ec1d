/** What can be done with an interview. Each act gives the next one; the old one stays as it was. */
import type { Answer } from '../answers.ts';
import { beginSheet } from './begin.ts';
import { type Definition, isQuestion } from './definitions.ts';
import type { Form } from './form.ts';
import type { Inserts, Interview, Kept, Ref, Setting, World } from './interview.ts';
import type { LaysOut } from './lastSaved.ts';
import { dayOf, momentOf } from './moments.ts';
import { refOf, spotAt } from './refs.ts';
import { Settling } from './settle.ts';
import { blankSheet } from './sheets.ts';
import { OpenSheet, type Spot } from './table.ts';
import { fromValue } from './values.ts';

export interface Beginning {
  readonly world: World;
  readonly language: string;
  readonly inserts?: Inserts;
  /** Answers given beforehand, by the question's name: they are not asked. */
  readonly presets?: Readonly<Record<string, string>>;
  /** What was sent of the interview that was saved last on this device, for `${last-saved#name}`: blank without. */
  readonly lastSaved?: LaysOut;
  /** The rows of a draft, to go on with. */
  readonly kept?: Iterable<Kept>;
  /** Writes a day (`2026-11-23`) as the language does; without it, as it is. */
  readonly formatDay?: (day: string, language: string) => string;
}

/** Where the seed of the choices' order is kept. */
const seedRef = '#seed';

/** A new interview, with its defaults; or a draft, as it was left. */
export function beginInterview(form: Form, beginning: Beginning): Interview {
  if (!beginning.kept) return begin(form, beginning, null).interview;
  const kept = new Map(Array.from(beginning.kept, ({ ref, answer }) => [ref, answer]));
  return begin(form, beginning, {
    seed: kept.get(seedRef),
    lay: (top) => takeUp(top, kept),
    has: (sheet, definition) => kept.has(refOf(sheet, definition)),
  }).interview;
}

/** What is there already when an interview is gone on with. */
export interface Left {
  readonly seed?: Answer | undefined;
  /** Lays the answers onto the sheets. */
  lay(top: OpenSheet): void;
  /** Whether there is one to this question. */
  has(sheet: OpenSheet, definition: Definition): boolean;
}

/** A new interview; or, with what was left, that one. `top`: its sheets as they lie open, to be read. */
export function begin(
  form: Form,
  beginning: Omit<Beginning, 'kept'>,
  left: Left | null,
): { readonly interview: Interview; readonly top: OpenSheet } {
  const { world, language, inserts = {}, presets = {}, formatDay = (day) => day } = beginning;
  const { lastSaved = null } = beginning;
  const setting = { form, world, language, inserts, presets, formatDay, lastSaved };
  const known = left?.seed;
  const seed = typeof known === 'number' ? known : Math.floor(world.random() * 0x7fff_fffe) + 1;
  const top = new OpenSheet(form.outline.top.home, null, blankSheet(form.outline.top.home, ''), !left);
  if (left) left.lay(top);
  else {
    beginSheet(top, false);
    record(setting, top, (metadata) => metadata !== 'end');
  }
  for (const [definition, answer] of presetsOf(setting)) top.give(definition, answer);
  const settling = new Settling(setting, left !== null);
  settling.allDue(top, (rule, sheet) =>
    Boolean(rule.part === 'calculate' && rule.unrepeatable && left?.has(sheet, rule.definition)),
  );
  settling.settle();
  return { interview: { ...setting, seed, sheet: top.folded(), evaluations: settling.evaluations }, top };
}

/** Someone answers a question; `null` takes the answer back. */
export const answer = (interview: Interview, ref: Ref, given: Answer): Interview =>
  act(interview, (top, settling) => {
    const { sheet, definition } = found(interview, top, ref);
    if (!isQuestion(definition.item)) throw new Error(`${ref} is no question`);
    settling.give(sheet, definition, composed(given));
  });

/** One more instance of a repeat, at its end. The key is the caller's; it stays when siblings go. */
export const addRepeat = (interview: Interview, ref: Ref, key: string): Interview =>
  act(interview, (top, settling) => {
    const { sheet, definition: repeat } = found(interview, top, ref);
    if (!repeat.inside || repeat.rules.count) throw new Error(`${ref} takes no instances by hand`);
    const { sheets } = sheet.stack(repeat);
    if (!/^[\w-]{1,64}$/.test(key) || sheets.some((each) => each.key === key)) {
      throw new Error(`${key} cannot be the key of another instance of ${ref}`);
    }
    const begun = settling.begin(sheet, repeat, key);
    sheet.recount(repeat, sheet.stack(repeat).sheets.length);
    settling.allDue(begun);
    settling.restack(sheet, repeat);
  });

/** An instance of a repeat goes, with all its answers. `ref` ends in its key. */
export const removeRepeat = (interview: Interview, ref: Ref): Interview =>
  act(interview, (top, settling) => {
    const { sheet, definition: repeat } = found(interview, top, ref);
    const { above } = sheet;
    if (!above || sheet.definition !== repeat || repeat.rules.count)
      throw new Error(`${ref} cannot be removed`);
    above.remove(repeat, sheet.at);
    above.recount(repeat, above.stack(repeat).sheets.length);
    settling.restack(above, repeat);
  });

/** The same interview in another language. Nothing is asked again; calculations that read words follow. */
export const inLanguage = (interview: Interview, language: string): Interview =>
  act({ ...interview, language }, (top, settling) => {
    for (const rule of interview.form.rules) {
      if (!rule.worded || rule.triggered || rule.part === 'default') continue;
      for (const sheet of top.down(rule.home)) settling.due(rule, sheet);
    }
  });

/** The interview at its end: metadata questions record the time. */
export const finish = (interview: Interview): Interview =>
  act(interview, (top, settling) => record(interview, top, (metadata) => metadata === 'end', settling));

function act(interview: Interview, write: (top: OpenSheet, settling: Settling) => void): Interview {
  const top = new OpenSheet(interview.form.outline.top.home, null, interview.sheet, false);
  const settling = new Settling(interview);
  write(top, settling);
  settling.settle();
  return { ...interview, sheet: top.folded(), evaluations: interview.evaluations + settling.evaluations };
}

function found({ form }: Interview, top: OpenSheet, ref: Ref): Spot {
  const spot = spotAt(top, form.outline, ref);
  if (!spot) throw new Error(`nothing stands at ${ref}`);
  return spot;
}

const composed = (given: Answer): Answer =>
  typeof given === 'string'
    ? given.normalize('NFC')
    : given && typeof given === 'object'
      ? given.map((name) => name.normalize('NFC'))
      : given;

function takeUp(sheet: OpenSheet, kept: ReadonlyMap<Ref, Answer>): void {
  for (const definition of sheet.of.definitions) {
    const row = kept.get(refOf(sheet, definition));
    if (row === undefined) continue;
    if (!definition.inside) sheet.give(definition, row);
    else if (Array.isArray(row)) {
      for (const key of row) takeUp(sheet.add(definition, key, false), kept);
      sheet.recount(definition, row.length);
    }
  }
}

function* presetsOf({ form, presets }: Setting): Iterable<[Definition, Answer]> {
  for (const [name, text] of Object.entries(presets)) {
    const [definition] = form.outline.byName.get(name) ?? [];
    if (definition?.home.depth === 0 && isQuestion(definition.item)) {
      yield [definition, fromValue(definition.item.kind, text)];
    }
  }
}

/** Fills in the metadata questions that `which` names. */
function record(
  { world }: Setting,
  top: OpenSheet,
  which: (metadata: string) => boolean,
  settling?: Settling,
): void {
  const now = world.now();
  for (const definition of top.of.definitions) {
    if (!isQuestion(definition.item) || definition.item.kind !== 'metadata') continue;
    const { metadata = definition.name } = definition.item;
    if (!which(metadata)) continue;
    const timed = metadata === 'start' || metadata === 'end';
    const value =
      metadata === 'today' ? dayOf(now, world) : timed ? momentOf(now, world) : world.metadata?.[metadata];
    if (value === undefined) continue;
    if (settling) settling.give(top, definition, value);
    else top.give(definition, value);
  }
}

/** One question, one group or one repeat as a screen needs it. What nobody looks at is not worked out. */
import { type Answer, isBlank } from '../answers.ts';
import { isUnfinished } from '../codecs.ts';
import type { Group, Question, Repeat, Words } from '../schema.ts';
import type { Need, Verdict, VerdictKind } from '../verdict.ts';
import type { Shown } from '../words.ts';
import { type ChoiceShown, choicesAt } from './choices.ts';
import { type Definition, isQuestion, isSection } from './definitions.ts';
import { type Interview, type Ref, standing, tableOf } from './interview.ts';
import { refOf, sheetRef, spotAt } from './refs.ts';
import { OpenSheet, type Spot } from './table.ts';
import { sayAt } from './text.ts';

/** All there is to know of one question at this moment of the interview. */
export class AskedQuestion {
  readonly ref: Ref;
  readonly question: Question;
  readonly #interview: Interview;
  readonly #spot: Spot;
  #verdict: Verdict | undefined;
  #choices: readonly ChoiceShown[] | undefined;

  constructor(interview: Interview, spot: Spot, question: Question) {
    this.ref = refOf(spot.sheet, spot.definition);
    this.question = question;
    this.#interview = interview;
    this.#spot = spot;
  }

  get relevant(): boolean {
    return this.#spot.sheet.isLive() && this.#spot.sheet.isRelevant(this.#spot.definition);
  }
  /** What was answered, relevant or not; a choice that is no longer offered is left out. */
  get answer(): Answer {
    return this.#spot.sheet.fitting(this.#spot.definition);
  }
  get need(): Need {
    return needAt(this.#interview, this.#spot);
  }
  /** By its own rule, or because it is worked out, or was given beforehand. */
  get readOnly(): boolean {
    const { calculate, trigger } = this.question;
    return (
      (calculate !== undefined && trigger === undefined) ||
      isPreset(this.#interview, this.#spot.sheet, this.#spot.definition) ||
      holdsAt(this.#interview, this.#spot, this.#interview.form.readOnly)
    );
  }
  get label(): Shown | null {
    return this.#say(this.question.label);
  }
  get hint(): Shown | null {
    return this.#say(this.question.hint);
  }
  get guidance(): Shown | null {
    return this.#say(this.question.guidance);
  }
  get verdict(): Verdict {
    this.#verdict ??= this.#judge();
    return this.#verdict;
  }
  get choices(): readonly ChoiceShown[] {
    this.#choices ??= choicesAt(this.#interview, this.#spot, this.question);
    return this.#choices;
  }

  #judge(): Verdict {
    const { sheet, definition } = this.#spot;
    const kind = this.relevant ? verdictAt(this.#interview, sheet, definition) : 'fine';
    const { constraintMessage, requiredMessage } = this.question;
    const wanting = kind === 'missing' || kind === 'wanted';
    const words = kind === 'unacceptable' ? constraintMessage : wanting ? requiredMessage : undefined;
    return { kind, message: this.#say(words) };
  }

  #say(words: Words | undefined): Shown | null {
    return words === undefined ? null : sayAt(this.#interview, this.#spot, words);
  }
}

/** What there is to say of a question that is asked. A blank cannot break a constraint and a filled one cannot be missing. */
export function verdictAt(interview: Interview, sheet: OpenSheet, definition: Definition): VerdictKind {
  const answer = sheet.fitting(definition);
  if (isBlank(answer)) return ofBlank[needAt(interview, sheet.spot(definition))];
  if (isUnfinished(definition.item.kind, answer)) return 'unfinished';
  const constraint = interview.form.constraint(definition);
  const holds = constraint === null || constraint(standing(sheet.spot(definition), interview));
  return holds ? 'fine' : 'unacceptable';
}

const ofBlank = { hard: 'missing', soft: 'wanted', no: 'fine' } as const;

function needAt(interview: Interview, spot: Spot): Need {
  const { form } = interview;
  if (holdsAt(interview, spot, form.required)) return 'hard';
  return holdsAt(interview, spot, form.softRequired) ? 'soft' : 'no';
}

const holdsAt = (interview: Interview, spot: Spot, part: Interview['form']['required']): boolean =>
  part(spot.definition)?.(standing(spot, interview)) ?? false;

/** A group, a repeat or one instance of a repeat: its heading. */
export interface AskedSection {
  readonly ref: Ref;
  readonly section: Group | Repeat;
  readonly relevant: boolean;
  readonly label: Shown | null;
  readonly hint: Shown | null;
  readonly intro: Shown | null;
  /** Of a repeat's instance: which one it is, from 1. */
  readonly position: number | null;
}

/** The question at a ref; `null` where none stands (any more). */
export function questionAt(interview: Interview, ref: Ref): AskedQuestion | null {
  const spot = spotAt(tableOf(interview), interview.form.outline, ref);
  return spot && isQuestion(spot.definition.item)
    ? new AskedQuestion(interview, spot, spot.definition.item)
    : null;
}

/** The group, repeat or instance at a ref; `null` where none stands (any more). */
export function sectionAt(interview: Interview, ref: Ref): AskedSection | null {
  const spot = spotAt(tableOf(interview), interview.form.outline, ref);
  if (!spot || !isSection(spot.definition.item)) return null;
  const { sheet, definition } = spot;
  const section = spot.definition.item;
  const instance = spot instanceof OpenSheet && spot.above !== null;
  const read = (words: Words | undefined): Shown | null =>
    words === undefined ? null : sayAt(interview, spot, words);
  return {
    ref: instance ? sheetRef(sheet) : refOf(sheet, definition),
    section,
    relevant: sheet.isLive() && sheet.isRelevant(definition) && (instance || firstHolds(spot)),
    label: read(section.label),
    hint: read(section.hint),
    intro: read(section.intro),
    position: instance ? sheet.at + 1 : null,
  };
}

/** A repeat whose instances have a condition each stands and falls, as a whole, with the first of them, as in ODK. */
function firstHolds({ sheet, definition }: Spot): boolean {
  const [first] = definition.inside ? sheet.instances(definition) : [];
  return first?.holds(definition) ?? true;
}

/** Answered beforehand by the survey: never asked. */
export const isPreset = ({ presets }: Interview, { above }: OpenSheet, { name }: Definition): boolean =>
  above === null && Object.hasOwn(presets, name);

/** What a question offers to choose from: filtered, in its order, in the language of the interview. */
import type { Choice, Media, Question } from '../schema.ts';
import type { Shown } from '../words.ts';
import { type Interview, standing } from './interview.ts';
import { Row } from './lists.ts';
import type { Spot } from './table.ts';
import { sayAt } from './text.ts';

/** One choice. Its words are read when they are looked at: a list may have 50,000. */
export class ChoiceShown {
  readonly name: string;
  readonly choice: Choice;
  /** Set apart from the others: don't know, not applicable, prefer not to say. */
  readonly apart: boolean;
  readonly media: Media | undefined;
  readonly #say: (words: NonNullable<Choice['label']>) => Shown;

  constructor(choice: Choice, say: (words: NonNullable<Choice['label']>) => Shown) {
    this.name = choice.name;
    this.choice = choice;
    this.apart = choice.apart ?? false;
    this.media = choice.media;
    this.#say = say;
  }

  get label(): Shown {
    return this.#say(this.choice.label ?? this.choice.name);
  }
  get hint(): Shown | null {
    return this.choice.hint === undefined ? null : this.#say(this.choice.hint);
  }
}

/** The choices of the question at a place. */
export function choicesAt(interview: Interview, spot: Spot, question: Question): readonly ChoiceShown[] {
  if (question.choicesFrom) return fromAnswers(interview, spot, question);
  if (question.list === undefined) return [];
  const { form } = interview;
  const rows = filteredAt(interview, spot) ?? form.list(question.list)?.rows ?? [];
  const say = (words: NonNullable<Choice['label']>): Shown => sayAt(interview, spot, words);
  return inOrder(interview, spot, question, rows.filter(isChoice)).map(
    ({ choice }) => new ChoiceShown(choice, say),
  );
}

/** Answers as choices: each with what of it is chosen and what is shown; a blank one cannot be chosen. */
function fromAnswers(interview: Interview, spot: Spot, question: Question): readonly ChoiceShown[] {
  const { form } = interview;
  const at = standing(spot, interview);
  const chosenOf = form.choiceValue(spot.definition);
  const labelOf = form.choiceLabel(spot.definition);
  const found = (form.choices(spot.definition)?.(at) ?? []).flatMap((place): { choice: Choice }[] => {
    const name = chosenOf?.({ ...at, place }) ?? '';
    return name === '' ? [] : [{ choice: { name, label: labelOf?.({ ...at, place }) || name } }];
  });
  const say = (words: NonNullable<Choice['label']>): Shown => ({
    text: String(words),
    language: interview.language,
    pieces: ['', String(words), ''], // an answer is never read as markup
  });
  return inOrder(interview, spot, question, found).map(({ choice }) => new ChoiceShown(choice, say));
}

/** Whether the question at a place offers all of these. */
export function offersAt(
  interview: Interview,
  spot: Spot,
  question: Question,
  chosen: readonly string[],
): boolean {
  if (question.choicesFrom) {
    const offered = new Set(fromAnswers(interview, spot, question).map(({ name }) => name));
    return chosen.every((name) => offered.has(name));
  }
  const rows = filteredAt(interview, spot);
  const list = interview.form.list(question.list ?? '');
  const left = rows && new Set(rows.filter(isChoice).map(({ choice }) => choice.name));
  return chosen.every((name) => (left ? left.has(name) : list?.named(name).some(isChoice)));
}

/** The rows that its filter lets through; `null` where it has none. */
function filteredAt(interview: Interview, spot: Spot): readonly Row[] | null {
  const filtered = interview.form.choices(spot.definition);
  return filtered ? filtered(standing(spot, interview)).filter((place) => place instanceof Row) : null;
}

/** A row of a file may name nothing that can be chosen. */
const isChoice = ({ choice }: Row): boolean => choice.name !== '';

function inOrder<T extends { readonly choice: Choice }>(
  interview: Interview,
  spot: Spot,
  { randomize }: Question,
  rows: readonly T[],
): readonly T[] {
  if (!randomize) return rows;
  const last = new Set(randomize.keepLast);
  const stays = ({ choice }: T): boolean => choice.apart === true || last.has(choice.name);
  const seed = seedAt(interview, spot);
  return [
    ...shuffled(
      rows.filter((row) => !stays(row)),
      seed,
    ),
    ...rows.filter(stays),
  ];
}

/** The author's seed; without one, or while it is blank, the interview's own. */
function seedAt({ form, seed, ...rest }: Interview, spot: Spot): number {
  const at = standing(spot, { form, ...rest });
  const given = form.seed(spot.definition)?.(at).trim() ?? '';
  if (given === '') return seed;
  const number = Number(given);
  return Number.isNaN(number) ? (form.seedOfText(spot.definition)?.(at) ?? seed) : number;
}

const modulus = 2_147_483_647; // the "minimal standard" generator of Park and Miller, as in ODK's randomize()

/** Fisher and Yates from the front, the variant that ODK's engines share: the same seed gives the same order there. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = Math.trunc(seed) % modulus;
  if (state <= 0) state += modulus - 1;
  const order: T[] = [];
  for (const [at, item] of items.entries()) {
    state = (state * 16_807) % modulus;
    const place = Math.floor(((state - 1) / (modulus - 1)) * (at + 1));
    const moved = order[place];
    if (moved !== undefined) order.push(moved);
    order[place] = item;
  }
  return order;
}

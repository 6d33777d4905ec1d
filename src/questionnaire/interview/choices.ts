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
  if (question.list === undefined) return [];
  const { form } = interview;
  const rows = filteredAt(interview, spot) ?? form.list(question.list)?.rows ?? [];
  const say = (words: NonNullable<Choice['label']>): Shown => sayAt(interview, spot, words);
  return inOrder(interview, spot, question, rows.filter(isChoice)).map(
    ({ choice }) => new ChoiceShown(choice, say),
  );
}

/** Whether the question at a place offers all of these. */
export function offersAt(
  interview: Interview,
  spot: Spot,
  question: Question,
  chosen: readonly string[],
): boolean {
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

function inOrder(
  interview: Interview,
  spot: Spot,
  { randomize }: Question,
  rows: readonly Row[],
): readonly Row[] {
  if (!randomize) return rows;
  const last = new Set(randomize.keepLast);
  const stays = ({ choice }: Row): boolean => choice.apart === true || last.has(choice.name);
  const given = interview.form.seed(spot.definition)?.(standing(spot, interview));
  const seed = given === undefined || Number.isNaN(given) ? interview.seed : given;
  return [
    ...shuffled(
      rows.filter((row) => !stays(row)),
      seed,
    ),
    ...rows.filter(stays),
  ];
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

/** The answers of the interview that was saved last, as places that formulas can walk. */
import type { Answer, Answers } from '../answers.ts';
import type { Instance, Place } from '../formula/index.ts';
import { type Definition, nearest, type Outline } from './definitions.ts';
import { toText } from './place.ts';
import { isSpot } from './scope.ts';

/** Lays the answers out for a form, once it is known; to begin an interview with. */
export type LaysOut = (outline: Outline) => LastSaved;
export const lastSavedOf =
  (answers: Answers): LaysOut =>
  (outline) =>
    new LastSaved(outline, answers);

export class LastSaved implements Instance {
  readonly place: Place;
  readonly #outline: Outline;

  constructor(outline: Outline, answers: Answers) {
    this.#outline = outline;
    const document = branch('', null);
    document.children = [grown(outline.top, answers, document)];
    this.place = document;
  }

  /** What was answered to the question of that name, in each instance of a repeat; nothing if it was not. */
  of(name: string, from: Place): readonly Place[] {
    const target = nearest(this.#outline, name, isSpot(from) ? from.definition : this.#outline.top);
    const [, ...steps] = target?.path.split('/') ?? [];
    let found = this.place.children;
    for (const step of steps)
      found = found.flatMap(({ children }) => children.filter((one) => one.name === step));
    return found;
  }
}

type Branch = { -readonly [part in keyof Place]: Place[part] };

const branch = (name: string, parent: Place | null, text = ''): Branch => ({
  name,
  parent,
  children: [],
  text,
});

function grown(section: Definition, answers: Answers, parent: Place): Place {
  const place = branch(section.name, parent);
  place.children = section.children.flatMap((child): readonly Place[] => {
    const given = Object.hasOwn(answers, child.name) ? answers[child.name] : undefined;
    if (given === undefined || given === null) return [];
    if (child.inside) return (given as readonly Answers[]).map((one) => grown(child, one, place));
    if (child.children.length > 0) return [grown(child, given as Answers, place)];
    return [branch(child.name, place, toText(given as Answer))];
  });
  return place;
}

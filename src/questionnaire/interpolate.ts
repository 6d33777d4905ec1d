/** Sentences with holes: `${question}` takes an answer, `{{insert}}` takes words of the questionnaire or the survey. */

/** Fills a hole; `null` where nobody knows the name, and the hole stays to be seen. */
export interface Fillings {
  insert(name: string): string | null;
  answer(name: string): string | null;
}

const holes = /\{\{([^{}]+)\}\}|\$\{([^{}]+)\}/;

/** Whether there is anything to fill. */
export const hasHoles = (text: string): boolean => holes.test(text);

/**
 * The sentence in pieces: author's words and answers by turns, so that an answer is never taken for markup.
 * An insert may hold holes itself, three deep: deeper is a circle.
 */
export function interpolate(text: string, fillings: Fillings): string[] {
  const pieces: string[] = [''];
  fill(text, fillings, pieces, 0);
  return pieces;
}

function fill(text: string, fillings: Fillings, pieces: string[], depth: number): void {
  let rest = text;
  for (let hole = holes.exec(rest); hole; hole = holes.exec(rest)) {
    append(pieces, rest.slice(0, hole.index));
    const [whole, insert, name] = hole;
    const words = insert === undefined ? null : fillings.insert(insert.trim());
    const given = name === undefined ? null : fillings.answer(name.trim());
    if (given !== null) pieces.push(given, '');
    else if (words !== null && depth < 3) fill(words, fillings, pieces, depth + 1);
    else append(pieces, whole);
    rest = rest.slice(hole.index + whole.length);
  }
  append(pieces, rest);
}

function append(pieces: string[], words: string): void {
  pieces[pieces.length - 1] += words;
}

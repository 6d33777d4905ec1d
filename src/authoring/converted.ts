/**
 * Words as an XLSForm's labels read once the field's reference converter has made an XForm of them: typographic quotes are
 * straight, runs of spaces are one, a sentence with an answer in it is padded, and `-` stands where a language has no words.
 * Only traces are written so, to be compared with those of other engines; people read the author's words.
 */
import { inWords, type Shown, type Words } from '../questionnaire/index.ts';

/** How a trace writes words: as they are shown, or as they were converted. */
export type Wording = (shown: Shown, words: Words | undefined, language: string) => string;

export const asShown: Wording = ({ text }) => text;

/** Between author's words stand answers, which nobody straightens. */
export const asConverted: Wording = ({ text, pieces = [text] }, words, language) => {
  if (words !== undefined && inWords(words, language, []).language !== language) return '-';
  const plain = pieces
    .map((piece, at) => (at % 2 === 0 ? straight(piece).replace(/ +/g, ' ') : piece))
    .join('');
  if (pieces.length === 1) return plain;
  return pieces[0] === '' ? `${plain} ` : ` ${plain} `; // before an answer that comes first there is no blank
};

/** Without typography: `‘’` and `“”` as a keyboard has them. */
export const straight = (text: string): string => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

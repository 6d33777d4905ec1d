/**
 * The letters that we print with. Noto Sans whole, and not in the pieces that web fonts come in: a Vietnamese word would be torn
 * between three of them. Noto Sans Thai for what is Thai.
 */
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`));

export const fontFiles = {
  latin: at('noto-sans/400Regular/NotoSans_400Regular.ttf'),
  'latin-bold': at('noto-sans/700Bold/NotoSans_700Bold.ttf'),
  thai: at('noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'),
  'thai-bold': at('noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf'),
} as const;
export type FontName = keyof typeof fontFiles;

export interface Run {
  readonly font: FontName;
  readonly text: string;
}

const thai = /[\u0e00-\u0e7f]/;
const pieces = /[\u0e00-\u0e7f]+|[^\u0e00-\u0e7f]+/g;

/** A line in pieces of one script each, as they are drawn. */
export const runsOf = (line: string, isBold: boolean): Run[] =>
  (line.normalize('NFC').match(pieces) ?? []).map((text) => {
    const script = thai.test(text) ? 'thai' : 'latin';
    return { font: isBold ? `${script}-bold` : script, text: script === 'thai' ? toDrawn(text) : text };
  });

const inPieces = /[\u0e00-\u0e7f\u01f8\u01f9\u1e00-\u1eff]/; // marks in an order or a place of their own

/** Whether what is drawn reads otherwise than what is said, letter by letter. */
export const isDrawnOtherwise = (line: string): boolean => inPieces.test(line.normalize('NFC'));

/**
 * Sara am is drawn as a circle over the letter and a stroke after it; a tone mark stands over the circle. Fontkit leaves them in
 * the order in which they are typed, so that the circle would stand over the mark; HarfBuzz turns them round like this, too.
 */
const toDrawn = (text: string): string => text.replace(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32');

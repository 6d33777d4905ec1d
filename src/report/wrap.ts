/** Text in lines, broken where its language breaks. */

/** Words with the marks that stay with them: no line begins with a full stop or ends with an opening bracket. */
export function wordsIn(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenterOf(language).segment(text)) {
    const isMark = !isWordLike && segment.trim() !== '' && !/[([“‘–-]/.test(segment);
    const last = words.at(-1);
    if (last !== undefined && (isMark || /[([“‘\u00a0]$/.test(last) || segment === '\u00a0'))
      words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  return words;
}

const segmenters = new Map<string, Intl.Segmenter>();
function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, known);
  return known;
}

/** As many words in a line as `fits` says; a word that fits in no line has one to itself. */
export function inLines(text: string, language: string, fits: (line: string) => boolean): string[] {
  const found: string[] = [];
  let now = '';
  for (const word of wordsIn(text, language)) {
    if (now.trim() !== '' && !fits(now + word.trimEnd())) {
      found.push(now.trimEnd());
      now = word.trimStart();
    } else now += word;
  }
  if (now.trim() !== '') found.push(now.trimEnd());
  return found;
}

/** Words in lines of so many letters at most, and so many lines. */
export function wrap(text: string, most: number, language: string, lines = 4): string[] {
  const found = inLines(text, language, (line) => lengthOf(line) <= most);
  if (found.length <= lines) return found;
  return [
    ...found.slice(0, lines - 1),
    `${found
      .slice(lines - 1)
      .join(' ')
      .slice(0, most - 1)}…`,
  ];
}

/** Marks above and below a letter take no room. */
const lengthOf = (text: string): number => text.replace(/\p{M}/gu, '').length;

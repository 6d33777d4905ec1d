/**
 * Finding a choice among thousands by what a person types on a phone: without the marks that are hard to type, the letters
 * first that are easy. `da nang` finds `Đà Nẵng`; Thai is found without its tone marks.
 */

/** What is searched, made once for a list in one language. */
export interface SearchIndex {
  readonly plain: readonly string[];
  readonly folded: readonly string[];
}

export const indexOf = (texts: readonly string[]): SearchIndex => {
  const plain = texts.map(plainly);
  return { plain, folded: plain.map(fold) };
};

/**
 * Places in the list of all that hold what was typed, best first: the very words, what begins with them, a word that
 * begins with them, then anywhere; each as typed before without its marks. Within a rank the list keeps its order.
 * With nothing typed, everything.
 */
export function find({ plain, folded }: SearchIndex, typed: string): number[] {
  const exact = plainly(typed);
  if (exact === '') return plain.map((_, at) => at);
  const loose = fold(exact);
  const ranks: number[][] = Array.from({ length: 8 }, () => []);
  for (const [at, text] of folded.entries()) {
    const place = rankOf(text, loose);
    if (place === none) continue;
    const marked = rankOf(plain[at] ?? '', exact);
    ranks[marked === none ? place * 2 + 1 : marked * 2]?.push(at);
  }
  return ranks.flat();
}

const none = 4;

function rankOf(text: string, sought: string): 0 | 1 | 2 | 3 | 4 {
  const at = text.indexOf(sought);
  if (at < 0) return none;
  if (at === 0) return text.length === sought.length ? 0 : 1;
  return beginsWord(text, sought, at) ? 2 : 3;
}

function beginsWord(text: string, sought: string, first: number): boolean {
  for (let at = first; at >= 0; at = text.indexOf(sought, at + 1)) {
    if (!/[\p{L}\p{M}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

const plainly = (text: string): string =>
  text.normalize('NFC').toLowerCase().replaceAll('\u200B', '').replace(/\s+/g, ' ').trim();

/**
 * Without the marks of Latin letters (Unicode block 0300–036F), Thai tone marks, maitaikhu and thanthakhat (0E47–0E4C).
 * Thai vowels stay: they are letters to those who read them. đ, ł and ø have no decomposition.
 */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036F\u0E47-\u0E4C]/g, '')
    .replace(/[đłø]/g, (letter) => ({ đ: 'd', ł: 'l', ø: 'o' })[letter] ?? letter)
    .normalize('NFC');

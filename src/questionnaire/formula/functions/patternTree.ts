/** Reads a regular expression of Java's and JavaScript's common ground. What one character may be is left to RegExp. */

export type Part =
  | { readonly fits: (char: string) => boolean }
  /** Holds between two characters; undefined is the edge of the text. */
  | { readonly edge: (before: string | undefined, after: string | undefined) => boolean }
  | { readonly sequence: readonly Part[] }
  | { readonly either: readonly Part[] }
  | { readonly of: Part; readonly least: number; readonly most: number }
  | { readonly ahead: Part; readonly wanted: boolean };

const deepest = 100;
const word = /^\w$/;
const isWord = (char: string | undefined): boolean => char !== undefined && word.test(char);
const edges: Record<string, Extract<Part, { edge: unknown }>['edge']> = {
  '^': (before) => before === undefined,
  '\\A': (before) => before === undefined,
  $: (_, after) => after === undefined,
  '\\z': (_, after) => after === undefined,
  '\\Z': (_, after) => after === undefined,
  '\\b': (before, after) => isWord(before) !== isWord(after),
  '\\B': (before, after) => isWord(before) === isWord(after),
};

/** Groups we read; `(?<=`, back references and the like we do not. */
const group = /\(\?([=!:>]|<[A-Za-z]\w*>|P<\w+>|i:?)|\(/y;
const quantifier = /(?:([*+?])|\{(\d*)(,?)(\d*)\})[?+]?/y;
const atom =
  /\[\^?(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|.)|[^()[\]*+?|\\]|\]/suy;

/** The pattern as a tree, or undefined when it cannot be read. */
export function readTree(source: string): Part | undefined {
  let position = 0;
  let depth = 0;
  let ignoreCase = '';

  const take = (shape: RegExp): RegExpExecArray | null => {
    shape.lastIndex = position;
    const found = shape.exec(source);
    if (found) position += found[0].length;
    return found;
  };

  const either = (): Part | undefined => {
    const parts: Part[] = [];
    do {
      const one = sequence();
      if (!one) return;
      parts.push(one);
    } while (source[position] === '|' && ++position);
    return parts.length > 1 ? { either: parts } : parts[0];
  };

  const sequence = (): Part | undefined => {
    const parts: Part[] = [];
    while (position < source.length && source[position] !== '|' && source[position] !== ')') {
      const one = source[position] === '(' ? bracketed() : single();
      if (!one) return;
      const repeated = quantified(one);
      if (!repeated) return;
      parts.push(repeated);
    }
    return { sequence: parts };
  };

  const bracketed = (): Part | undefined => {
    const kind = take(group)?.[1] ?? '';
    if (kind === '' && source[position] === '?') return;
    if (kind.startsWith('i')) ignoreCase = 'i';
    if (kind === 'i') return source[position++] === ')' ? { sequence: [] } : undefined;
    if (++depth > deepest) return;
    const inside = either();
    depth--;
    if (!inside || source[position++] !== ')') return;
    return kind === '=' || kind === '!' ? { ahead: inside, wanted: kind === '=' } : inside;
  };

  const single = (): Part | undefined => {
    const text = take(atom)?.[0];
    if (text === undefined || /^\\[1-9kGQE]/.test(text)) return;
    const edge = Object.hasOwn(edges, text) ? edges[text] : undefined;
    if (edge) return { edge };
    const fits = fitsOf(text, ignoreCase);
    return fits && { fits };
  };

  const quantified = (part: Part): Part | undefined => {
    const start = position;
    const found = take(quantifier);
    if (!found) return part;
    const [, sign, from = '', comma, to = ''] = found;
    if (!sign && from + to === '') {
      position = start; // `{}` and `{,}` are themselves
      return part;
    }
    const least = sign ? (sign === '+' ? 1 : 0) : Number(from);
    const most = sign
      ? sign === '?'
        ? 1
        : Number.POSITIVE_INFINITY
      : comma
        ? Number(to || Number.POSITIVE_INFINITY)
        : least;
    return least <= most ? { of: part, least, most } : undefined;
  };

  const tree = either();
  return position === source.length ? tree : undefined;
}

/** Unicode rules first, since `\p{Thai}` needs them; then the looser old ones, since `[\w-.]` needs those. */
function fitsOf(atom: string, flags: string): ((char: string) => boolean) | undefined {
  if (!flags && !/^[.[\\]/.test(atom)) return (char) => char === atom;
  const inner = atom.replace(/^[$^*+?()|\]{}/]$/, '\\$&');
  for (const mode of [`${flags}u`, flags]) {
    try {
      const shape = new RegExp(`^${inner}$`, mode);
      return (char) => shape.test(char);
    } catch {} // this mode does not read it; the next may
  }
}

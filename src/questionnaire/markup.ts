/**
 * The little Markdown and HTML that authors write in labels, as a tree of words: bold, italic, links, lines, paragraphs.
 * There is no HTML text anywhere, so nothing that an author or a respondent writes can become a script.
 */
import type { Shown } from './words.ts';

export type Inline =
  | string
  | { readonly kind: 'strong' | 'em'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'break' };

/** A label is one paragraph, most often. */
export type Paragraph = readonly Inline[];

type Inside = 'strong' | 'em' | 'link';
/** A piece of the text that was recognised. A mark closes its like where it can, else opens, else stays as it was written. */
type Token =
  | { is: 'text'; source: string }
  | { is: 'line'; source: string }
  | { is: 'paragraph'; source: string }
  | { is: 'mark'; of: Inside; opens: boolean; closes: boolean; source: string; href?: string };

const opening = (of: Inside, href = ''): Token => ({
  is: 'mark',
  of,
  opens: true,
  closes: false,
  source: '',
  href,
});
const closing = (of: Inside): Token => ({ is: 'mark', of, opens: false, closes: true, source: '' });

const recognised = new RegExp(
  [
    String.raw`\\(?<escaped>[\\*_#\x60\[\]()<>&~-])`,
    '<(?<end>/?)(?<tag>[a-zA-Z][a-zA-Z0-9]{0,9})(?<rest>[^<>]{0,2000})>',
    '&(?<entity>#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,6});',
    String.raw`\[(?<words>[^\[\]\n]{1,500})\]\((?<href>[^()\s]{1,2000})\)`,
    String.raw`(?<stars>\*{1,2}|_{1,2})`,
    String.raw`(?<paragraph>[ \t]*\n[ \t]*\n\s*)`,
    String.raw`(?<line>[ \t]*\n)`,
    String.raw`^(?<heading>#{1,6}[ \t]+)`,
  ].join('|'),
  'gm',
);

/** The paragraphs of a label. Answers that were put into it (`Shown.pieces`) are words, whatever they look like. */
export function markup(shown: Shown | string): readonly Paragraph[] {
  if (typeof shown === 'string') return toParagraphs(tokensOf(shown));
  const answers = shown.pieces?.filter((_, at) => at % 2 === 1) ?? [];
  if (!shown.pieces || answers.length === 0) return markup(shown.text);
  const source = shown.pieces.map((piece, at) => (at % 2 === 1 ? hole : piece.replaceAll(hole, ''))).join('');
  return toParagraphs(tokensOf(source)).map((inline) => fillIn(inline, answers.values()));
}

const hole = '\uE000'; // private use: stands for an answer while the author's words are read

function fillIn(inlines: readonly Inline[], answers: Iterator<string>): readonly Inline[] {
  return inlines.map((inline) => {
    if (typeof inline === 'string') return inline.replaceAll(hole, () => answers.next().value ?? '');
    return 'inside' in inline ? { ...inline, inside: fillIn(inline.inside, answers) } : inline;
  });
}

/** The words alone, for a title bar, a list or a screen reader's announcement. */
export function plainText(shown: Shown | string): string {
  const flat = (inlines: readonly Inline[]): string =>
    inlines
      .map((inline) => (typeof inline === 'string' ? inline : 'inside' in inline ? flat(inline.inside) : ' '))
      .join('');
  return markup(shown).map(flat).join(' ').trim();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const say = (source: string): void => {
    if (source) tokens.push({ is: 'text', source });
  };
  let heading = false;
  const endHeading = (): void => {
    if (heading) tokens.push(closing('strong'));
    heading = false;
  };
  let end = 0;
  for (const match of text.matchAll(recognised)) {
    say(text.slice(end, match.index));
    end = match.index + match[0].length;
    const part = match.groups ?? {};
    if (part.line !== undefined || part.paragraph !== undefined) {
      endHeading();
      tokens.push(part.line === undefined ? { is: 'paragraph', source: '' } : { is: 'line', source: '' });
    } else if (part.heading !== undefined) {
      heading = true;
      tokens.push({ is: 'paragraph', source: '' }, opening('strong'));
    } else if (part.escaped !== undefined) say(part.escaped);
    else if (part.entity !== undefined) say(entity(part.entity) ?? match[0]);
    else if (part.stars !== undefined) tokens.push(stars(part.stars, text[match.index - 1], text[end]));
    else if (part.words !== undefined) tokens.push(...link(part.words, part.href ?? '', match[0]));
    else tokens.push(...tag(part.tag?.toLowerCase() ?? '', part.end === '/', part.rest ?? '', match[0]));
  }
  say(text.slice(end));
  endHeading();
  return tokens;
}

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
const isSpace = (sign: string | undefined): boolean => sign === undefined || /\s/.test(sign);

/** `*` marks inside words too, `_` only around them, as in file_name_one. A mark opens before words, closes after. */
function stars(source: string, before: string | undefined, after: string | undefined): Token {
  const around = source.startsWith('_');
  const closes = !isSpace(before) && !(around && isWord(after));
  const opens = !isSpace(after) && !(around && isWord(before));
  return { is: 'mark', of: source.length === 2 ? 'strong' : 'em', opens, closes, source };
}

const safe = /^(https?:\/\/|mailto:|tel:)/i;

function link(words: string, href: string, source: string): Token[] {
  if (!safe.test(href)) return [{ is: 'text', source }];
  return [opening('link', href), { is: 'text', source: words }, closing('link')];
}

const marks: Record<string, Inside> = { b: 'strong', strong: 'strong', i: 'em', em: 'em' };
const unseen = /^(span|font|u|small|big|sub|sup|center|ul|ol)$/; // taken off, their words stay
const blocks = /^(p|div|h[1-6]|li)$/;

function tag(name: string, ends: boolean, rest: string, source: string): Token[] {
  const of = Object.hasOwn(marks, name) ? marks[name] : undefined;
  if (of) return [ends ? closing(of) : opening(of)];
  if (name === 'br') return [{ is: 'line', source: '' }];
  if (blocks.test(name)) return [{ is: 'paragraph', source: '' }];
  if (name === 'a') {
    if (ends) return [closing('link')];
    const quoted = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(rest);
    const href = entities((quoted?.[1] ?? quoted?.[2] ?? '').trim());
    return safe.test(href) ? [opening('link', href)] : [];
  }
  return unseen.test(name) ? [] : [{ is: 'text', source }];
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

function entity(name: string): string | null {
  if (!name.startsWith('#')) return Object.hasOwn(named, name) ? (named[name] ?? null) : null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null;
}

const entities = (text: string): string =>
  text.replace(/&([^&;\s]{1,8});/g, (whole, name: string) => entity(name) ?? whole);

/** Pairs up what opens and closes within a paragraph; whatever found no partner stays as it was written. */
function toParagraphs(tokens: readonly Token[]): readonly Paragraph[] {
  const paragraphs: Inline[][] = [];
  let branches: { of: Inside | null; source: string; href: string; inside: Inline[] }[] = [];
  const begin = (): void => {
    branches = [{ of: null, source: '', href: '', inside: [] }];
  };
  const finish = (from: number): void => {
    while (branches.length > from) {
      const alone = branches.pop();
      if (alone) for (const inline of [alone.source, ...alone.inside]) add(branches.at(-1)?.inside, inline);
    }
  };
  const close = (): void => {
    finish(1);
    const inside = branches[0]?.inside ?? [];
    if (inside.some((inline) => typeof inline !== 'string' || inline.trim() !== '')) paragraphs.push(inside);
    begin();
  };
  const join = (partner: number): void => {
    finish(partner + 1);
    const { of, href, inside } = branches.pop() ?? {};
    if (!of || !inside?.length) return;
    add(
      branches.at(-1)?.inside,
      of === 'link' ? { kind: of, href: href ?? '', inside } : { kind: of, inside },
    );
  };
  begin();
  for (const token of tokens) {
    const top = branches.at(-1)?.inside;
    if (token.is === 'paragraph') close();
    else if (token.is === 'line') add(top, { kind: 'break' });
    else if (token.is === 'text') add(top, token.source);
    else {
      const partner = token.closes ? branches.findLastIndex(({ of }) => of === token.of) : -1;
      if (partner > 0) join(partner);
      else if (token.opens && branches.length < 20)
        branches.push({ ...token, href: token.href ?? '', inside: [] });
      else add(top, token.source);
    }
  }
  close();
  return paragraphs;
}

function add(inside: Inline[] | undefined, inline: Inline): void {
  const last = inside?.at(-1);
  if (inline === '' || !inside) return;
  if (typeof inline === 'string' && typeof last === 'string') inside[inside.length - 1] = last + inline;
  else inside.push(inline);
}

/** What a translation has lost of its source, or has more: inserts and markup, which no reader of one language would miss. */
import { type Inline, markup } from '../questionnaire/index.ts';

export type TextFault =
  /** `{{name}}` or `${name}` of the source that the translation lacks, or that only the translation has. */
  | { readonly code: 'insert-missing' | 'insert-extra'; readonly what: string }
  /** Bold, italic or links: not as many as in the source. */
  | { readonly code: 'markup-differs'; readonly what: Marked }
  /** A link that leads elsewhere is meant more often than not: it is told all the same. */
  | { readonly code: 'link-differs'; readonly what: string };

export type Marked = 'strong' | 'em' | 'link';

/** Faults of a translation beside its source. A text that is not there has none. */
export function faultsOf(source: string, translation: string): TextFault[] {
  if (source === '' || translation === '' || source === translation) return [];
  const [wanted, given] = [insertsIn(source), insertsIn(translation)];
  const [marks, found] = [marksIn(source), marksIn(translation)];
  return [
    ...[...wanted].filter((it) => !given.has(it)).map((what) => ({ code: 'insert-missing', what }) as const),
    ...[...given].filter((it) => !wanted.has(it)).map((what) => ({ code: 'insert-extra', what }) as const),
    ...kinds
      .filter((what) => marks.counts[what] !== found.counts[what])
      .map((what) => ({ code: 'markup-differs', what }) as const),
    ...[...found.links]
      .filter((what) => !marks.links.has(what))
      .map((what) => ({ code: 'link-differs', what }) as const),
  ];
}

const kinds: readonly Marked[] = ['strong', 'em', 'link'];

/** As a translator sees them, without blanks inside. */
const insertsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/\{\{([^{}]+)\}\}|\$\{([^{}]+)\}/g)].map(([, insert, name]) =>
      insert === undefined ? `\${${name?.trim()}}` : `{{${insert.trim()}}}`,
    ),
  );

function marksIn(text: string) {
  const counts: Record<Marked, number> = { strong: 0, em: 0, link: 0 };
  const links = new Set<string>();
  const look = (inlines: readonly Inline[]): void => {
    for (const inline of inlines) {
      if (typeof inline === 'string' || inline.kind === 'break') continue;
      counts[inline.kind]++;
      if (inline.kind === 'link') links.add(inline.href);
      look(inline.inside);
    }
  };
  for (const paragraph of markup(text)) look(paragraph);
  return { counts, links };
}

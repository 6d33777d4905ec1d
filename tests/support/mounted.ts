/** Components and their hooks as they run in a page, where there is none: one that draws nothing asks for no document. */
import { type ComponentChild, h, render, type VNode } from 'preact';
import { openTexts, TextProvider } from '../../src/i18n/index.ts';

/** What Preact asks of the place that it draws into, as long as nothing is drawn. */
const nowhere = (): Element =>
  ({ nodeType: 1, childNodes: [], firstChild: null, namespaceURI: null }) as unknown as Element;

/** Shows something in English; gives back what takes it away again. */
export async function mounted(shown: ComponentChild): Promise<() => void> {
  const place = nowhere();
  render(
    h(TextProvider, { texts: await openTexts('en', ['everyone', 'media']), first: 'en', children: shown }),
    place,
  );
  return () => render(null, place);
}

/** The words of what a component draws, as far as they stand in it and in no component of its own. */
export function wordsOf(drawn: ComponentChild): string {
  if (typeof drawn === 'string' || typeof drawn === 'number') return String(drawn);
  if (Array.isArray(drawn)) return drawn.map(wordsOf).join(' ').trim();
  return drawn && typeof drawn === 'object' ? wordsOf((drawn as VNode).props.children as ComponentChild) : '';
}

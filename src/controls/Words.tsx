import type { ComponentChildren } from 'preact';
import { type Inline, markup, type Shown } from '../questionnaire/index.ts';

const inlines = (inside: readonly Inline[]): ComponentChildren =>
  inside.map((it) => {
    if (typeof it === 'string') return it;
    if (it.kind === 'break') return <br />;
    if (it.kind === 'strong') return <strong>{inlines(it.inside)}</strong>;
    if (it.kind !== 'link') return <em>{inlines(it.inside)}</em>;
    return (
      <a href={it.href} target="_blank" rel="noreferrer">
        {inlines(it.inside)}
      </a>
    );
  });

/** An author's words in paragraphs. */
export function Said({ shown }: { shown: Shown }) {
  return (
    <div class="said" lang={shown.language}>
      {markup(shown).map((paragraph) => (
        <p>{inlines(paragraph)}</p>
      ))}
    </div>
  );
}

/** An author's words inside a line: paragraphs run on. */
export function PlainWords({ shown }: { shown: Shown }) {
  return (
    <span lang={shown.language}>
      {markup(shown).map((paragraph, at) => (
        <>
          {at > 0 && ' '}
          {inlines(paragraph)}
        </>
      ))}
    </span>
  );
}

import type { ComponentChildren } from 'preact';

/** What may be wider than the page, and is scrolled by key then, too. */
export function Wide({
  name,
  class: className,
  children,
}: {
  name: string;
  class: string;
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by key
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div class={className} role="group" tabIndex={0} aria-label={name}>
      {children}
    </div>
  );
}

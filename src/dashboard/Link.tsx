import type { ComponentChildren } from 'preact';
import { go } from './usePathname.ts';
import { addressOf, isPlainClick } from './way.ts';

/** A link to another page of the coordinator: an ordinary one, that only saves loading the app again. */
export function Link({
  to,
  class: className,
  lang,
  children,
}: {
  to: Parameters<typeof addressOf>[0];
  class?: string;
  lang?: string;
  children: ComponentChildren;
}) {
  return (
    <a
      class={className}
      lang={lang}
      href={addressOf(to)}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}

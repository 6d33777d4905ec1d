import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../i18n/index.ts';

/** The frame of every page: a way past the bar, the bar, the page itself and what to press below it. */
export function Frame({
  title,
  bar,
  weather,
  feet,
  wide,
  children,
}: {
  title: string;
  bar?: ComponentChildren;
  weather?: ComponentChildren;
  feet?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const { t } = useText();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  return (
    <>
      <a class="skip" href="#main">
        {t('app.skip')}
      </a>
      {bar}
      {weather}
      <main id="main" class={wide ? 'page wide' : 'page'} tabIndex={-1}>
        {children}
      </main>
      {feet && <div class="feet">{feet}</div>}
    </>
  );
}

/** A page's heading. It takes the focus when the page changes, so that a screen reader begins there. */
export function Heading({ children, moved = true }: { children: ComponentChildren; moved?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moved) heading.current?.focus({ preventScroll: true });
  }, [moved]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

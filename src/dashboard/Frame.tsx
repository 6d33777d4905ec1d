import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { nameOf, useText } from '../i18n/index.ts';
import { Link } from './Link.tsx';

/** The frame of every page of a coordinator: the way past the bar, the bar, the page. */
export function Frame({
  offered,
  onLanguage,
  who,
  children,
}: {
  offered: readonly string[];
  onLanguage(tag: string): void;
  /** Who is signed in, and the way out. */
  who?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { t, language } = useText();
  return (
    <>
      <a class="skip" href="#main">
        {t('app.skip')}
      </a>
      <header class="bar desk-bar">
        <div class="bar-row">
          <Link class="desk-name" to={{ page: 'surveys' }}>
            <b>{t('app.name')}</b> {t('coordinator.title')}
          </Link>
          <span class="picker">
            <select
              aria-label={t('language.label')}
              value={language}
              onChange={(event) => onLanguage(event.currentTarget.value)}
            >
              {offered.map((tag) => (
                <option key={tag} value={tag} lang={tag}>
                  {nameOf(tag)}
                </option>
              ))}
            </select>
          </span>
          {who}
        </div>
      </header>
      <main id="main" class="page desk" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** A page's heading, which is the window's title, too. It takes the focus when the person has come from another page. */
export function Heading({ text, lang, moved }: { text: string; lang?: string; moved: boolean }) {
  const { t } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · ${t('app.name')}`;
  }, [text, t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page comes
  useEffect(() => {
    if (moved) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} lang={lang}>
      {text}
    </h1>
  );
}

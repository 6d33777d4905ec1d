import type { ComponentChildren } from 'preact';
import { LanguagePicker } from './LanguageChoice.tsx';

/** The bar above a page: what this is, the language, the menu, and how far one has come. */
export function Bar({
  title,
  languages,
  menu,
  progress,
}: {
  title: string;
  languages: readonly string[];
  menu?: ComponentChildren;
  progress?: { readonly share: number; readonly words: string };
}) {
  return (
    <header class="bar">
      <div class="bar-row">
        <span class="bar-title">{title}</span>
        {languages.length > 1 && <LanguagePicker offered={languages} />}
        {menu}
      </div>
      {progress && (
        <div
          class="progress"
          role="progressbar"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(progress.share * 100)}
          aria-valuetext={progress.words}
          aria-label={progress.words}
        >
          <div style={{ inlineSize: `${progress.share * 100}%` }} />
        </div>
      )}
    </header>
  );
}

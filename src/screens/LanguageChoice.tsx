import { nameOf, useText } from '../i18n/index.ts';

/** Every language on offer, each in its own words: on the first page, where nobody has chosen yet. */
export function LanguageRow({ offered }: { offered: readonly string[] }) {
  const { t, language, speak } = useText();
  return (
    <fieldset class="languages" aria-label={t('language.choose')}>
      {offered.map((tag) => (
        <button key={tag} type="button" lang={tag} aria-pressed={tag === language} onClick={() => speak(tag)}>
          {nameOf(tag)}
        </button>
      ))}
    </fieldset>
  );
}

/** The same choice kept small, in the bar of every later page. */
export function LanguagePicker({ offered }: { offered: readonly string[] }) {
  const { t, language, speak } = useText();
  return (
    <span class="picker">
      <select
        aria-label={t('language.label')}
        value={language}
        onChange={(event) => speak(event.currentTarget.value)}
      >
        {offered.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {nameOf(tag)}
          </option>
        ))}
      </select>
    </span>
  );
}

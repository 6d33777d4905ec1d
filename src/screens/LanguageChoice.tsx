import { useState } from 'preact/hooks';
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
  // Until its words are here, the list shows what was chosen: who runs down it by keys must not be set back on the way.
  const [wish, setWish] = useState<string | null>(null);
  const choose = (tag: string) => {
    setWish(tag);
    void speak(tag).finally(() => setWish((current) => (current === tag ? null : current)));
  };
  return (
    <span class="picker">
      <select
        aria-label={t('language.label')}
        value={wish ?? language}
        onChange={(event) => choose(event.currentTarget.value)}
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

import { useId, useState } from 'preact/hooks';
import { nameOf, languages as ours, useText } from '../../i18n/index.ts';
import { LanguageTag, type Questionnaire } from '../../questionnaire/index.ts';
import type { Pair } from '../../versions/index.ts';

/** From which language into which, and a language that the questionnaire does not have yet. */
export function LanguageForm({
  questionnaire,
  pair: { source, target },
  onSource,
  onTarget,
}: {
  questionnaire: Questionnaire;
  pair: Pair;
  onSource(tag: string): void;
  onTarget(tag: string): void;
}) {
  const { t } = useText();
  const id = useId();
  const [fresh, setFresh] = useState('');
  const there = questionnaire.languages.map(({ tag }) => tag);
  const targets = there.includes(target) ? there : [...there, target];
  const isTag = LanguageTag.safeParse(fresh).success && !targets.includes(fresh);
  return (
    <div class="translate-languages">
      <div class="asked">
        <label for={`${id}from`}>{t('forms.translate.from')}</label>
        <select
          class="field"
          id={`${id}from`}
          value={source}
          onChange={(event) => onSource(event.currentTarget.value)}
        >
          {there
            .filter((tag) => tag !== target)
            .map((tag) => (
              <option key={tag} value={tag}>
                {nameOf(tag)}
              </option>
            ))}
        </select>
      </div>
      <div class="asked">
        <label for={`${id}into`}>{t('forms.translate.into')}</label>
        <select
          class="field"
          id={`${id}into`}
          value={target}
          onChange={(event) => onTarget(event.currentTarget.value)}
        >
          {targets.map((tag) => (
            <option key={tag} value={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
      </div>
      <details>
        <summary>{t('forms.translate.addLanguage')}</summary>
        <form
          class="desk-card-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (isTag) onTarget(fresh);
          }}
        >
          <div class="asked">
            <label for={`${id}tag`}>{t('forms.translate.addTag')}</label>
            <input
              class="field"
              id={`${id}tag`}
              list={`${id}tags`}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={fresh}
              onInput={(event) => setFresh(event.currentTarget.value.trim())}
            />
            <datalist id={`${id}tags`}>
              {ours
                .filter((tag) => !targets.includes(tag))
                .map((tag) => (
                  <option key={tag} value={tag}>
                    {nameOf(tag)}
                  </option>
                ))}
            </datalist>
          </div>
          <button type="submit" class="button" disabled={!isTag}>
            {t('forms.translate.add')}
          </button>
        </form>
      </details>
    </div>
  );
}

import { useId } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import type { ShelvedQuestionnaire } from '../../submission/index.ts';
import { DayField, fieldId, useProblem, WordsField } from './fields.tsx';
import type { Making } from './usePlan.ts';

/** What is asked, in which languages, under which title, and when. */
export function BasicsCard({ making, shelf }: { making: Making; shelf: readonly ShelvedQuestionnaire[] }) {
  const { t, language } = useText();
  const problem = useProblem();
  const { plan, questionnaire, standing, change } = making;
  const isDraft = standing.state === 'draft';
  const id = useId();
  const offered = shelf.filter((one) => isDraft || one.id === questionnaire.id);
  const why = problem('languages');
  const speak = (tag: string, isSpoken: boolean) => {
    const languages = questionnaire.languages
      .map((one) => one.tag)
      .filter((one) => (one === tag ? isSpoken : plan.languages.includes(one)));
    const [first] = languages;
    if (first === undefined) return;
    change({
      languages,
      defaultLanguage: languages.includes(plan.defaultLanguage) ? plan.defaultLanguage : first,
    });
  };
  return (
    <section class="desk-card" aria-labelledby={`${id}basics`}>
      <h2 id={`${id}basics`}>{t('making.basics')}</h2>
      <div class="asked">
        <label for={`${id}questionnaire`}>{t('making.questionnaire')}</label>
        {!isDraft && <p class="quiet small">{t('making.questionnaireFixed')}</p>}
        <select
          class="field"
          id={`${id}questionnaire`}
          value={plan.questionnaire}
          onChange={({ currentTarget: { value } }) => void making.ask(value)}
        >
          {offered.flatMap(({ versions }) =>
            versions.map(({ hash, title, defaultLanguage, number }) => (
              <option key={hash} value={hash}>
                {`${inWords(title, language, [defaultLanguage]).text} (${t('making.version', { number })})`}
              </option>
            )),
          )}
        </select>
      </div>
      <fieldset class="asked" id={fieldId({ at: 'languages' })} tabIndex={-1}>
        <legend>{t('making.languages')}</legend>
        <div class="choices in-row">
          {questionnaire.languages.map(({ tag }) => (
            <label key={tag} class="choice">
              <input
                type="checkbox"
                checked={plan.languages.includes(tag)}
                disabled={!isDraft && standing.plan.languages.includes(tag)}
                onChange={({ currentTarget: { checked } }) => speak(tag, checked)}
              />
              {nameOf(tag)}
            </label>
          ))}
        </div>
        {why && <p class="problem small">{why}</p>}
      </fieldset>
      <div class="asked">
        <label for={`${id}default`}>{t('making.defaultLanguage')}</label>
        <select
          class="field"
          id={`${id}default`}
          value={plan.defaultLanguage}
          onChange={({ currentTarget: { value } }) => change({ defaultLanguage: value })}
        >
          {plan.languages.map((tag) => (
            <option key={tag} value={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
      </div>
      <WordsField
        at="title"
        label={t('making.title')}
        words={plan.title}
        languages={plan.languages}
        onChange={(title) => change({ title })}
      />
      <div class="beside">
        <DayField
          at="opensOn"
          label={t('making.opensOn')}
          day={plan.opensOn}
          onChange={(opensOn) => change({ opensOn })}
        />
        <DayField
          at="closesOn"
          label={t('making.closesOn')}
          how={t('making.closesOnHow')}
          day={plan.closesOn}
          onChange={(closesOn) => change({ closesOn })}
        />
      </div>
    </section>
  );
}

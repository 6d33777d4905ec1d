import { useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { choiceQuestionsOf } from '../../plan/index.ts';
import { inWords, type Words } from '../../questionnaire/index.ts';
import type { ResultsWish } from '../../results/index.ts';
import { fieldId, useProblem } from './fields.tsx';
import type { Making } from './usePlan.ts';

/** What few surveys change: answers that are given beforehand, and how results are told. */
export function MoreCard({ making }: { making: Making }) {
  const { t, language } = useText();
  const problem = useProblem();
  const { plan, questionnaire, standing, change } = making;
  const questions = choiceQuestionsOf(questionnaire);
  const { presets = {}, results = {} } = plan;
  const id = useId();
  const say = (words: Words | undefined, otherwise: string) =>
    words === undefined ? otherwise : inWords(words, language, [questionnaire.defaultLanguage]).text;
  const preset = (name: string, value: string) => {
    const { [name]: _, ...others } = presets;
    const next = value === '' ? others : { ...others, [name]: value };
    change({ presets: Object.keys(next).length > 0 ? next : undefined });
  };
  const wish = (changes: { [Name in keyof ResultsWish]?: ResultsWish[Name] | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...results, ...changes }).filter(([, value]) => value !== undefined),
    ) as ResultsWish;
    change({ results: Object.keys(next).length > 0 ? next : undefined });
  };
  const toggled = (all: readonly string[], one: string, isOn: boolean) => {
    const next = isOn ? [...all, one] : all.filter((name) => name !== one);
    return next.length > 0 ? next : undefined;
  };
  const why = problem('presets');
  return (
    <section class="desk-card" aria-labelledby={`${id}more`} id={fieldId({ at: 'presets' })} tabIndex={-1}>
      <h2 id={`${id}more`}>{t('making.more')}</h2>
      {why && <p class="problem">{why}</p>}
      <details>
        <summary>{t('making.presets')}</summary>
        <p class="quiet small">{t('making.presetsText')}</p>
        <div class="target-lines">
          {questions.map(({ name, label, choices }) => (
            <label key={name} class="target-line">
              <span>{say(label, name)}</span>
              <select
                class="field"
                value={presets[name] ?? ''}
                disabled={standing.state !== 'draft'}
                onChange={({ currentTarget: { value } }) => preset(name, value)}
              >
                <option value="">{t('making.asked')}</option>
                {choices.map((choice) => (
                  <option key={choice.name} value={choice.name}>
                    {say(choice.label, choice.name)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      </details>
      <details>
        <summary>{t('making.results')}</summary>
        <p class="quiet small">{t('making.resultsText')}</p>
        <fieldset class="asked">
          <legend>{t('making.groups')}</legend>
          <div class="choices">
            {questions.map(({ name, label }) => (
              <label key={name} class="choice">
                <input
                  type="checkbox"
                  checked={results.groups?.includes(name) ?? false}
                  onChange={({ currentTarget: { checked } }) =>
                    wish({ groups: toggled(results.groups ?? [], name, checked) })
                  }
                />
                {say(label, name)}
              </label>
            ))}
          </div>
        </fieldset>
        {(questionnaire.scores ?? []).length > 0 && (
          <fieldset class="asked">
            <legend>{t('making.formative')}</legend>
            <p class="quiet small">{t('making.formativeText')}</p>
            <div class="choices">
              {(questionnaire.scores ?? []).map(({ name, label }) => (
                <label key={name} class="choice">
                  <input
                    type="checkbox"
                    checked={results.formative?.includes(name) ?? false}
                    onChange={({ currentTarget: { checked } }) =>
                      wish({ formative: toggled(results.formative ?? [], name, checked) })
                    }
                  />
                  {say(label, name)}
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </details>
    </section>
  );
}

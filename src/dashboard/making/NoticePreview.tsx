import { useEffect, useId, useState } from 'preact/hooks';
import { ParticularsIn, Said } from '../../controls/index.ts';
import { nameOf, openTexts, useText } from '../../i18n/index.ts';
import { type SurveyPlan, unsaidBy } from '../../plan/index.ts';
import { openingOf, type Questionnaire, writeDay } from '../../questionnaire/index.ts';

/** The notice as a person sees it, in each language; what is not said yet stands in braces. */
export function NoticePreview({ plan, questionnaire }: { plan: SurveyPlan; questionnaire: Questionnaire }) {
  const { t, language: own } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const id = useId();
  const language =
    [chosen, own, plan.defaultLanguage].find((tag) => tag && plan.languages.includes(tag)) ?? '';
  const said = useWordsOf(language);
  const opening = openingOf(questionnaire, language, plan.inserts, writeDay);
  return (
    <div class="notice-preview">
      <h3 id={`${id}seen`}>{t('making.asSeen')}</h3>
      <div class="asked">
        <label for={`${id}language`} class="unseen">
          {t('language.label')}
        </label>
        <select
          class="field"
          id={`${id}language`}
          value={language}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        >
          {plan.languages.map((tag) => (
            <option key={tag} value={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its frame is scrolled by key */}
      <section class="paper" lang={language} tabIndex={0} aria-labelledby={`${id}seen`}>
        {opening && <Said shown={{ text: opening.notice, language }} />}
        {said && (
          <>
            <ParticularsIn
              survey={{ ...plan, particulars: unsaidBy(questionnaire, plan) }}
              language={language}
              t={said}
            />
            <p>{said('notice.course')}</p>
          </>
        )}
        {opening && (
          <>
            <p>
              <b>{opening.question}</b>
            </p>
            <ul>
              {opening.choices.map(({ name, label }) => (
                <li key={name}>{label}</li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}

/** The interface's words in a language that is not the page's. */
function useWordsOf(language: string): ReturnType<typeof useText>['t'] | null {
  const [said, setSaid] = useState<{ of: string; t: ReturnType<typeof useText>['t'] } | null>(null);
  useEffect(() => {
    let left = false;
    openTexts(language).then(
      ({ i18n }) => !left && setSaid({ of: language, t: i18n.getFixedT(i18n.language) }),
      () => undefined, // without a network the questionnaire's own words are there, and those of the page's language
    );
    return () => {
      left = true;
    };
  }, [language]);
  return said?.of === language ? said.t : null;
}

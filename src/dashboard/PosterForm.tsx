import { useId, useState } from 'preact/hooks';
import { chooseLanguage, nameOf, useText } from '../i18n/index.ts';
import type { SurveySummary } from '../submission/index.ts';
import { makePoster } from './office.ts';
import { TroubleNote } from './Standing.tsx';
import { useMade } from './useMade.ts';

const most = 5; // languages that a sheet has room for

/** A poster for the survey's link, in one of its languages or several. */
export function PosterForm({ survey, onSignedOut }: { survey: SurveySummary; onSignedOut(): void }) {
  const { t, language } = useText();
  const [chosen, setChosen] = useState<readonly string[]>([
    chooseLanguage([language], survey.languages, survey.defaultLanguage),
  ]);
  const { made, make } = useMade(onSignedOut);
  const id = useId();
  const isMaking = made === 'making';
  const cannot = isMaking || chosen.length === 0 || chosen.length > most;
  const begin = () => {
    if (!cannot) void make(`${survey.id}-poster.pdf`, () => makePoster(survey.id, chosen));
  };
  const toggle = (tag: string) =>
    setChosen((before) => (before.includes(tag) ? before.filter((one) => one !== tag) : [...before, tag]));
  return (
    <section class="desk-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('makePoster.title')}</h2>
      <p>{t('makePoster.text')}</p>
      <fieldset class="asked">
        <legend>{t('makePoster.languages')}</legend>
        <div class="choices">
          {survey.languages.map((tag) => (
            <label key={tag} class="choice" lang={tag}>
              <input type="checkbox" checked={chosen.includes(tag)} onChange={() => toggle(tag)} />
              {nameOf(tag)}
            </label>
          ))}
        </div>
      </fieldset>
      <button type="button" class="button main" aria-disabled={cannot} onClick={begin}>
        {isMaking ? t('coordinator.working') : t('makePoster.make')}
      </button>
      <p class={made === 'yes' ? 'small' : 'unseen'} role="status">
        {made === 'yes' && t('makePoster.made')}
      </p>
      {made !== 'no' && made !== 'yes' && made !== 'making' && <TroubleNote trouble={made} />}
    </section>
  );
}

import { useId, useState } from 'preact/hooks';
import { languages, nameOf, useText } from '../../i18n/index.ts';
import { makeReport } from '../office.ts';
import { TroubleNote } from '../Standing.tsx';
import { useMade } from '../useMade.ts';

/** The figures as a report, in any of our languages. */
export function ReportForm({
  survey,
  by,
  onSignedOut,
}: {
  survey: string;
  /** What the page is grouped by: so is the report. */
  by: string;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const [lang, setLang] = useState(language);
  const { made, make } = useMade(onSignedOut);
  const id = useId();
  const begin = (format: 'pdf' | 'html') =>
    void make(`${survey}-report-${lang}.${format}`, () => makeReport(survey, { lang, format, by }));
  const isMaking = made === 'making';
  return (
    <section class="desk-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('makeReport.title')}</h2>
      <p>{t('makeReport.text')}</p>
      <div class="asked">
        <label for={id}>{t('makeReport.language')}</label>
        <select
          class="field"
          id={id}
          value={lang}
          onChange={({ currentTarget: { value } }) => setLang(value)}
        >
          {languages.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
      </div>
      <div class="buttons">
        <button type="button" class="button main" aria-disabled={isMaking} onClick={() => begin('pdf')}>
          {t('makeReport.pdf')}
        </button>
        <button type="button" class="button" aria-disabled={isMaking} onClick={() => begin('html')}>
          {t('makeReport.html')}
        </button>
      </div>
      <p class={made === 'no' ? 'unseen' : 'small'} role="status">
        {isMaking && t('makeReport.making')}
        {made === 'yes' && t('makeReport.made')}
      </p>
      {made !== 'no' && made !== 'yes' && made !== 'making' && <TroubleNote trouble={made} />}
    </section>
  );
}

import { useCallback, useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import { groupingWords, type Reader } from '../../report/index.ts';
import type { Results } from '../../results/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { results as askResults, renewResults, surveys } from '../office.ts';
import { Nowhere, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { useMay } from '../who.tsx';
import type { Said, Trouble } from '../wire.ts';
import { Cautions } from './Cautions.tsx';
import { Functioning } from './Functioning.tsx';
import { Questions } from './Questions.tsx';
import './results.css';
import { ReportForm } from './ReportForm.tsx';
import { Scores } from './Scores.tsx';
import { useReader } from './useReader.ts';

/** What came of a survey: figures that may be seen, charts of them, and what to know before reading them. */
export function ResultsPage({ id, moved, onSignedOut }: { id: string; moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const asked = useAsked(surveys);
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'survey', id }}>
          <span aria-hidden="true">← </span>
          {t('results.back')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('results.title')} onSignedOut={onSignedOut}>
        {(all) => {
          const survey = all.find((it) => it.id === id);
          if (!survey) return <Nowhere trouble="survey-unknown" moved={moved} />;
          return <OfSurvey survey={survey} moved={moved} onSignedOut={onSignedOut} />;
        }}
      </WhenHere>
    </>
  );
}

function OfSurvey({
  survey,
  moved,
  onSignedOut,
}: {
  survey: SurveySummary;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const title = inWords(survey.title, language, [survey.defaultLanguage]);
  const [by, setBy] = useState('');
  const [shown, setShown] = useState<Results | null>(null);
  const [renewed, setRenewed] = useState<'no' | 'yes' | Trouble>('no');
  const question = useCallback((): Promise<Said<Results>> => askResults(survey.id, by), [survey.id, by]);
  const asked = useAsked(question);
  useEffect(() => {
    if (asked.kind === 'here') setShown(asked.value);
  }, [asked]);
  const reader = useReader(survey.defaultLanguage);
  usePrintedTables();
  const renew = async () => {
    const said = await renewResults(survey.id);
    if (!said.ok && said.trouble === 'not-signed-in') return onSignedOut();
    setRenewed(said.ok ? 'yes' : said.trouble);
    if (!said.ok) return;
    const now = await question();
    if (now.ok) setShown(now.value);
  };
  return (
    <>
      <Heading text={t('results.titleOf', { title: title.text })} lang={title.language} moved={moved} />
      {shown ? (
        <>
          <Standing results={shown} onRenew={() => void renew()} renewed={renewed} />
          {shown.release && (
            <>
              <Grouping results={shown} reader={reader} by={by} onBy={setBy} busy={asked.kind === 'asking'} />
              {asked.kind === 'trouble' && <p role="alert">{t(`problems.${asked.trouble}`)}</p>}
              <Cautions results={shown} reader={reader} />
              <Scores results={shown} reader={reader} />
              <Questions results={shown} reader={reader} onSignedOut={onSignedOut} />
              <Functioning results={shown} reader={reader} />
              <Method results={shown} />
              <ReportForm survey={survey.id} by={by} onSignedOut={onSignedOut} />
            </>
          )}
        </>
      ) : (
        <WhenHere asked={asked} onSignedOut={onSignedOut}>
          {() => null}
        </WhenHere>
      )}
    </>
  );
}

function Standing({
  results: { release, submissions, threshold },
  onRenew,
  renewed,
}: {
  results: Results;
  onRenew(): void;
  renewed: 'no' | 'yes' | Trouble;
}) {
  const { t, day, language } = useText();
  const may = useMay();
  const write = new Intl.NumberFormat(language).format;
  if (!release)
    return (
      <p class="note">{t('results.none', { threshold: write(threshold), number: write(submissions) })}</p>
    );
  const since = submissions - release.submissions;
  return (
    <div class="results-standing">
      <p>
        {t('results.asOf', { number: write(release.submissions), day: day(release.day) })}{' '}
        {since !== 0 && t('results.since', { number: write(submissions) })}{' '}
        {release.weighted && t('results.weighted')}
      </p>
      {since !== 0 && may('decide') && (
        <button type="button" class="button" onClick={onRenew}>
          {t('results.renew')}
        </button>
      )}
      <p class={renewed === 'no' ? 'unseen' : 'small'} role="status">
        {renewed === 'yes' && t('results.renewed')}
        {renewed === 'not-possible' && t('results.notRenewed', { threshold: write(threshold) })}
        {renewed !== 'yes' && renewed !== 'no' && renewed !== 'not-possible' && t(`problems.${renewed}`)}
      </p>
    </div>
  );
}

function Grouping({
  results: { groupings },
  reader,
  by,
  onBy,
  busy,
}: {
  results: Results;
  reader: Reader;
  by: string;
  onBy(by: string): void;
  busy: boolean;
}) {
  const id = useId();
  const { t } = useText();
  return (
    <div class="asked results-by">
      <label for={id}>{t('results.by')}</label>
      <select class="field" id={id} value={by} onChange={({ currentTarget: { value } }) => onBy(value)}>
        <option value="">{t('results.byNothing')}</option>
        {groupings.map((grouping) => (
          <option key={grouping.name} value={grouping.name}>
            {groupingWords(reader, grouping)}
          </option>
        ))}
      </select>
      <p class="unseen" role="status">
        {busy ? t('coordinator.working') : ''}
      </p>
    </div>
  );
}

function Method({ results: { threshold } }: { results: Results }) {
  const { t } = useText();
  return (
    <section class="desk-card" aria-labelledby="method">
      <h2 id="method">{t('results.method')}</h2>
      <p>{t('results.methodHidden', { threshold })}</p>
      <p>{t('results.methodScores')}</p>
      <p>{t('results.methodReliability')}</p>
    </section>
  );
}

/** On paper, all tables are open. */
function usePrintedTables(): void {
  useEffect(() => {
    const opened = new Set<HTMLDetailsElement>();
    const open = () => {
      for (const one of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
        one.open = true;
        opened.add(one);
      }
    };
    const close = () => {
      for (const one of opened) one.open = false;
      opened.clear();
    };
    addEventListener('beforeprint', open);
    addEventListener('afterprint', close);
    return () => {
      removeEventListener('beforeprint', open);
      removeEventListener('afterprint', close);
    };
  }, []);
}

import { useCallback, useEffect, useId, useRef, useState } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import { inWords, type Questionnaire } from '../../questionnaire/index.ts';
import type { QuestionnaireReport } from '../../submission/index.ts';
import { summaryOf } from '../../versions/index.ts';
import { Link } from '../Link.tsx';
import { WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { version } from './office.ts';
import { ProblemList } from './ProblemList.tsx';

/** What came of looking through a file: its problems at their cells, and what keeping it would make of it. */
export function ReportView({
  file,
  report,
  isKeeping,
  onKeep,
}: {
  file: string;
  report: QuestionnaireReport;
  isKeeping: boolean;
  onKeep(note: string): void;
}) {
  const { t } = useText();
  const { questionnaire, problems } = report;
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each report, so that it is read from its beginning
  useEffect(() => heading.current?.focus(), [report]);
  return (
    <div class="report">
      <h3 ref={heading} tabIndex={-1} class={questionnaire ? 'good' : 'bad'}>
        {questionnaire ? t('forms.bring.sound', { file }) : t('forms.bring.refused', { file })}
      </h3>
      {!questionnaire && <p>{t('forms.bring.again')}</p>}
      {problems.length === 0 ? <p>{t('forms.bring.nothing')}</p> : <ProblemList problems={problems} />}
      {questionnaire && (
        <Keeping questionnaire={questionnaire} report={report} isKeeping={isKeeping} onKeep={onKeep} />
      )}
    </div>
  );
}

function Keeping({
  questionnaire,
  report: { newest, number, hash },
  isKeeping,
  onKeep,
}: {
  questionnaire: Questionnaire;
  report: QuestionnaireReport;
  isKeeping: boolean;
  onKeep(note: string): void;
}) {
  const { t, language } = useText();
  const [note, setNote] = useState('');
  const id = useId();
  const { questions, languages } = summaryOf(questionnaire);
  const title = inWords(questionnaire.title, language, [questionnaire.defaultLanguage]);
  if (number !== null && hash !== null)
    return (
      <p>
        {t('forms.bring.known', { number })}{' '}
        <Link to={{ page: 'questionnaire', hash }}>{t('forms.version', { number })}</Link>
      </p>
    );
  const next = { number: (newest?.number ?? 0) + 1, id: questionnaire.id };
  return (
    <>
      <p>
        <b lang={title.language}>{title.text}</b> · {t('forms.questions')}: {questions} ·{' '}
        {languages.map(({ tag }) => nameOf(tag)).join(', ')}
      </p>
      <p>{newest ? t('forms.bring.next', next) : t('forms.bring.first', next)}</p>
      {newest && <SinceNewest newest={newest.hash} questionnaire={questionnaire} />}
      <form
        class="desk-card-form"
        onSubmit={(event) => {
          event.preventDefault();
          onKeep(note.trim());
        }}
      >
        <div class="asked">
          <label for={`${id}note`}>{t('forms.bring.note')}</label>
          <textarea
            class="field"
            id={`${id}note`}
            rows={2}
            maxLength={1000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button main" disabled={isKeeping}>
          {isKeeping ? t('forms.bring.keeping') : t('forms.bring.keep')}
        </button>
      </form>
    </>
  );
}

function SinceNewest({ newest, questionnaire }: { newest: string; questionnaire: Questionnaire }) {
  const asked = useAsked(useCallback(() => version(newest), [newest]));
  return (
    <WhenHere asked={asked} onSignedOut={() => undefined}>
      {(before) => <DifferenceList before={before} after={questionnaire} />}
    </WhenHere>
  );
}

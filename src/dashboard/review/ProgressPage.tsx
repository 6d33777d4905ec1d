import { useEffect, useMemo } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { threshold } from '../../results/index.ts';
import type { Progress } from '../../review/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { TroubleNote, Working } from '../Standing.tsx';
import { useMay } from '../who.tsx';
import { AreaMap, asksForArea } from './AreaMap.tsx';
import { CountTable } from './CountTable.tsx';
import type { OfSurvey } from './ReviewPages.tsx';
import { surveyTitle } from './surveyTitle.ts';
import { useWatched } from './useWatched.ts';
import { groupWords, languageWords, valueWords, type Wording } from './wording.ts';

/** How far a survey is, as answers come in. */
export function ProgressPage({ survey, moved, onSignedOut }: OfSurvey) {
  const { t, language } = useText();
  const watched = useWatched(survey.id);
  const title = surveyTitle(survey, language);
  const isOut = watched?.ok === false && watched.trouble === 'not-signed-in';
  useEffect(() => {
    if (isOut) onSignedOut();
  }, [isOut, onSignedOut]);
  return (
    <>
      <Heading text={t('reviewing.progressOf', { title: title.text })} lang={title.language} moved={moved} />
      {!watched && <Working />}
      {watched?.ok === false && !isOut && <TroubleNote trouble={watched.trouble} />}
      {watched?.ok && <Watched survey={survey} progress={watched.value} />}
    </>
  );
}

const lastDays = 14;

function Watched({ survey, progress }: { survey: SurveySummary; progress: Progress }) {
  const { t, day, time, language } = useText();
  const may = useMay();
  const wording = useMemo<Wording>(
    () => ({
      t,
      day,
      time,
      language,
      fallback: survey.defaultLanguage,
      groups: progress.groups,
      devices: new Map(),
    }),
    [t, day, time, language, survey.defaultLanguage, progress.groups],
  );
  const write = new Intl.NumberFormat(language).format;
  const isCoarse = progress.languages.some(({ about }) => about);
  const rare = progress.states.filter(({ name, count }) => count > 0 && name !== 'received');
  return (
    <>
      <dl class="figures" aria-live="polite">
        <Figure
          name={t('reviewing.counted')}
          figure={
            progress.target === undefined
              ? write(progress.counted)
              : `${write(progress.counted)} ${t('reviewing.ofTarget', { number: write(progress.target) })}`
          }
        />
        {may('read') && progress.flagged > 0 && (
          <Figure name={t('reviewing.flagged')} figure={write(progress.flagged)} />
        )}
        {rare.map(({ name, count }) => (
          <Figure key={name} name={t(`reviewing.state.${name}`)} figure={write(count)} />
        ))}
      </dl>
      <p class="quiet small">
        {t('reviewing.live')} {isCoarse && t('reviewing.inTens', { threshold: write(threshold) })}
      </p>
      {may('read') && (
        <p>
          <Link class="button" to={{ page: 'submissions', id: survey.id }}>
            {t('coordinator.through')}
          </Link>
        </p>
      )}
      <div class="beside">
        {progress.groups
          .filter(({ values }) => asksForArea(values))
          .map(({ name, values }) => (
            <AreaMap key={name} group={name} values={values} wording={wording} />
          ))}
        <CountTable
          title={t('reviewing.byDay')}
          rows={progress.days
            .slice(-lastDays)
            .map(({ day: on, count }) => ({ name: on, words: day(on), count }))}
          isCoarse={isCoarse}
        />
        <CountTable
          title={t('reviewing.column.language')}
          rows={progress.languages.map(({ name, count }) => ({ name, words: languageWords(name), count }))}
          isCoarse={isCoarse}
        />
        {progress.groups.map(({ name, values }) => (
          <CountTable
            key={name}
            title={groupWords(wording, name)}
            rows={values.map((value) => ({
              name: value.name,
              words: valueWords(wording, value),
              count: value.count,
              target: value.target,
            }))}
            isCoarse={isCoarse}
          />
        ))}
      </div>
    </>
  );
}

function Figure({ name, figure }: { name: string; figure: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure}</dd>
    </div>
  );
}

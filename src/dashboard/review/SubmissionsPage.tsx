import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Progress, Wish } from '../../review/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { devices } from '../office.ts';
import { TroubleNote, Working } from '../Standing.tsx';
import { useMay } from '../who.tsx';
import { Acts } from './Acts.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { type ColumnName, columnsOf } from './columns.ts';
import { Filters } from './Filters.tsx';
import { LineTable } from './LineTable.tsx';
import type { OfSurvey } from './ReviewPages.tsx';
import { surveyTitle } from './surveyTitle.ts';
import { useKept } from './useKept.ts';
import { useLines } from './useLines.ts';
import { useWatched } from './useWatched.ts';
import type { Wording } from './wording.ts';

/** The table of a survey's submissions: found, looked at, and several dealt with at once. */
export function SubmissionsPage({ survey, moved, onSignedOut }: OfSurvey) {
  const { t, language } = useText();
  const watched = useWatched(survey.id);
  const title = surveyTitle(survey, language);
  const isOut = watched?.ok === false && watched.trouble === 'not-signed-in';
  useEffect(() => {
    if (isOut) onSignedOut();
  }, [isOut, onSignedOut]);
  return (
    <>
      <Heading text={t('reviewing.titleOf', { title: title.text })} lang={title.language} moved={moved} />
      {!watched && <Working />}
      {watched?.ok === false && !isOut && <TroubleNote trouble={watched.trouble} />}
      {watched?.ok && <Table survey={survey} progress={watched.value} />}
    </>
  );
}

function Table({ survey, progress }: { survey: SurveySummary; progress: Progress }) {
  const { t, day, time, language } = useText();
  const may = useMay();
  const [wish, setWish] = useKept<Wish>(`rintis.submissions.${survey.id}`, {});
  const [shown, setShown] = useKept<readonly ColumnName[] | null>(`rintis.columns.${survey.id}`, null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const names = useDevices(survey, may('devices'));
  const wording = useMemo<Wording>(
    () => ({
      t,
      day,
      time,
      language,
      fallback: survey.defaultLanguage,
      groups: progress.groups,
      devices: names,
    }),
    [t, day, time, language, survey.defaultLanguage, progress.groups, names],
  );
  const stamp = useMemo(() => JSON.stringify([progress.states, progress.flags]), [progress]);
  const { lines, isOver, trouble, hasNews, more, again } = useLines(
    survey.id,
    wish,
    stamp,
    selected.size === 0,
  );
  const change = (next: Wish) => {
    setSelected(new Set());
    setWish(next);
  };
  const columns = columnsOf(survey, progress, shown);
  const select = useCallback(
    (ids: readonly string[], isOn: boolean) =>
      setSelected((before) => {
        const next = new Set(before);
        for (const id of ids) isOn ? next.add(id) : next.delete(id);
        return next;
      }),
    [],
  );
  return (
    <>
      <Filters survey={survey} progress={progress} wording={wording} wish={wish} onWish={change} />
      <div class="review-bar">
        <ColumnChoice
          survey={survey}
          progress={progress}
          wording={wording}
          shown={columns}
          onShown={setShown}
        />
        {hasNews && (
          <button type="button" class="button" onClick={again}>
            {t('reviewing.showNews')}
          </button>
        )}
      </div>
      {selected.size > 0 && (
        <Acts
          lines={lines.filter(({ id }) => selected.has(id))}
          onDone={() => {
            setSelected(new Set());
            again();
          }}
          onCancel={() => setSelected(new Set())}
        />
      )}
      {trouble === 'not-possible' ? (
        <p class="wish" role="status">
          {t('reviewing.tooFew')}
        </p>
      ) : (
        trouble && <TroubleNote trouble={trouble} onAgain={again} />
      )}
      <LineTable
        survey={survey.id}
        lines={lines}
        isOver={isOver}
        columns={columns}
        wording={wording}
        selected={selected}
        canSelect={may('return')}
        onSelect={select}
        onMore={more}
      />
      <p class="quiet small" role="status">
        {isOver && lines.length === 0 ? t('reviewing.none') : ''}
      </p>
    </>
  );
}

const none: ReadonlyMap<string, string> = new Map();

/** Names of the devices, where the survey has some and the person may know them. */
function useDevices({ id, privacy, answeredBy }: SurveySummary, may: boolean): ReadonlyMap<string, string> {
  const [names, setNames] = useState(none);
  const isAsked = may && privacy !== 'anonymous' && answeredBy === 'devices';
  useEffect(() => {
    if (!isAsked) return;
    void devices(id).then((said) => {
      if (said.ok) setNames(new Map(said.value.map((device) => [device.id, device.name])));
    });
  }, [id, isAsked]);
  return names;
}

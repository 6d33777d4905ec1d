import { useText } from '../../i18n/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import { Link } from '../Link.tsx';
import { surveys } from '../office.ts';
import { Nowhere, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { useMay } from '../who.tsx';
import { ProgressPage } from './ProgressPage.tsx';
import type { ReviewWay } from './ReviewDoor.tsx';
import './review.css';
import { SubmissionPage } from './SubmissionPage.tsx';
import { SubmissionsPage } from './SubmissionsPage.tsx';

/** What every page of the room is given. */
export interface OfSurvey {
  readonly survey: SurveySummary;
  readonly moved: boolean;
  onSignedOut(): void;
}

export function ReviewPages({
  way,
  moved,
  onSignedOut,
}: {
  way: ReviewWay;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const may = useMay();
  const asked = useAsked(surveys);
  const isOne = way.page === 'submission';
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={isOne ? { page: 'submissions', id: way.id } : { page: 'survey', id: way.id }}>
          <span aria-hidden="true">← </span>
          {t(isOne ? 'reviewing.back' : 'results.back')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('reviewing.title')} onSignedOut={onSignedOut}>
        {(all) => {
          const survey = all.find((it) => it.id === way.id);
          if (!survey) return <Nowhere trouble="survey-unknown" moved={moved} />;
          if (way.page === 'progress') return <ProgressPage {...{ survey, moved, onSignedOut }} />;
          if (!may('read')) return <Nowhere trouble="forbidden" moved={moved} />;
          if (way.page === 'submissions') return <SubmissionsPage {...{ survey, moved, onSignedOut }} />;
          return <SubmissionPage id={way.submission} {...{ survey, moved, onSignedOut }} />;
        }}
      </WhenHere>
    </>
  );
}

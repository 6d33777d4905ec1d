import { useId } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { inWords } from '../questionnaire/index.ts';
import { respondentLink, type SurveySummary } from '../submission/index.ts';
import { CopyLink } from './CopyLink.tsx';
import { ExportFiles } from './ExportFiles.tsx';
import { ExportForm } from './ExportForm.tsx';
import { Figures } from './Figures.tsx';
import { Heading } from './Frame.tsx';
import { Link } from './Link.tsx';
import { surveys } from './office.ts';
import { isOnlyHere } from './onlyHere.ts';
import { PosterForm } from './PosterForm.tsx';
import { QrCode } from './QrCode.tsx';
import { Nowhere, WhenHere } from './Standing.tsx';
import { useAsked } from './useAsked.ts';
import { useMay } from './who.tsx';

/** One survey: what arrived, how respondents come to it, and its answers as a file. */
export function SurveyPage({ id, moved, onSignedOut }: { id: string; moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const asked = useAsked(surveys);
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'surveys' }}>
          <span aria-hidden="true">← </span>
          {t('coordinator.surveys')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('coordinator.title')} onSignedOut={onSignedOut}>
        {(all) => {
          const survey = all.find((it) => it.id === id);
          if (!survey) return <Nowhere trouble="survey-unknown" moved={moved} />;
          return <Survey survey={survey} moved={moved} onSignedOut={onSignedOut} />;
        }}
      </WhenHere>
    </>
  );
}

function Survey({
  survey,
  moved,
  onSignedOut,
}: {
  survey: SurveySummary;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const may = useMay();
  const id = useId();
  const title = inWords(survey.title, language, [survey.defaultLanguage]);
  return (
    <>
      <Heading text={title.text} lang={title.language} moved={moved} />
      <Figures survey={survey} />
      <p>
        <Link class="button main" to={{ page: 'results', id: survey.id }}>
          {t('results.open')}
        </Link>{' '}
        <Link class="button" to={{ page: 'progress', id: survey.id }}>
          {t('coordinator.progress')}
        </Link>{' '}
        {may('read') && (
          <Link class="button" to={{ page: 'submissions', id: survey.id }}>
            {t('coordinator.through')}
          </Link>
        )}{' '}
        {may('make') && (
          <Link class="button" to={{ page: 'plan', id: survey.id }}>
            {t('coordinator.settings')}
          </Link>
        )}{' '}
        {may('make') && survey.invited && (
          <Link class="button" to={{ page: 'invitations', id: survey.id }}>
            {t('coordinator.invitations')}
          </Link>
        )}
      </p>
      <div class="beside">
        {may('export') && (
          <section class="desk-card" aria-labelledby={`${id}export`}>
            <h2 id={`${id}export`}>{t('coordinator.export')}</h2>
            <ExportForm survey={survey} onSignedOut={onSignedOut} />
          </section>
        )}
        {survey.answeredBy === 'devices' && may('devices') && (
          <section class="desk-card" aria-labelledby={`${id}devices`}>
            <h2 id={`${id}devices`}>{t('coordinator.devices')}</h2>
            <p>{t('coordinator.devicesText')}</p>
            <p>
              <Link class="button main" to={{ page: 'devices', id: survey.id }}>
                {t('coordinator.devicesOpen')}
              </Link>
            </p>
          </section>
        )}
        {survey.answeredBy !== 'devices' && !survey.invited && survey.state !== 'draft' && (
          <section class="desk-card" aria-labelledby={`${id}link`}>
            <h2 id={`${id}link`}>{t('coordinator.link')}</h2>
            {isOnlyHere(location.hostname) && <p class="wish">{t('coordinator.onlyHere')}</p>}
            <CopyLink survey={survey.id} labelledBy={`${id}link`} />
            <QrCode text={respondentLink(location.origin, survey.id)} />
          </section>
        )}
        {survey.answeredBy !== 'devices' && !survey.invited && survey.state !== 'draft' && (
          <PosterForm survey={survey} onSignedOut={onSignedOut} />
        )}
      </div>
      {may('export') && (
        <section class="desk-card" aria-labelledby={`${id}files`}>
          <h2 id={`${id}files`}>{t('coordinator.files')}</h2>
          <ExportFiles survey={survey} onSignedOut={onSignedOut} />
        </section>
      )}
    </>
  );
}

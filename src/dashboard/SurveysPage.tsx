import { useText } from '../i18n/index.ts';
import { inWords } from '../questionnaire/index.ts';
import type { SurveySummary } from '../submission/index.ts';
import { CopyLink } from './CopyLink.tsx';
import { Figures } from './Figures.tsx';
import { Heading } from './Frame.tsx';
import { HandOverForm } from './HandOverForm.tsx';
import { Link } from './Link.tsx';
import { surveys } from './office.ts';
import { WhenHere } from './Standing.tsx';
import { useAsked } from './useAsked.ts';
import { useMay } from './who.tsx';

/** Every survey, with what arrived and the link that respondents are given. */
export function SurveysPage({ moved, onSignedOut }: { moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const may = useMay();
  const asked = useAsked(surveys);
  return (
    <>
      <Heading text={t('coordinator.surveys')} moved={moved} />
      {may('make') && (
        <p>
          <Link class="button main" to={{ page: 'new' }}>
            {t('coordinator.newSurvey')}
          </Link>
        </p>
      )}
      <WhenHere asked={asked} onSignedOut={onSignedOut}>
        {(all) =>
          all.length === 0 ? (
            <p class="quiet">{t('coordinator.none')}</p>
          ) : (
            <>
              <ul class="list">
                {all.map((survey) => (
                  <SurveyCard key={survey.id} survey={survey} />
                ))}
              </ul>
              {may('hand-over') && <HandOverForm onSignedOut={onSignedOut} />}
            </>
          )
        }
      </WhenHere>
    </>
  );
}

function SurveyCard({ survey }: { survey: SurveySummary }) {
  const { t, language } = useText();
  const may = useMay();
  const title = inWords(survey.title, language, [survey.defaultLanguage]);
  return (
    <li class="survey-card">
      <h2 lang={title.language}>
        <Link to={{ page: survey.state === 'draft' ? 'plan' : 'survey', id: survey.id }}>{title.text}</Link>
        {survey.state && <span class="state waiting small"> {t(`coordinator.state.${survey.state}`)}</span>}
      </h2>
      <Figures survey={survey} />
      {survey.state === 'draft'
        ? null
        : survey.answeredBy === 'devices'
          ? may('devices') && (
              <p>
                <Link class="button" to={{ page: 'devices', id: survey.id }}>
                  {t('coordinator.devicesOpen')}
                </Link>
              </p>
            )
          : !survey.invited && <CopyLink survey={survey.id} />}
    </li>
  );
}

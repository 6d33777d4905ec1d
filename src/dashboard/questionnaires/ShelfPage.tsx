import { useText } from '../../i18n/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import type { ShelvedQuestionnaire } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { go } from '../usePathname.ts';
import { useMay } from '../who.tsx';
import { BringForm } from './BringForm.tsx';
import { shelf } from './office.ts';
import { Brought, VersionFacts } from './VersionFacts.tsx';

/** Every questionnaire with its newest version, and the way for another one to come here. */
export function ShelfPage({ moved, onSignedOut }: { moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const may = useMay();
  const asked = useAsked(shelf);
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'surveys' }}>
          <span aria-hidden="true">← </span>
          {t('coordinator.surveys')}
        </Link>
      </nav>
      <Heading text={t('forms.title')} moved={moved} />
      <p class="quiet">{t('forms.text')}</p>
      {may('author') && (
        <BringForm onKept={(hash) => go({ page: 'questionnaire', hash })} onSignedOut={onSignedOut} />
      )}
      <WhenHere asked={asked} onSignedOut={onSignedOut}>
        {(all) =>
          all.length === 0 ? (
            <p class="quiet">{t('forms.none')}</p>
          ) : (
            <ul class="list">
              {all.map((questionnaire) => (
                <ShelvedCard key={questionnaire.id} questionnaire={questionnaire} />
              ))}
            </ul>
          )
        }
      </WhenHere>
    </>
  );
}

function ShelvedCard({ questionnaire: { versions } }: { questionnaire: ShelvedQuestionnaire }) {
  const { t, language } = useText();
  const [newest, ...older] = versions;
  if (!newest) return null;
  const title = inWords(newest.title, language, [newest.defaultLanguage]);
  return (
    <li class="desk-card form-card">
      <h2 lang={title.language}>
        <Link to={{ page: 'questionnaire', hash: newest.hash }}>{title.text}</Link>
      </h2>
      <p>{t('forms.newest', { number: newest.number })}</p>
      <VersionFacts version={newest} />
      {older.length > 0 && (
        <details>
          <summary>{t('forms.older', { count: older.length })}</summary>
          <ul class="older">
            {older.map((version) => (
              <li key={version.hash}>
                <Link to={{ page: 'questionnaire', hash: version.hash }}>
                  {t('forms.version', { number: version.number })}
                </Link>{' '}
                <span class="quiet small">
                  <Brought version={version} />
                </span>
                {version.note && <p class="said">{version.note}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

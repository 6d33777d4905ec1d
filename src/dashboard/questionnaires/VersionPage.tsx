import { useCallback, useId, useState } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import { inWords, type Questionnaire } from '../../questionnaire/index.ts';
import type { QuestionnaireVersion, ShelvedQuestionnaire } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { Nowhere, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { go } from '../usePathname.ts';
import { useMay } from '../who.tsx';
import type { Said } from '../wire.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { MediaSection } from './MediaSection.tsx';
import { fileAddress, shelf, version } from './office.ts';
import { UseForm } from './UseForm.tsx';
import { VersionFacts } from './VersionFacts.tsx';

/** One version: what it is, which surveys ask it, what differs from another, and what can be done with it. */
export function VersionPage({
  hash,
  moved,
  onSignedOut,
}: {
  hash: string;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const asked = useAsked(shelf);
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'questionnaires' }}>
          <span aria-hidden="true">← </span>
          {t('forms.back')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('forms.title')} onSignedOut={onSignedOut}>
        {(all) => {
          const questionnaire = all.find(({ versions }) => versions.some((one) => one.hash === hash));
          const shown = questionnaire?.versions.find((one) => one.hash === hash);
          if (!questionnaire || !shown) return <Nowhere trouble="questionnaire-unknown" moved={moved} />;
          return (
            <Version questionnaire={questionnaire} shown={shown} moved={moved} onSignedOut={onSignedOut} />
          );
        }}
      </WhenHere>
    </>
  );
}

function Version({
  questionnaire,
  shown,
  moved,
  onSignedOut,
}: {
  questionnaire: ShelvedQuestionnaire;
  shown: QuestionnaireVersion;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const may = useMay();
  const id = useId();
  const title = inWords(shown.title, language, [shown.defaultLanguage]);
  const { hash, number, languages, defaultLanguage } = shown;
  const targets = languages.filter(({ tag }) => tag !== defaultLanguage);
  const worst = targets.toSorted((one, other) => other.missing - one.missing)[0]?.tag ?? defaultLanguage;
  return (
    <>
      <Heading text={title.text} lang={title.language} moved={moved} />
      <p>
        <b>{t('forms.version', { number })}</b> · <code>{questionnaire.id}</code>
      </p>
      <VersionFacts version={shown} />
      <p class="buttons">
        <Link class="button main" to={{ page: 'preview', hash }}>
          {t('forms.preview.open')}
        </Link>
        {may('author') && (
          <Link class="button" to={{ page: 'translate', hash, language: worst }}>
            {t('forms.translate.open')}
          </Link>
        )}
      </p>
      <div class="beside">
        <section class="desk-card" aria-labelledby={`${id}uses`}>
          <h2 id={`${id}uses`}>{t('forms.uses')}</h2>
          <Uses version={shown} />
        </section>
        <section class="desk-card" aria-labelledby={`${id}download`}>
          <h2 id={`${id}download`}>{t('forms.download')}</h2>
          <ul class="plain-list">
            {(['xlsx', 'xml', 'json'] as const).map((kind) => (
              <li key={kind}>
                <a href={fileAddress(hash, kind)} download>
                  {t(
                    { xlsx: 'forms.asXlsx', xml: 'forms.asXml', json: 'forms.asJson' }[
                      kind
                    ] as 'forms.asXlsx',
                  )}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {may('author') && <UseForm questionnaire={questionnaire} shown={shown} onSignedOut={onSignedOut} />}
      <MediaSection
        hash={hash}
        newest={questionnaire.versions[0]?.hash === hash ? number : null}
        onKept={(kept) => go({ page: 'questionnaire', hash: kept })}
        onSignedOut={onSignedOut}
      />
      {questionnaire.versions.length > 1 && (
        <section class="desk-card" aria-labelledby={`${id}differs`}>
          <h2 id={`${id}differs`}>{t('forms.differences.title')}</h2>
          <Compared versions={questionnaire.versions} shown={shown} onSignedOut={onSignedOut} />
        </section>
      )}
    </>
  );
}

function Uses({ version: { uses } }: { version: QuestionnaireVersion }) {
  const { t, language } = useText();
  if (uses.length === 0) return <p class="quiet">{t('forms.usesNone')}</p>;
  return (
    <ul class="plain-list">
      {uses.map(({ survey, title, isNow }) => {
        const shown = inWords(title, language, []);
        return (
          <li key={survey}>
            <Link to={{ page: 'survey', id: survey }} lang={shown.language}>
              {shown.text}
            </Link>{' '}
            <span class="quiet small">{isNow ? t('forms.usedNow') : t('forms.usedBefore')}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** This version beside another one: the one before it, unless somebody chooses. The older is always the one compared with. */
function Compared({
  versions,
  shown,
  onSignedOut,
}: {
  versions: readonly QuestionnaireVersion[];
  shown: QuestionnaireVersion;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const id = useId();
  const others = versions.filter(({ hash }) => hash !== shown.hash);
  const before = others.find(({ number }) => number < shown.number) ?? others.at(-1);
  const [chosen, setChosen] = useState(before?.hash ?? '');
  const other = others.find(({ hash }) => hash === chosen);
  return (
    <>
      <div class="asked">
        <label for={`${id}with`}>{t('forms.differences.with')}</label>
        <select
          class="field"
          id={`${id}with`}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {others.map(({ hash, number }) => (
            <option key={hash} value={hash}>
              {t('forms.version', { number })}
            </option>
          ))}
        </select>
      </div>
      {other && <Between key={other.hash} one={other} other={shown} onSignedOut={onSignedOut} />}
    </>
  );
}

/** What differs from the older to the newer of two versions. */
export function Between({
  one,
  other,
  onSignedOut,
}: {
  one: QuestionnaireVersion;
  other: QuestionnaireVersion;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const [before, after] = one.number < other.number ? [one, other] : [other, one];
  const [old, now] = [before.hash, after.hash];
  const asked = useAsked(useCallback(() => both(old, now), [old, now]));
  const gone = before.languages.filter(({ tag }) => !after.languages.some((it) => it.tag === tag));
  return (
    <WhenHere asked={asked} onSignedOut={onSignedOut}>
      {([older, newer]) => (
        <>
          <p>{t('forms.use.differs', { from: before.number, to: after.number })}</p>
          {gone.length > 0 && (
            <p class="wish">
              {t('forms.use.loses', { languages: gone.map(({ tag }) => nameOf(tag)).join(', ') })}
            </p>
          )}
          <DifferenceList before={older} after={newer} />
        </>
      )}
    </WhenHere>
  );
}

async function both(old: string, now: string): Promise<Said<readonly [Questionnaire, Questionnaire]>> {
  const [one, other] = await Promise.all([version(old), version(now)]);
  if (!one.ok) return one;
  return other.ok ? { ok: true, value: [one.value, other.value] } : other;
}

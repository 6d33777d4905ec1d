import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import type { QuestionnaireVersion, ShelvedQuestionnaire, VersionUse } from '../../submission/index.ts';
import { TroubleNote } from '../Standing.tsx';
import type { Trouble } from '../wire.ts';
import { giveVersion } from './office.ts';
import { Between } from './VersionPage.tsx';

interface Asking {
  readonly use: VersionUse;
  readonly version: QuestionnaireVersion;
}

/** Lets a survey that asks another version ask this one, after what differs was shown. */
export function UseForm({
  questionnaire: { versions },
  shown,
  onSignedOut,
}: {
  questionnaire: ShelvedQuestionnaire;
  shown: QuestionnaireVersion;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const id = useId();
  const [chosen, setChosen] = useState<Asking | null>(null);
  const [done, setDone] = useState<readonly string[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const asking = versions
    .filter(({ hash }) => hash !== shown.hash)
    .flatMap((version) => version.uses.filter(({ isNow }) => isNow).map((use): Asking => ({ use, version })))
    .filter(({ use }) => !done.includes(use.survey));
  const titleOf = ({ title }: VersionUse) => inWords(title, language, []).text;
  const [last] = done.slice(-1);
  const lastTitle = versions.flatMap(({ uses }) => uses).find(({ survey }) => survey === last);

  const use = async ({ use: { survey }, version }: Asking) => {
    setTrouble(null);
    const said = await giveVersion(survey, { questionnaire: shown.hash, instead: version.hash });
    if (said.ok) {
      setDone((before) => [...before, survey]);
      setChosen(null);
    } else if (said.trouble === 'not-signed-in') onSignedOut();
    else setTrouble(said.trouble);
  };
  if (asking.length === 0 && done.length === 0) return null;
  return (
    <section class="desk-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('forms.use.title')}</h2>
      <p>{t('forms.use.text')}</p>
      <p role="status" class={lastTitle ? 'note' : 'unseen'}>
        {lastTitle && t('forms.use.done', { survey: titleOf(lastTitle), number: shown.number })}
      </p>
      <ul class="plain-list">
        {asking.map((one) => {
          const isOpen = chosen?.use.survey === one.use.survey;
          return (
            <li key={one.use.survey}>
              <p>
                <b>{titleOf(one.use)}</b>{' '}
                <span class="quiet small">{t('forms.version', { number: one.version.number })}</span>
              </p>
              {isOpen ? (
                <>
                  <Between one={one.version} other={shown} onSignedOut={onSignedOut} />
                  {trouble && <TroubleNote trouble={trouble} />}
                  <p class="buttons">
                    <button type="button" class="button main" onClick={() => void use(one)}>
                      {t('forms.use.do', { number: shown.number, survey: titleOf(one.use) })}
                    </button>
                    <button type="button" class="button plain" onClick={() => setChosen(null)}>
                      {t('coordinator.cancel')}
                    </button>
                  </p>
                </>
              ) : (
                <button
                  type="button"
                  class="button"
                  aria-label={`${t('forms.use.show')}: ${titleOf(one.use)}`}
                  onClick={() => setChosen(one)}
                >
                  {t('forms.use.show')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

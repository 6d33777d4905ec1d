import { nameOf, useText } from '../../i18n/index.ts';
import type { QuestionnaireVersion } from '../../submission/index.ts';

/** What a list says of a version: how many questions, in which languages, who brought it. */
export function VersionFacts({ version }: { version: QuestionnaireVersion }) {
  const { t } = useText();
  const { questions, languages, mark, note } = version;
  return (
    <>
      <p class="quiet small">
        <Brought version={version} />
        {mark && <> · {t('forms.mark', { mark })}</>}
      </p>
      {note && <p class="said">{note}</p>}
      <dl class="facts">
        <div>
          <dt>{t('forms.questions')}</dt>
          <dd>{questions}</dd>
        </div>
        <div>
          <dt>{t('forms.languages')}</dt>
          <dd>
            <ul class="tags">
              {languages.map(({ tag, missing }) => (
                <li key={tag}>
                  <span lang={tag}>{nameOf(tag)}</span>{' '}
                  <span class="quiet small">
                    {missing === 0 ? t('forms.complete') : t('forms.missing', { count: missing })}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </>
  );
}

/** Who brought it, and when. */
export function Brought({ version: { who, at } }: { version: Pick<QuestionnaireVersion, 'who' | 'at'> }) {
  const { t, day, time } = useText();
  if (who === '' || at === '') return <>{t('forms.broughtUnknown')}</>;
  return <>{t('forms.broughtBy', { name: who, day: day(at.slice(0, 10)), time: time(new Date(at)) })}</>;
}

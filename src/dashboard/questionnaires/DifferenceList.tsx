import { useMemo } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import { inWords, plainText, type Questionnaire } from '../../questionnaire/index.ts';
import { type About, type Difference, differencesOf } from '../../versions/index.ts';
import { usePartName } from './usePartName.ts';

/** What differs between two versions, thing by thing, in plain words, and what it means for answers that are there. */
export function DifferenceList({ before, after }: { before: Questionnaire; after: Questionnaire }) {
  const { t } = useText();
  const groups = useMemo(() => {
    const all = differencesOf(before, after);
    return {
      count: all.length,
      byThing: [...Map.groupBy(all, ({ about }) => `${about.what} ${about.name}`).values()],
    };
  }, [before, after]);
  if (groups.count === 0) return <p>{t('forms.differences.none')}</p>;
  return (
    <div class="differences">
      <p>
        <b>{t('forms.differences.count', { count: groups.count })}</b>
      </p>
      <ul class="difference-list">
        {groups.byThing.slice(0, most).map((some) => (
          <li key={`${some[0]?.about.what} ${some[0]?.about.name}`}>
            {some[0] && <Thing about={some[0].about} language={after.defaultLanguage} />}
            <ul>
              {some.map((difference, at) => (
                <DifferenceRow key={at} difference={difference} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {groups.byThing.length > most && <p class="quiet">+ {groups.byThing.length - most}</p>}
    </div>
  );
}

const most = 500; // things; of two questionnaires that have nothing in common nobody reads more

function Thing({ about: { what, name, label }, language: main }: { about: About; language: string }) {
  const { t, language } = useText();
  if (what === 'form') return <h3>{t('forms.differences.whole')}</h3>;
  const shown = label === undefined ? null : inWords(label, language, [main]);
  const text = shown ? plainText(shown) : '';
  const kind =
    what === 'choice'
      ? t('forms.differences.choiceOf', { list: name.slice(0, name.indexOf('/')) })
      : what === 'list' || what === 'score' || what === 'insert'
        ? t(`forms.differences.${what}`)
        : null;
  return (
    <h3>
      {text && <span lang={shown?.language}>{text.slice(0, longest)} </span>}
      <code>{what === 'choice' ? name.slice(name.indexOf('/') + 1) : name}</code>
      {kind && <span class="quiet small"> {kind}</span>}
    </h3>
  );
}

const longest = 160; // letters of a question: enough to know it by

function DifferenceRow({ difference }: { difference: Difference }) {
  const { t } = useText();
  const nameOfPart = usePartName();
  const { kind, means, part = 'other', language = '', count = 0, before, after } = difference;
  const isQuoted =
    kind === 'reworded' || kind === 'logic' || kind === 'part' || kind === 'form' || kind === 'choice-part';
  const holes = {
    part: nameOfPart(part),
    language: language && nameOf(language),
    count,
    before: before ?? '',
    after: kind === 'language-default' && after ? nameOf(after) : (after ?? ''),
  };
  return (
    <li>
      <p>{t(`forms.diff.${kind}`, holes)}</p>
      {isQuoted && (before !== undefined || after !== undefined) && (
        <dl class="before-after">
          <Quote
            words={t('forms.differences.before')}
            text={before}
            language={language}
            isCode={kind !== 'reworded'}
          />
          <Quote
            words={t('forms.differences.after')}
            text={after}
            language={language}
            isCode={kind !== 'reworded'}
          />
        </dl>
      )}
      <p class="quiet small">{t(`forms.means.${means}`)}</p>
    </li>
  );
}

function Quote({
  words,
  text,
  language,
  isCode,
}: {
  words: string;
  text: string | undefined;
  language: string;
  isCode: boolean;
}) {
  const { t } = useText();
  return (
    <div>
      <dt>{words}</dt>
      <dd lang={language || undefined}>
        {text ? isCode ? <code>{text}</code> : text : <i class="quiet">{t('forms.differences.blank')}</i>}
      </dd>
    </div>
  );
}

import { useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import {
  Country,
  choiceQuestionsOf,
  codeOf,
  type Field,
  fieldsOf,
  laws,
  noticeFields,
} from '../../plan/index.ts';
import type { SurveyInsert } from '../../submission/index.ts';
import { Choices, DayField, fieldId, inLanguage, useProblem, WordsField } from './fields.tsx';
import { CountryField } from './NewSurveyPage.tsx';
import { NoticePreview } from './NoticePreview.tsx';
import { labelOf } from './StateCard.tsx';
import type { Changes, Making } from './usePlan.ts';

/** What a person is told before they agree: every field that a law wants, and the notice as they will see it. */
export function NoticeCard({ making }: { making: Making }) {
  const { t } = useText();
  const { plan, questionnaire, change } = making;
  const problem = useProblem();
  const id = useId();
  const put = (name: string, insert: SurveyInsert | undefined) => {
    const { [name]: _, ...others } = plan.inserts;
    change({ inserts: insert ? { ...others, [name]: insert } : others });
  };
  return (
    <section class="desk-card" aria-labelledby={`${id}notice`}>
      <h2 id={`${id}notice`}>{t('making.notice')}</h2>
      <p class="quiet">{t('making.noticeText')}</p>
      <CountryField
        id={fieldId({ at: 'country' })}
        value={plan.country ?? ''}
        problem={problem('country')}
        onChange={(country) => change(inCountry(making, country))}
      />
      <div class="notice-fields">
        {fieldsOf(questionnaire, plan).map((field) => (
          <InsertField
            key={field.name}
            field={field}
            making={making}
            onChange={(it) => put(field.name, it)}
          />
        ))}
      </div>
      {!questionnaire.consent && <p class="wish">{t('making.noConsent')}</p>}
      <NoticePreview plan={plan} questionnaire={questionnaire} />
    </section>
  );
}

function InsertField({
  field: { name, kind, choices = [] },
  making: { plan },
  onChange,
}: {
  field: Field;
  making: Making;
  onChange(insert: SurveyInsert | undefined): void;
}) {
  const { t } = useText();
  const at = `inserts/${name}`;
  const insert = plan.inserts[name];
  const isOurs = noticeFields.some((field) => field.name === name);
  const how = isOurs && kind === 'words' ? t(`making.how.${name as 'purpose'}`) : undefined;
  if (kind === 'day')
    return (
      <DayField
        at={at}
        label={labelOf(t, name)}
        day={insert && 'day' in insert ? insert.day : undefined}
        onChange={(day) => onChange(day === undefined ? undefined : { day })}
      />
    );
  if (kind === 'choice')
    return (
      <Choices
        at={at}
        label={labelOf(t, name)}
        value={codeOf(plan, name)}
        choices={choices.map((code) => ({
          value: code,
          words: code === 'yes' || code === 'no' ? t(`making.${code}`) : code,
        }))}
        onChange={(words) => onChange({ words })}
      />
    );
  return (
    <WordsField
      at={at}
      label={labelOf(t, name)}
      how={how}
      words={insert && 'words' in insert ? insert.words : undefined}
      languages={plan.languages}
      onChange={(words) => onChange({ words })}
    />
  );
}

/** A country brings the names of its law where nothing was written yet, and answers its own question. */
function inCountry({ plan, questionnaire, standing }: Making, said: string): Changes {
  const country = Country.safeParse(said).data;
  const asks = choiceQuestionsOf(questionnaire).find(({ name }) => name === 'country');
  const isAsked = asks?.choices.some(({ name }) => name === country) ?? false;
  const { country: _, ...presets } = plan.presets ?? {};
  const isDraft = standing.state === 'draft';
  const law = country && country !== 'several' ? laws[country] : undefined;
  const given = (name: string, words: { readonly [tag: string]: string } | string) => {
    const insert = plan.inserts[name];
    const isBlank =
      !insert || ('words' in insert && plan.languages.every((tag) => inLanguage(insert.words, tag) === ''));
    return isBlank ? { [name]: { words } } : {};
  };
  const all = { ...presets, ...(isAsked && country ? { country } : {}) };
  return {
    country,
    ...(isDraft && { presets: Object.keys(all).length > 0 ? all : undefined }),
    ...(law && {
      inserts: {
        ...plan.inserts,
        ...given('authority', law.authority),
        ...given('legal_basis', law.basis),
      },
    }),
  };
}

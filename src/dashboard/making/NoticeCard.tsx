import { useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { Country, codeOf, type Field, fieldsOf, inCountry, noticeFields } from '../../plan/index.ts';
import type { SurveyInsert } from '../../submission/index.ts';
import { Choices, DayField, fieldId, useProblem, WordsField } from './fields.tsx';
import { CountryField } from './NewSurveyPage.tsx';
import { NoticePreview } from './NoticePreview.tsx';
import { labelOf } from './StateCard.tsx';
import type { Making } from './usePlan.ts';

/** What a person is told before they agree: every field that a law wants, and the notice as they will see it. */
export function NoticeCard({ making }: { making: Making }) {
  const { t } = useText();
  const { plan, questionnaire, standing, change } = making;
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
        onChange={(said) =>
          change({
            country: undefined,
            presets: undefined,
            ...inCountry(plan, questionnaire, Country.safeParse(said).data, standing.state !== 'draft'),
          })
        }
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

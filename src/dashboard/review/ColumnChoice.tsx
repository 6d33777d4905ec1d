import { useText } from '../../i18n/index.ts';
import type { Progress } from '../../review/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import { type ColumnName, columnsThere, columnWords } from './columns.ts';
import type { Wording } from './wording.ts';

/** Which columns the table has. */
export function ColumnChoice({
  survey,
  progress,
  wording,
  shown,
  onShown,
}: {
  survey: SurveySummary;
  progress: Progress;
  wording: Wording;
  shown: readonly ColumnName[];
  onShown(shown: readonly ColumnName[]): void;
}) {
  const { t } = useText();
  return (
    <details class="column-choice">
      <summary>{t('reviewing.columns')}</summary>
      <fieldset class="choices">
        <legend class="unseen">{t('reviewing.columns')}</legend>
        {columnsThere(survey, progress).map((name) => (
          <label key={name} class="choice">
            <input
              type="checkbox"
              checked={shown.includes(name)}
              onChange={({ currentTarget: { checked } }) =>
                onShown(checked ? [...shown, name] : shown.filter((it) => it !== name))
              }
            />
            <span>{columnWords(wording, name)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

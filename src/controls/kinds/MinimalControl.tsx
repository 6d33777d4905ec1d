import { useText } from '../../i18n/index.ts';
import { plainText } from '../../questionnaire/index.ts';
import type { ControlProps } from '../props.ts';

/** One choice from a list that unfolds (`minimal`): the phone's own, which every hand knows. */
export default function MinimalControl({ asked, id, told, onAnswer }: ControlProps) {
  const { t } = useText();
  const option = (choice: ControlProps['asked']['choices'][number]) => (
    <option key={choice.name} value={choice.name} lang={choice.label.language}>
      {plainText(choice.label)}
    </option>
  );
  const apart = asked.choices.filter((choice) => choice.apart);
  return (
    <select
      id={id}
      class="field"
      aria-describedby={told}
      disabled={asked.readOnly}
      value={typeof asked.answer === 'string' ? asked.answer : ''}
      onChange={(event) => onAnswer(event.currentTarget.value || null, 'key')}
    >
      <option value="">{t('choose.pick')}</option>
      {asked.choices.filter((choice) => !choice.apart).map(option)}
      {apart.length > 0 && <optgroup label={t('step.apart')}>{apart.map(option)}</optgroup>}
    </select>
  );
}

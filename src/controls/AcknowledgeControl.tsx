import { useText } from '../i18n/index.ts';
import type { ControlProps } from './props.ts';

/** One box to tick: ODK keeps `OK` for it. */
export function AcknowledgeControl({ asked, onAnswer }: ControlProps) {
  const { t } = useText();
  return (
    <div class="choices">
      <label class="choice">
        <input
          type="checkbox"
          checked={asked.answer === 'OK'}
          onChange={(event) => onAnswer(event.currentTarget.checked ? 'OK' : null, 'key')}
        />
        <span>{t('acknowledge.ok')}</span>
      </label>
    </div>
  );
}

import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { chooseKeepingDays, chosenKeepingDays, freeKept, live } from '../../storage/index.ts';
import { keepingDays } from '../../submission/index.ts';
import type { Device } from '../device.ts';
import { useLive } from '../useLive.ts';
import { useSize } from './inWords.ts';

/** How long this device keeps copies of what was received; the person may choose, and may ask for space now. */
export function KeepingSection({ device: { db } }: { device: Device }) {
  const { t } = useText();
  const size = useSize();
  const days = useLive(() => live(() => chosenKeepingDays(db)), [db]);
  const [freed, setFreed] = useState<number | null>(null);
  if (days === undefined) return null;
  return (
    <section class="receipt">
      <h2>{t('keep.title')}</h2>
      <p class="quiet small">{t('keep.text')}</p>
      <label>
        {t('keep.days')}{' '}
        <select
          value={days}
          onChange={({ currentTarget }) => {
            const chosen = keepingDays.find((one) => String(one) === currentTarget.value);
            if (chosen) void chooseKeepingDays(db, chosen);
          }}
        >
          {keepingDays.map((one) => (
            <option key={one} value={one}>
              {t('keep.option', { count: one })}
            </option>
          ))}
        </select>
      </label>
      <div class="buttons">
        <button
          type="button"
          class="button"
          onClick={async () => setFreed((await freeKept(db, { andAnswers: true })).bytes)}
        >
          {t('keep.free')}
        </button>
      </div>
      {freed !== null && (
        <p role="status">{freed > 0 ? t('keep.freed', { size: size(freed) }) : t('keep.none')}</p>
      )}
    </section>
  );
}

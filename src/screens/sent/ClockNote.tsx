import { useText } from '../../i18n/index.ts';
import { clockCorrection, live } from '../../storage/index.ts';
import type { Device } from '../device.ts';
import { useLive } from '../useLive.ts';
import { whileInWords } from './inWords.ts';

const tolerable = 5 * 60_000;

/** Says that this device's clock is wrong, where the server was heard and the difference matters. */
export function ClockNote({ device: { db } }: { device: Device }) {
  const { t } = useText();
  const wrong = Math.abs(useLive(() => live(() => clockCorrection(db)), [db]) ?? 0);
  return wrong < tolerable ? null : (
    <p class="wish small" role="status">
      {t('sent.clock', { time: whileInWords(t, wrong) })}
    </p>
  );
}

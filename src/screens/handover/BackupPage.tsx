import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { HandOverPlan } from '../../storage/index.ts';
import type { Device } from '../device.ts';
import { newPassphrase, planBackup, shortestPassphrase } from './acts.ts';
import { Inside } from './Inside.tsx';
import { Maker } from './Maker.tsx';
import { PassphraseField } from './PassphraseField.tsx';

/** A copy of everything under a passphrase. What it is and what it costs is said before one is set. */
export function BackupPage({ device }: { device: Device }) {
  const { t } = useText();
  const [plan, setPlan] = useState<HandOverPlan | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [isSet, setIsSet] = useState(false);
  const id = useId();
  useEffect(() => {
    void planBackup(device.db).then(setPlan);
  }, [device.db]);
  if (!plan) return null;
  if (plan.counts.surveys === 0) return <p class="quiet">{t('handOver.nothing')}</p>;
  const isShort = passphrase.trim().length < shortestPassphrase;
  if (isSet)
    return (
      <Maker device={device} plan={plan} sealing={{ passphrase: passphrase.trim() }} atOnce>
        <p>{t('handOver.backupOpens')}</p>
        <p class="code small">{passphrase.trim()}</p>
      </Maker>
    );
  return (
    <>
      <p>{t('handOver.backupWhat')}</p>
      <p>{t('handOver.backupKeep')}</p>
      <Inside counts={plan.counts} bytes={plan.counts.bytes + plan.letters} />
      <form
        class="asked"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isShort) setIsSet(true);
        }}
      >
        <label for={id}>{t('handOver.passphrase')}</label>
        <PassphraseField id={id} value={passphrase} about={`${id}short`} onValue={setPassphrase} />
        <p id={`${id}short`} class="quiet small">
          {t('handOver.shortest', { count: shortestPassphrase })}
        </p>
        <div class="buttons">
          <button type="button" class="button" onClick={() => setPassphrase(newPassphrase())}>
            {t('handOver.suggest')}
          </button>
          <button type="submit" class="button main" disabled={isShort}>
            {t('handOver.make')}
          </button>
        </div>
      </form>
    </>
  );
}

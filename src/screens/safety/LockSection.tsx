import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type LockMinutes, type LockRow, lockMinutes, lockOf } from '../../storage/lock/index.ts';
import type { Device } from '../device.ts';
import { ChangePin, TurnOff } from './ChangePin.tsx';
import { SetPin } from './SetPin.tsx';
import { Part } from './StorageScreen.tsx';
import { chooseMinutes, lockNow } from './unlock.tsx';

/** The lock of this device: set, changed, closed, taken off. */
export function LockSection({ device }: { device: Device }) {
  const { t } = useText();
  const [lock, setLock] = useState<LockRow | null | undefined>(undefined);
  const [doing, setDoing] = useState<'set' | 'change' | 'off' | null>(null);
  const look = () => lockOf(device.db).then((row) => setLock(row ?? null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, and after each act
  useEffect(() => void look(), []);
  if (lock === undefined) return null;
  const done = () => {
    setDoing(null);
    void look();
  };
  return (
    <Part title={t('lock.title')}>
      <p>{t('lock.what')}</p>
      {!lock && doing === null && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => setDoing('set')}>
            {t('lock.begin')}
          </button>
        </div>
      )}
      {!lock && doing === 'set' && <SetPin device={device} onDone={done} />}
      {lock && doing === null && <Locked device={device} lock={lock} onChanged={look} onDo={setDoing} />}
      {lock && doing === 'change' && <ChangePin device={device} onDone={done} />}
      {lock && doing === 'off' && <TurnOff device={device} onDone={done} />}
    </Part>
  );
}

function Locked({
  device,
  lock,
  onChanged,
  onDo,
}: {
  device: Device;
  lock: LockRow;
  onChanged(): Promise<void>;
  onDo(what: 'change' | 'off'): void;
}) {
  const { t } = useText();
  const id = useId();
  return (
    <>
      <p>✓ {t('lock.isOn')}</p>
      <div class="asked">
        <label for={id}>{t('lock.after')}</label>
        <select
          id={id}
          class="field"
          value={lock.minutes}
          onChange={({ currentTarget }) => {
            const chosen = lockMinutes.find((one) => String(one) === currentTarget.value) ?? 5;
            void chooseMinutes(device.db, chosen).then(onChanged);
          }}
        >
          {lockMinutes.map((count: LockMinutes) => (
            <option key={count} value={count}>
              {t('lock.minutes', { count })}
            </option>
          ))}
        </select>
      </div>
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void lockNow()}>
          {t('lock.now')}
        </button>
        <button type="button" class="button" onClick={() => onDo('change')}>
          {t('lock.change')}
        </button>
        <button type="button" class="button plain" onClick={() => onDo('off')}>
          {t('lock.off')}
        </button>
      </div>
    </>
  );
}

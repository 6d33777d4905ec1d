import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { changePin, shortestPin, tryPin } from '../../storage/lock/index.ts';
import type { Device } from '../device.ts';
import { PinField } from './PinField.tsx';
import { Working } from './SetPin.tsx';
import { unlockForGood } from './unlock.tsx';

/** Another PIN for the same lock. */
export function ChangePin({ device, onDone }: { device: Device; onDone(): void }) {
  const { t } = useText();
  const [pins, setPins] = useState({ before: '', first: '', again: '' });
  const [trouble, setTrouble] = useState<'differ' | 'short' | 'wrong' | 'later' | null>(null);
  const [isTrying, setTrying] = useState(false);
  const change = async () => {
    if (pins.first.length < shortestPin) return setTrouble('short');
    if (pins.first !== pins.again) return setTrouble('differ');
    setTrying(true);
    const kind = await changePin(device.db, pins.before, pins.first, Date.now());
    setTrying(false);
    if (kind === 'open') return onDone();
    setTrouble(kind === 'wait' ? 'later' : 'wrong');
  };
  return (
    <form
      class="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <PinField
        words={t('lock.before')}
        value={pins.before}
        onValue={(before) => setPins({ ...pins, before })}
      />
      <PinField
        isNew
        words={t('lock.new', { count: shortestPin })}
        value={pins.first}
        onValue={(first) => setPins({ ...pins, first })}
      />
      <PinField
        isNew
        words={t('lock.again')}
        value={pins.again}
        onValue={(again) => setPins({ ...pins, again })}
      />
      {trouble && (
        <p class="alarm" role="alert">
          {t(`lock.${trouble}`, { count: shortestPin })}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="button main" disabled={isTrying}>
          {t(isTrying ? 'lock.trying' : 'lock.change')}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {t('lock.back')}
        </button>
      </div>
    </form>
  );
}

/** Takes the lock off, for who has the PIN. */
export function TurnOff({ device, onDone }: { device: Device; onDone(): void }) {
  const { t } = useText();
  const [pin, setPin] = useState('');
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<'wrong' | 'later' | 'elsewhere' | 'failed' | null>(null);
  const turn = async () => {
    setShare(0);
    try {
      const tried = await tryPin(device.db, pin, Date.now());
      if (tried.kind !== 'open') {
        setShare(null);
        return setTrouble(tried.kind === 'wait' ? 'later' : 'wrong');
      }
      if (await unlockForGood(setShare)) return onDone();
      setTrouble('elsewhere');
    } catch {
      setTrouble('failed');
    }
    setShare(null);
  };
  if (share !== null) return <Working share={share} words={t('lock.opening')} />;
  return (
    <form
      class="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void turn();
      }}
    >
      <PinField words={t('lock.before')} value={pin} onValue={setPin} />
      {trouble && (
        <p class="alarm" role="alert">
          {t(`lock.${trouble}`)}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="button bad">
          {t('lock.off')}
        </button>
        <button type="button" class="button main" onClick={onDone}>
          {t('lock.back')}
        </button>
      </div>
    </form>
  );
}

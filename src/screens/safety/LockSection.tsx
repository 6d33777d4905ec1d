import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import {
  changePin,
  type LockMinutes,
  type LockRow,
  lockMinutes,
  lockOf,
  shortestPin,
  tryPin,
} from '../../storage/lock/index.ts';
import type { Survey } from '../../submission/index.ts';
import { keepPart } from '../../sync/update.ts';
import type { Device } from '../device.ts';
import { titleOf } from '../titles.ts';
import { PinField } from './PinField.tsx';
import { Part } from './StorageScreen.tsx';
import { chooseMinutes, lockHere, lockNow, unlockForGood } from './unlock.tsx';

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

/** What a forgotten PIN means is read before one is set. */
function SetPin({ device, onDone }: { device: Device; onDone(): void }) {
  const { t, language } = useText();
  const [pins, setPins] = useState({ first: '', again: '' });
  const [isKnown, setKnown] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<'differ' | 'short' | 'needsNetwork' | 'failed' | null>(null);
  const surveys = useSurveys(device);
  const id = useId();
  const names = (list: readonly Survey[]) =>
    new Intl.ListFormat(language).format(list.map((survey) => titleOf(survey, language)));
  const open = surveys.filter(({ handOverTo }) => handOverTo);
  const lost = surveys.filter(({ handOverTo }) => !handOverTo);
  const set = async () => {
    if (pins.first.length < shortestPin) return setTrouble('short');
    if (pins.first !== pins.again) return setTrouble('differ');
    setTrouble(null);
    setShare(0);
    try {
      // without a network the PIN could not be asked for, were this part of the app not here
      if ('serviceWorker' in navigator && !(await keepPart('safety'))) {
        setShare(null);
        return setTrouble('needsNetwork');
      }
      await keepPart('handOver');
      await lockHere(device.db, pins.first, 5, setShare);
      onDone();
    } catch {
      setShare(null);
      setTrouble('failed');
    }
  };
  if (share !== null) return <Working share={share} words={t('lock.sealing')} />;
  return (
    <form
      class="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isKnown) void set();
      }}
    >
      <div class="wish">
        <p>
          <strong>{t('lock.forget')}</strong>
        </p>
        {open.length > 0 && <p>{t('lock.recover', { surveys: names(open) })}</p>}
        {lost.length > 0 && <p>{t('lock.lost', { surveys: names(lost) })}</p>}
      </div>
      <p>{t('lock.sending')}</p>
      <p id={id} class="quiet small">
        {t('lock.limit')}
      </p>
      <PinField
        isNew
        about={id}
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
      <label class="choice">
        <input
          type="checkbox"
          checked={isKnown}
          onChange={({ currentTarget }) => setKnown(currentTarget.checked)}
        />
        <span>{t('lock.understood')}</span>
      </label>
      {trouble && (
        <p class="alarm" role="alert">
          {t(`lock.${trouble}`, { count: shortestPin })}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="button main" disabled={!isKnown}>
          {t('lock.set')}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {t('lock.back')}
        </button>
      </div>
    </form>
  );
}

function ChangePin({ device, onDone }: { device: Device; onDone(): void }) {
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

function TurnOff({ device, onDone }: { device: Device; onDone(): void }) {
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

function Working({ share, words }: { share: number; words: string }) {
  return (
    <p role="status">
      {words}
      <progress value={share} aria-label={words} />
    </p>
  );
}

function useSurveys({ db }: Device): Survey[] {
  const [surveys, setSurveys] = useState<Survey[]>([]);
  useEffect(() => {
    void db.surveys.toArray().then(setSurveys);
  }, [db]);
  return surveys;
}

import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { shortestPin } from '../../storage/lock/index.ts';
import type { Survey } from '../../submission/index.ts';
import { keepPart } from '../../sync/update.ts';
import type { Device } from '../device.ts';
import { titleOf } from '../titles.ts';
import { PinField } from './PinField.tsx';
import { lockHere } from './unlock.tsx';

/** What a forgotten PIN means is read before one is set. */
export function SetPin({ device, onDone }: { device: Device; onDone(): void }) {
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

/** How far it is. */
export function Working({ share, words }: { share: number; words: string }) {
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

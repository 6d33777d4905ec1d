import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { TakenIn } from '../../storage/index.ts';
import type { Device } from '../device.ts';
import { carriedIn, linkWith, takeCarried } from './carry.ts';
import { Part } from './StorageScreen.tsx';
import type { StandingHere } from './standing.ts';

/** To take a draft along into another browser of the same person, and to bring one in. */
export function CarrySection({
  device: { db },
  standing: { drafts },
  onCarried,
}: {
  device: Device;
  standing: StandingHere;
  onCarried(carried: string): void;
}) {
  const { t } = useText();
  const id = useId();
  const [said, setSaid] = useState<'copied' | 'files' | 'too-long' | 'none' | 'notCopied' | null>(null);
  const [isOdd, setOdd] = useState(false);
  const [link, setLink] = useState('');
  const copy = async () => {
    const made = await linkWith(db);
    if (typeof made === 'string') return setSaid(made);
    setLink(made.href);
    const copied = navigator.clipboard?.writeText(made.href).then(
      () => true,
      () => false,
    );
    setSaid((await copied) ? 'copied' : 'notCopied');
  };
  return (
    <Part title={t('carry.title')}>
      <p>{t('carry.text')}</p>
      {drafts > 0 && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => void copy()}>
            {t('carry.copy')}
          </button>
        </div>
      )}
      {said && (
        <p class={said === 'copied' ? '' : 'wish'} role="status">
          {said === 'copied' && '✓ '}
          {t(`carry.${said}`)}
        </p>
      )}
      {said === 'notCopied' && (
        <textarea class="field" readOnly rows={3} value={link} aria-label={t('carry.copy')} />
      )}
      <form
        class="asked"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('link');
          const carried = carriedIn(String(typed));
          setOdd(carried === null);
          if (carried) onCarried(carried);
        }}
      >
        <label for={id}>{t('carry.paste')}</label>
        <input id={id} name="link" class="field" inputMode="url" autocomplete="off" />
        {isOdd && (
          <p class="alarm" role="alert">
            {t('carry.odd')}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button">
            {t('carry.bring')}
          </button>
        </div>
      </form>
    </Part>
  );
}

/** What came with the address: taken in once the person says so. */
export function Carried({ device, carried, onLeft }: { device: Device; carried: string; onLeft(): void }) {
  const { t } = useText();
  const [taken, setTaken] = useState<TakenIn | 'broken' | null>(null);
  const leave = () => {
    history.replaceState(null, '', location.pathname);
    onLeft();
  };
  const take = () =>
    takeCarried(device.db, carried).then(
      (it) => {
        history.replaceState(null, '', location.pathname);
        setTaken(it);
      },
      () => setTaken('broken'),
    );
  if (taken === 'broken')
    return (
      <p class="alarm" role="alert">
        {t('carry.broken')}
      </p>
    );
  if (taken) {
    const { survey = '' } = taken.header;
    return (
      <>
        <p role="status">✓ {t('carry.came')}</p>
        <div class="buttons">
          <a class="button main" href={`/s/${survey}`}>
            {t('mine.continue')}
          </a>
        </div>
      </>
    );
  }
  return (
    <>
      <p>{t('carry.cameText')}</p>
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void take()}>
          {t('carry.bring')}
        </button>
        <button type="button" class="button" onClick={leave}>
          {t('carry.not')}
        </button>
      </div>
    </>
  );
}

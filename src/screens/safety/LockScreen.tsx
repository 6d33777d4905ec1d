import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Database } from '../../storage/index.ts';
import { lockOf, tryPin, waitOf } from '../../storage/lock/index.ts';
import { Bar } from '../Bar.tsx';
import { Frame, Heading } from '../Frame.tsx';
import { Forgotten } from './Forgotten.tsx';
import { PinField } from './PinField.tsx';
import './safety.css';

/** In the place of every page, until the PIN is right. */
export function LockScreen({
  db,
  offered,
  onOpen,
}: {
  db: Database;
  offered: readonly string[];
  onOpen(dataKey: Uint8Array): void;
}) {
  const { t } = useText();
  const [pin, setPin] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isTrying, setTrying] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  const { wait, setWait } = useWait(db);
  const tries = async () => {
    if (isTrying || !pin) return;
    setTrying(true);
    const tried = await tryPin(db, pin, Date.now()).finally(() => setTrying(false));
    if (tried.kind === 'open') return onOpen(tried.dataKey);
    setWrong(tried.kind === 'wrong');
    setWait(tried.wait);
    setPin('');
  };
  const title = t(isForgotten ? 'lock.forgot' : 'lock.locked');
  return (
    <Frame
      key={isForgotten ? 'forgotten' : ''}
      title={title}
      bar={<Bar title={t('app.name')} languages={offered} />}
    >
      <Heading moved={isForgotten}>{title}</Heading>
      {isForgotten ? (
        <Forgotten db={db} onBack={() => setForgotten(false)} />
      ) : (
        <>
          <p>{t('lock.lockedText')}</p>
          <form
            class="lock-form"
            onSubmit={(event) => {
              event.preventDefault();
              void tries();
            }}
          >
            <PinField isFirst words={t('lock.pin')} value={pin} onValue={setPin} />
            {isWrong && (
              <p class="alarm" role="alert">
                {t('lock.wrong')}
              </p>
            )}
            {wait > 0 && <Waiting wait={wait} />}
            <div class="buttons">
              <button type="submit" class="button main" disabled={isTrying || wait > 0}>
                {t(isTrying ? 'lock.trying' : 'lock.open')}
              </button>
            </div>
          </form>
          <div class="buttons">
            <button type="button" class="button plain" onClick={() => setForgotten(true)}>
              {t('lock.forgot')}
            </button>
          </div>
        </>
      )}
    </Frame>
  );
}

function Waiting({ wait }: { wait: number }) {
  const { t, language } = useText();
  const isShort = wait < 90_000;
  const time = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isShort ? 'second' : 'minute',
    unitDisplay: 'long',
  }).format(Math.ceil(wait / (isShort ? 1_000 : 60_000)));
  return <p class="wish">{t('lock.wait', { time })}</p>;
}

/** How long the next try has to wait, counted down. */
function useWait(db: Database): { wait: number; setWait(wait: number): void } {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    void lockOf(db).then((row) => {
      const wait = row ? waitOf(row, Date.now()) : 0;
      if (wait > 0) setUntil(Date.now() + wait);
    });
  }, [db]);
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return {
    wait: Math.max(0, until - now),
    setWait(wait) {
      const at = Date.now();
      setNow(at);
      setUntil(at + wait);
    },
  };
}

import { useText } from '../../i18n/index.ts';
import type { Device } from '../device.ts';
import { useLive } from '../useLive.ts';
import { useSize, whileInWords } from './inWords.ts';

/** How sending gets on: how many, how much, how long, and why it waits. Nothing where nothing waits. */
export function ProgressNote({ device: { runner } }: { device: Device }) {
  const { t, time } = useText();
  const size = useSize();
  const sync = useLive(() => runner.state, [runner]);
  if (!sync || sync.waiting + sync.aside === 0) return null;
  const { waiting, aside, sending, reason, nextTryAt, done = 0, bytesLeft, timeLeft } = sync;
  const more = [
    ...(bytesLeft === undefined ? [] : [t('progress.size', { size: size(bytesLeft) })]),
    ...(timeLeft === undefined ? [] : [whileInWords(t, timeLeft)]),
  ];
  return (
    <div class="note">
      {waiting > 0 && (
        <p role="status">
          {t(sending ? 'progress.sending' : 'progress.waiting', { count: waiting })}
          {sending && more.length > 0 && ` · ${more.join(' · ')}`}
        </p>
      )}
      {sending && waiting > 0 && <progress max={done + waiting} value={done} />}
      {waiting > 0 && !sending && reason && (
        <p class="quiet small">
          {t(`sync.${reason}`)}{' '}
          {nextTryAt && nextTryAt > Date.now() ? t('sync.next', { time: time(new Date(nextTryAt)) }) : ''}
        </p>
      )}
      {waiting > 0 && !sending && (
        <button type="button" class="button" onClick={() => void runner.nudge('asked')}>
          {t('sync.now')}
        </button>
      )}
      {aside > 0 && <p class="wish">{t('progress.aside', { count: aside })}</p>}
    </div>
  );
}

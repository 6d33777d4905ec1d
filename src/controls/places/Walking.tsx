import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Position } from '../../questionnaire/index.ts';
import { Refused } from './Searching.tsx';
import { type Fix, type Refusal, refusedFromTheStart, toFix } from './settling.ts';
import { useCalm, usePlaceWords } from './useWords.ts';
import { due, type Pace } from './walk.ts';

/** Seconds between two points, and metres that a fix may be off; 0 is any. As Collect offers them. */
const intervals = [1, 5, 10, 20, 30, 60, 300];
const accuracies = [0, 5, 10, 20, 50];

/** Points by themselves while a person walks, as often and as accurate as they choose. The screen stays on meanwhile. */
export function Walking({
  madeUp,
  count,
  onPoint,
  onStop,
}: {
  madeUp: boolean;
  /** Points so far. */
  count: number;
  onPoint(position: Position): void;
  onStop(): void;
}) {
  const { t, language } = useText();
  const { metres } = usePlaceWords();
  const id = useId();
  const [pace, setPace] = useState<Pace>({ seconds: 20, metres: 10, madeUp });
  const [state, setState] = useState<'choosing' | 'walking' | 'paused'>('choosing');
  const { latest, refused } = useWalk(state === 'walking' ? pace : null, onPoint);
  const time = (seconds: number) =>
    new Intl.NumberFormat(`${language}-u-nu-latn`, {
      style: 'unit',
      unit: seconds < 60 ? 'second' : 'minute',
      unitDisplay: 'long',
    }).format(seconds < 60 ? seconds : seconds / 60);
  const words = !latest
    ? t('places.looking')
    : latest.accuracy > pace.metres && pace.metres > 0
      ? t('places.walking.tooRough', { metres: metres(latest.accuracy) })
      : t('places.walking.now', { metres: metres(latest.accuracy), number: count });
  const calm = useCalm(state === 'walking' ? words : state === 'paused' ? t('places.walking.paused') : '');

  if (refused) return <Refused why={refused} />;
  return (
    <div class="searching">
      {state === 'choosing' ? (
        <div class="walk-pace">
          <label for={`${id}-every`}>{t('places.walking.every')}</label>
          <select
            id={`${id}-every`}
            class="field"
            value={pace.seconds}
            onChange={({ currentTarget }) => setPace({ ...pace, seconds: Number(currentTarget.value) })}
          >
            {intervals.map((seconds) => (
              <option key={seconds} value={seconds}>
                {time(seconds)}
              </option>
            ))}
          </select>
          <label for={`${id}-off`}>{t('places.walking.accuracy')}</label>
          <select
            id={`${id}-off`}
            class="field"
            value={pace.metres}
            onChange={({ currentTarget }) => setPace({ ...pace, metres: Number(currentTarget.value) })}
          >
            {accuracies.map((most) => (
              <option key={most} value={most}>
                {most === 0 ? t('places.walking.any') : metres(most)}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <>
          <p class="searching-now" aria-hidden="true">
            {state === 'paused' ? t('places.walking.paused') : words}
          </p>
          <p class="unseen" role="status">
            {calm}
          </p>
        </>
      )}
      <p class="small">{t('places.walking.stayHere')}</p>
      <div class="buttons">
        {state === 'walking' ? (
          <button type="button" class="button" onClick={() => setState('paused')}>
            {t('places.walking.pause')}
          </button>
        ) : (
          <button type="button" class="button main" onClick={() => setState('walking')}>
            {state === 'paused' ? t('places.walking.goOn') : t('places.walking.start')}
          </button>
        )}
        <button type="button" class={state === 'choosing' ? 'button' : 'button main'} onClick={onStop}>
          {state === 'choosing' ? t('places.close') : t('places.walking.stop')}
        </button>
      </div>
    </div>
  );
}

/** Points of a walk, while there is a pace. */
function useWalk(
  pace: Pace | null,
  onPoint: (fix: Fix) => void,
): { latest: Fix | null; refused: Refusal | null } {
  const [latest, setLatest] = useState<Fix | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const point = useRef(onPoint);
  point.current = onPoint;
  useEffect(() => {
    if (!pace) return;
    const why = refusedFromTheStart();
    if (why) return setRefused(why);
    let lastAt: number | null = null;
    const awake = stayAwake();
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        const fix = toFix(coords);
        setLatest(fix);
        if (!due(pace, fix, lastAt, timestamp)) return;
        lastAt = timestamp;
        point.current(fix);
      },
      ({ code }) => code === 1 && setRefused('denied'),
      { enableHighAccuracy: true, maximumAge: 0 },
    );
    return () => {
      navigator.geolocation.clearWatch(watch);
      awake();
    };
  }, [pace]);
  return { latest, refused };
}

/** A phone that sleeps tells no positions. Where the browser cannot keep it awake, the words beside say what to do. */
function stayAwake(): () => void {
  let over = false;
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    const got = await navigator.wakeLock.request('screen').catch(() => undefined); // a battery that is nearly empty
    if (over) void got?.release();
    else lock = got;
  };
  const again = () => void ask();
  again();
  document.addEventListener('visibilitychange', again); // it is lost with each look at another app
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}

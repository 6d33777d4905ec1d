import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import { type Film, startTake, type Take } from './recorder.ts';
import type { Keeping } from './useKeeping.ts';

type Now = 'still' | 'asking' | 'recording' | 'paused' | 'stopping';

/** Record, pause, stop; how long it is, and whether anything is heard. Each piece is on the disk within seconds. */
export function Recording({
  asked,
  media,
  keeping,
  kind,
  camera,
}: ControlProps & Files & { keeping: Keeping; kind: Film; camera: 'environment' | 'user' }) {
  const { t } = useText();
  const [now, setNow] = useState<Now>('still');
  const take = useRef<Take | null>(null);
  const clock = useClock(now === 'recording');
  const { ref } = asked;
  const writing = useRef<Promise<void>>(Promise.resolve());

  const stop = async () => {
    const { current } = take;
    if (!current) return;
    take.current = null;
    setNow('stopping');
    const kept = await keeping.give(async () => ({ bytes: await current.stop() }));
    await writing.current;
    if (kept) await media.unfinished.drop(ref);
    setNow('still');
  };
  const stopNow = useRef(stop);
  stopNow.current = stop;
  const left = useRef(false);
  // Leaving the question ends the recording and keeps it.
  useEffect(
    () => () => {
      left.current = true;
      void stopNow.current();
    },
    [],
  );

  const start = async () => {
    setNow('asking');
    keeping.say(null);
    await media.unfinished.drop(ref);
    let size = 0;
    const made = await startTake({
      kind,
      camera,
      quality: asked.question.parameters?.quality,
      onTakenAway: () => void stopNow.current(),
      onPiece(piece, at) {
        size += piece.size;
        // No room for a piece, or for a larger file: what there is, is kept while it can be.
        writing.current = writing.current.then(async () => {
          if (!(await media.unfinished.add(ref, piece, at))) void stopNow.current();
        });
        if (size > 0.98 * (media.limits[`${kind}/mp4`] ?? Number.POSITIVE_INFINITY)) void stopNow.current();
      },
    });
    if (typeof made === 'string') {
      setNow('still');
      return keeping.say({ code: made === 'refused' ? 'microphone' : 'none' });
    }
    if (left.current) {
      await made.stop(); // left while the browser asked for the microphone: nothing was said into it
      await writing.current;
      return media.unfinished.drop(ref);
    }
    take.current = made;
    clock.reset();
    setNow('recording');
  };

  if (now === 'still' || now === 'asking') {
    return (
      <button
        type="button"
        class={keeping.answer ? 'button' : 'button main'}
        disabled={now === 'asking' || keeping.doing !== 'still'}
        onClick={() => void start()}
      >
        {keeping.answer ? t('media.audio.again') : t('media.audio.record')}
      </button>
    );
  }
  const isPaused = now === 'paused';
  const pause = () => {
    if (isPaused) take.current?.resume();
    else take.current?.pause();
    setNow(isPaused ? 'recording' : 'paused');
  };
  return (
    <div class="recording">
      {kind === 'video' && take.current && <Sight stream={take.current.stream} />}
      <p class="recording-line">
        <strong role="status">{isPaused ? t('media.audio.paused') : t('media.audio.recording')}</strong>
        <span role="timer" class="code small">
          {inMinutes(clock.seconds)}
        </span>
      </p>
      <Loudness take={take.current} heard={!isPaused} />
      <div class="buttons">
        <button type="button" class="button main" disabled={now === 'stopping'} onClick={() => void stop()}>
          {t('media.audio.stop')}
        </button>
        <button type="button" class="button" disabled={now === 'stopping'} onClick={pause}>
          {isPaused ? t('media.audio.resume') : t('media.audio.pause')}
        </button>
      </div>
    </div>
  );
}

/** 75 seconds are 1:15. */
export const inMinutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

const glance = 250; // milliseconds between two looks at the clock and the level

function useClock(runs: boolean): { seconds: number; reset(): void } {
  const [milliseconds, setMilliseconds] = useState(0);
  useEffect(() => {
    if (!runs) return;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = now - before; // taken now: the update below runs later
      before = now;
      setMilliseconds((sum) => sum + passed);
    }, glance);
    return () => clearInterval(timer);
  }, [runs]);
  return { seconds: milliseconds / 1_000, reset: () => setMilliseconds(0) };
}

const silence = 0.02; // of full scale: the hiss of a microphone that nobody speaks into
const silentFor = 2_000;

/** A bar that grows, and words: neither colour nor eyes are needed to know that nothing is recorded. */
function Loudness({ take, heard }: { take: Take | null; heard: boolean }) {
  const { t } = useText();
  const [level, setLevel] = useState(0);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    if (!take || !heard) return;
    let lastHeard = performance.now();
    const timer = setInterval(() => {
      const loudness = take.loudness();
      if (loudness > silence) lastHeard = performance.now();
      setLevel(loudness);
      setSilent(performance.now() - lastHeard > silentFor);
    }, glance);
    return () => clearInterval(timer);
  }, [take, heard]);
  return (
    <>
      <meter class="loudness" min={0} max={1} value={heard ? level : 0} aria-label={t('media.audio.level')} />
      <p class="small" role="status">
        {heard ? (silent ? t('media.audio.silent') : t('media.audio.heard')) : ''}
      </p>
    </>
  );
}

function Sight({ stream }: { stream: MediaStream }) {
  const { t } = useText();
  const screen = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (screen.current) screen.current.srcObject = stream;
  }, [stream]);
  return <video ref={screen} muted autoPlay playsInline aria-label={t('media.film')} />;
}

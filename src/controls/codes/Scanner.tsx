import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { codeReader, type Look } from './reader.ts';

const between = 150; // milliseconds between two looks: an old phone needs most of them for one
const widest = 960; // pixels of the picture that is looked at: the thin bars of a long code need more than a QR code does

type Why = 'insecure' | 'denied' | 'missing' | 'failed';

/** The camera, until it has seen a code. What it sees stays on this device. */
export function Scanner({
  front,
  onRead,
  onStop,
}: {
  /** The camera that looks at the person. */
  front: boolean;
  onRead(text: string): void;
  onStop(): void;
}) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState<Why | null>(null);
  const [lamp, setLamp] = useState<{ track: MediaStreamTrack; on: boolean } | null>(null);
  const tell = useRef(onRead);
  tell.current = onRead;

  useEffect(() => {
    let left = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = async (look: Look): Promise<void> => {
      const seen = video.current && video.current.readyState >= 2 ? await look(video.current) : null;
      if (left) return;
      if (seen) {
        navigator.vibrate?.(60);
        return tell.current(seen);
      }
      timer = setTimeout(() => void watch(look), between);
    };
    const open = async () => {
      if (!navigator.mediaDevices) return setRefused(isSecureContext ? 'missing' : 'insecure');
      const [look, opened] = await Promise.all([
        codeReader(widest),
        navigator.mediaDevices.getUserMedia({
          video: { facingMode: front ? 'user' : 'environment', width: { ideal: 1280 } },
        }),
      ]);
      stream = opened;
      if (left || !video.current) return stopAll(stream);
      const [track] = stream.getVideoTracks();
      if (track && hasLamp(track)) setLamp({ track, on: false });
      video.current.srcObject = stream;
      await video.current.play();
      await watch(look);
    };
    open().catch((cause: unknown) => left || setRefused(whyOf(cause)));
    return () => {
      left = true;
      clearTimeout(timer);
      stopAll(stream);
    };
  }, [front]);

  const light = async () => {
    if (!lamp) return;
    const on = !lamp.on;
    const done = await lamp.track
      .applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
      .then(() => true)
      .catch(() => false);
    setLamp(done ? { ...lamp, on } : null); // it said that it has a lamp, and has not
  };
  if (refused) {
    return (
      <p class="wish" role="alert">
        {t(`codes.refused.${refused}`)}
      </p>
    );
  }
  return (
    <div class="code-scanner">
      <p role="status">{t('codes.scanning')}</p>
      <video ref={video} playsInline muted aria-label={t('codes.picture')} />
      <div class="buttons">
        <button type="button" class="button main" onClick={onStop}>
          {t('codes.stop')}
        </button>
        {lamp && (
          <button type="button" class="button" aria-pressed={lamp.on} onClick={() => void light()}>
            {t('codes.light')}
          </button>
        )}
      </div>
    </div>
  );
}

const hasLamp = (track: MediaStreamTrack): boolean =>
  'getCapabilities' in track && (track.getCapabilities() as { torch?: boolean }).torch === true;

const stopAll = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

function whyOf(cause: unknown): Why {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

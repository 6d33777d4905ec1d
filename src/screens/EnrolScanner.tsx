import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { codeReader, type Look, stopCamera } from './codeReader.ts';

const between = 200; // milliseconds between two looks at the picture: an old phone needs most of them for one
const widest = 640; // pixels of the picture that is looked at: a code on paper fills it

/** The camera, until it has seen a QR code. What it sees stays on this device. */
export function EnrolScanner({ onRead, onStop }: { onRead(text: string): void; onStop(): void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const tell = useRef(onRead);
  tell.current = onRead;

  useEffect(() => {
    let left = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = async (look: Look) => {
      const seen = video.current && video.current.readyState >= 2 ? await look(video.current) : null;
      if (left) return;
      if (seen) return tell.current(seen);
      timer = setTimeout(() => void watch(look), between);
    };
    const open = async () => {
      const look = await codeReader(widest);
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (left || !video.current) return stopCamera(stream);
      video.current.srcObject = stream;
      await video.current.play();
      await watch(look);
    };
    open().catch(() => !left && setRefused(true)); // no camera, or it was refused: the code can be typed
    return () => {
      left = true;
      clearTimeout(timer);
      stopCamera(stream);
    };
  }, []);

  if (refused)
    return (
      <p class="wish" role="alert">
        {t('enrol.noCamera')}
      </p>
    );
  return (
    <div class="scanner">
      <p role="status">{t('enrol.scanning')}</p>
      <video ref={video} playsInline muted aria-label={t('enrol.scanning')} />
      <button type="button" class="button" onClick={onStop}>
        {t('enrol.scanStop')}
      </button>
    </div>
  );
}

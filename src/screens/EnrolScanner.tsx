import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';

const between = 200; // milliseconds between two looks at the picture: an old phone needs most of them for one
const widest = 640; // pixels of the picture that is looked at: a code on paper fills it

type Look = (video: HTMLVideoElement) => Promise<string | null>;

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
      const look = await reader();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (left || !video.current) return stop(stream);
      video.current.srcObject = stream;
      await video.current.play();
      await watch(look);
    };
    open().catch(() => !left && setRefused(true)); // no camera, or it was refused: the code can be typed
    return () => {
      left = true;
      clearTimeout(timer);
      stop(stream);
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

const stop = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}

/** The browser's own reader where it has one for QR codes, else ours. */
async function reader(): Promise<Look> {
  const Own = (
    globalThis as {
      BarcodeDetector?: {
        new (options: { formats: string[] }): Detector;
        getSupportedFormats(): Promise<string[]>;
      };
    }
  ).BarcodeDetector;
  const formats = await Own?.getSupportedFormats().catch((): string[] => []);
  if (Own && formats?.includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? null;
  }
  const { default: decode } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, widest / Math.max(video.videoWidth, 1));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen?.getImageData(0, 0, canvas.width, canvas.height);
    if (!picture) return null;
    try {
      return decode(picture);
    } catch {
      return null; // no code in this picture
    }
  };
}

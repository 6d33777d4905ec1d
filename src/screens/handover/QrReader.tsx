import { useEffect, useRef, useState } from 'preact/hooks';
import { decodeQR } from 'qr/decode.js';
import { useText } from '../../i18n/index.ts';
import { type Gathered, gather, gathered } from '../../submission/index.ts';

const largestPicture = 720; // points of the shorter side: more of them take longer and tell no more

/** Looks through the camera at another device's codes until all of them were seen. */
export function QrReader({ onFile, onStop }: { onFile(file: Blob): void; onStop(): void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [all, setAll] = useState<Gathered | null>(null);
  const [refused, setRefused] = useState(false);
  const done = useRef(onFile);
  done.current = onFile;
  useEffect(() => {
    let left = false;
    let stream: MediaStream | undefined;
    let found: Gathered | null = null;
    const canvas = document.createElement('canvas');
    const look = () => {
      if (left) return;
      const before = found;
      const code = video.current && readCode(video.current, canvas);
      if (code) found = gather(found, code);
      if (found !== before) setAll(found);
      const file = found && gathered(found);
      if (file) return done.current(new Blob([file as Uint8Array<ArrayBuffer>]));
      if (found && found.parts.size === found.of) found = null; // what came together is another file: begin anew
      setTimeout(look, 30); // the page draws and answers in between
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (left || !video.current) return stopAll(stream);
      video.current.srcObject = stream;
      await video.current.play();
      look();
    };
    begin().catch(() => !left && setRefused(true));
    return () => {
      left = true;
      if (stream) stopAll(stream);
    };
  }, []);
  return (
    <div class="receipt">
      {refused ? (
        <p class="wish" role="alert">
          {t('handOver.noCamera')}
        </p>
      ) : (
        <>
          <p>{t('handOver.scanHold')}</p>
          <video class="hand-over-camera" ref={video} muted playsInline />
          <p role="status">
            {all ? t('handOver.scanned', { done: all.parts.size, total: all.of }) : t('handOver.scanNone')}
          </p>
        </>
      )}
      <div class="buttons">
        <button type="button" class="button" onClick={onStop}>
          {t('handOver.stop')}
        </button>
      </div>
    </div>
  );
}

const stopAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** The text of a code in the picture, if there is one. */
function readCode(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const scale = Math.min(1, largestPicture / Math.min(videoWidth, videoHeight));
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.drawImage(video, 0, 0, width, height);
  try {
    return decodeQR(pen.getImageData(0, 0, width, height));
  } catch {
    return null; // the library throws where it finds none
  }
}

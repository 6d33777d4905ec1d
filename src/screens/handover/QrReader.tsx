import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type Gathered, gather, gathered } from '../../submission/index.ts';
import { codeReader, type Look, stopCamera } from '../codeReader.ts';

const widest = 1280; // pixels of the picture that is looked at: a code on a screen has 81 squares in each row

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
    const watch = async (look: Look): Promise<void> => {
      const code = video.current && video.current.readyState >= 2 ? await look(video.current) : null;
      if (left) return;
      const before = found;
      if (code) found = gather(found, code);
      if (found !== before) setAll(found);
      const file = found && gathered(found);
      if (file) return done.current(new Blob([file as Uint8Array<ArrayBuffer>]));
      if (found && found.parts.size === found.of) found = null; // what came together is another file: begin anew
      setTimeout(() => void watch(look), 30); // the page draws and answers in between
    };
    const begin = async () => {
      const look = await codeReader(widest);
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (left || !video.current) return stopCamera(stream);
      video.current.srcObject = stream;
      await video.current.play();
      await watch(look);
    };
    begin().catch(() => !left && setRefused(true));
    return () => {
      left = true;
      stopCamera(stream);
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

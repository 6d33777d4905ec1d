import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { encode } from 'uqr';
import { useText } from '../../i18n/index.ts';
import { framesOf } from '../../submission/index.ts';

const perFrame = 300; // milliseconds: a camera with 15 pictures a second sees each code four times

/** A file as codes, one after the other and again and again, in another order each time: what was missed once is not missed for ever. */
export function QrSeries({ file, onStop }: { file: Uint8Array; onStop(): void }) {
  const { t } = useText();
  const frames = useMemo(() => framesOf(file), [file]);
  const [order, setOrder] = useState(() => frames.map((_, at) => at));
  const [at, setAt] = useState(0);
  // who does not want things to move turns the codes by hand
  const [turning, setTurning] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const canvas = useRef<HTMLCanvasElement>(null);
  const next = () => {
    if (at + 1 === frames.length) setOrder(shuffled(frames.length));
    setAt((at + 1) % frames.length);
  };
  const turn = useRef(next);
  turn.current = next;
  useEffect(() => {
    if (!turning || frames.length === 1) return;
    const timer = setInterval(() => turn.current(), perFrame);
    return () => clearInterval(timer);
  }, [turning, frames]);
  useAwake();
  const number = order[at] ?? 0;
  useEffect(() => {
    if (canvas.current) draw(canvas.current, frames[number] ?? '');
  }, [frames, number]);
  return (
    <div class="receipt">
      <p>{t('handOver.qrHold')}</p>
      <div class="hand-over-codes">
        <canvas class="hand-over-code" ref={canvas} role="img" aria-label={t('handOver.qr')} />
      </div>
      <p class="quiet small">{t('handOver.qrOf', { number: number + 1, total: frames.length })}</p>
      <div class="buttons">
        {frames.length > 1 && (
          <button type="button" class="button" onClick={() => setTurning(!turning)}>
            {t(turning ? 'handOver.pause' : 'handOver.goOn')}
          </button>
        )}
        {frames.length > 1 && !turning && (
          <button type="button" class="button" onClick={next}>
            {t('handOver.next')}
          </button>
        )}
        <button type="button" class="button main" onClick={onStop}>
          {t('handOver.stop')}
        </button>
      </div>
    </div>
  );
}

/** One square of the code is as many points as fit, and all are the same: what is scaled in between no camera reads well. */
function draw(canvas: HTMLCanvasElement, text: string): void {
  const { data, size } = encode(text, { ecc: 'L', border: 4 });
  const room = canvas.parentElement?.clientWidth ?? 0;
  const scale = Math.max(1, Math.floor((room * devicePixelRatio) / size));
  canvas.width = size * scale;
  canvas.height = size * scale;
  canvas.style.inlineSize = `${(size * scale) / devicePixelRatio}px`;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  for (const [y, row] of data.entries())
    for (const [x, isDark] of row.entries()) if (isDark) pen.fillRect(x * scale, y * scale, scale, scale);
}

function shuffled(count: number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}

/** The screen stays on while codes are shown, where the browser can do that. */
function useAwake(): void {
  useEffect(() => {
    const asked = navigator.wakeLock?.request('screen').catch(() => undefined); // a phone that saves power says no
    return () => {
      void asked?.then((lock) => lock?.release());
    };
  }, []);
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { marker, Pad, pen, type Sheet, type Stroke } from './strokes.ts';

/** A sheet to draw on with finger, pen or mouse. Tells after each stroke what is on it. */
export function DrawingArea({
  sheet,
  name,
  onStrokes,
}: {
  sheet: Sheet;
  /** What this area is for, in words. */
  name: string;
  onStrokes(strokes: readonly Stroke[], drawnIn: number): void;
}) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad | null>(null);
  const [count, setCount] = useState(0);
  const tell = useRef<() => void>(() => undefined);
  tell.current = () => {
    const { strokes = [], width = 1 } = pad.current ?? {};
    setCount(strokes.length);
    onStrokes(structuredClone(strokes), width);
  };
  useEffect(() => {
    if (!canvas.current) return;
    const made = new Pad(canvas.current, sheet.base ? marker : pen, () => tell.current());
    pad.current = made;
    const watching = new ResizeObserver(() => made.fit());
    watching.observe(canvas.current);
    return () => {
      watching.disconnect();
      made.close();
    };
  }, [sheet]);

  const after = (act: (pad: Pad) => void) => () => {
    if (pad.current) act(pad.current);
    tell.current();
  };
  return (
    <div class="drawing">
      {/* Not higher than a thumb's breadth short of the screen: beside it, or below it, the page can still be moved. */}
      <div class="sheet" style={{ maxInlineSize: `min(40rem, calc(55dvh * ${sheet.width / sheet.height}))` }}>
        {sheet.base && <img src={sheet.base.src} alt="" />}
        <canvas
          ref={canvas}
          role="img"
          aria-label={name}
          style={{ aspectRatio: `${sheet.width} / ${sheet.height}` }}
        />
      </div>
      <div class="buttons">
        <button type="button" class="button" disabled={count === 0} onClick={after((it) => it.undo())}>
          {t('media.draw.undo')}
        </button>
        <button type="button" class="button" disabled={count === 0} onClick={after((it) => it.clear())}>
          {t('media.draw.clear')}
        </button>
      </div>
    </div>
  );
}

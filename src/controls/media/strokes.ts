/** What is drawn by hand, and how it becomes a picture of a known size. */
import SignaturePad, { type PointGroup } from 'signature_pad';
import { encoded, paper } from './photo.ts';
import type { Made } from './useKeeping.ts';

export type Stroke = PointGroup;

export interface Sheet {
  /** Pixels of the picture that is kept. */
  readonly width: number;
  readonly height: number;
  /** What is drawn upon. */
  readonly base: HTMLImageElement | null;
}

export const pen = { minWidth: 1, maxWidth: 3, penColor: '#14222a' } as const;
/** On a photo a thin dark line is lost. */
export const marker = { minWidth: 3, maxWidth: 6, penColor: '#d11a1a' } as const;

/** A pad over a canvas that is as sharp as the screen; the strokes keep their place when its size changes. */
export class Pad {
  readonly #canvas: HTMLCanvasElement;
  readonly #pad: SignaturePad;
  #width = 0;

  constructor(canvas: HTMLCanvasElement, look: typeof pen | typeof marker, onStroke: () => void) {
    this.#canvas = canvas;
    this.#pad = new SignaturePad(canvas, look);
    this.#pad.addEventListener('endStroke', onStroke);
    this.fit();
  }

  get strokes(): readonly Stroke[] {
    return this.#pad.toData();
  }
  /** CSS pixels in which the strokes are measured. */
  get width(): number {
    return this.#width;
  }

  fit(): void {
    const { width, height } = this.#canvas.getBoundingClientRect();
    if (width === 0 || width === this.#width) return;
    const grown = this.#width === 0 ? 1 : width / this.#width;
    const strokes = this.#pad.toData().map((stroke) => ({
      ...stroke,
      points: stroke.points.map((point) => ({ ...point, x: point.x * grown, y: point.y * grown })),
    }));
    this.#width = width;
    const sharpness = Math.min(devicePixelRatio, 2); // beyond that it costs memory and shows nothing
    this.#canvas.width = Math.round(width * sharpness);
    this.#canvas.height = Math.round(height * sharpness);
    this.#canvas.getContext('2d')?.scale(sharpness, sharpness);
    this.#pad.fromData(strokes);
  }

  undo(): void {
    this.#pad.fromData(this.#pad.toData().slice(0, -1));
  }
  clear(): void {
    this.#pad.clear();
  }
  close(): void {
    this.#pad.off();
  }
}

/** A photo that is drawn upon stays a JPEG; lines on white are smaller, and sharper, as PNG. */
export async function toPicture(
  { width, height, base }: Sheet,
  strokes: readonly Stroke[],
  drawnIn: number,
): Promise<Made> {
  const canvas = paper(width, height);
  const context = canvas.getContext('2d');
  if (!context) return { code: 'heavy' };
  if (base) context.drawImage(base, 0, 0, width, height);
  if (strokes.length > 0) {
    const layer = document.createElement('canvas');
    layer.width = width;
    layer.height = height;
    const pad = new SignaturePad(layer);
    layer.getContext('2d')?.scale(width / drawnIn, width / drawnIn);
    pad.fromData([...strokes], { clear: false });
    pad.off();
    context.drawImage(layer, 0, 0);
  }
  const bytes = await encoded(canvas, base ? 'image/jpeg' : 'image/png');
  return bytes ? { bytes } : { code: 'heavy' };
}

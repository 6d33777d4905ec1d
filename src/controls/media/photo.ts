/** A photo as it is kept: upright, no larger than asked for, and with nothing in it but what is to be seen. */
import { typeOf } from './sniff.ts';
import type { Made } from './useKeeping.ts';

/**
 * Pixels on the long side where the questionnaire does not say (`max-pixels`). A sheet of A4 that fills the picture is still
 * read: 1,280 / 297 mm give 10-point type an x-height of 7 to 8 pixels; at 1,024, which form builders propose, it is 6 and
 * breaks. And it is 200 to 350 kB: forty photos of a day go up in minutes on 3G, where a phone's own would be 160 MB.
 */
const usualLongest = 1_280;
/** More than this side by side is more than the canvas of an iPhone holds (16.7 million pixels). */
const mostLongest = 4_096;
/** Of JPEG: below 0.8 small print frays, above 0.85 the file grows faster than the eye sees. */
const quality = 0.82;

/** The long side that a question asks for. */
export function longestOf(parameters: Readonly<Record<string, string>> | undefined): number {
  const asked = Number(parameters?.['max-pixels'] ?? Number.NaN);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, mostLongest) : usualLongest;
}

/** Both sides, with the longer one no longer than `longest`. A small photo is not made larger. */
export function fitted(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * Drawn anew and encoded as JPEG: position, time, device and thumbnail (EXIF, XMP, IPTC) are not drawn, so they are gone. The
 * browser turns the picture upright before it draws. An `img` element, since `createImageBitmap` turns and scales in
 * different orders in different browsers, and since it need not hold a hundred megapixels at once.
 */
export async function toPhoto(file: Blob, longest: number): Promise<Made> {
  if (file.size === 0) return { code: 'empty' };
  const type = await typeOf(file);
  const picture = await pictureOf(file);
  if (!picture) return { code: type === 'image/heic' ? 'heic' : file.size > heavy ? 'heavy' : 'unreadable' };
  const { width, height } = fitted(picture.naturalWidth, picture.naturalHeight, longest);
  const canvas = paper(width, height);
  const pen = canvas.getContext('2d');
  if (!pen) return { code: 'heavy' };
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, width, height);
  const bytes = await encoded(canvas, 'image/jpeg');
  return bytes ? { bytes } : { code: 'heavy' };
}

const heavy = 30_000_000; // bytes; a photo this large that does not open is too much for the device rather than broken

/** A picture that is ready to be drawn, or nothing where the browser cannot read it. */
export async function pictureOf(file: Blob): Promise<HTMLImageElement | undefined> {
  const url = URL.createObjectURL(file);
  const picture = new Image();
  try {
    picture.src = url;
    await picture.decode();
    return picture.naturalWidth > 0 ? picture : undefined;
  } catch {
    return undefined; // EncodingError: said to the person by whoever asked
  } finally {
    setTimeout(() => URL.revokeObjectURL(url), 60_000); // drawing may still read from it
  }
}

/** White, so that what was transparent is not black in a JPEG. */
export function paper(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, height);
  }
  return canvas;
}

/** Nothing where the canvas was too large for the device. */
export const encoded = (canvas: HTMLCanvasElement, type: 'image/jpeg' | 'image/png'): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality));

/** Typed words as a picture: the way for those who cannot draw. It never looks like handwriting. */
import { encoded, paper } from './photo.ts';
import type { Sheet } from './strokes.ts';
import type { Made } from './useKeeping.ts';

const ink = '#14222a';
const quiet = '#51616a';
const family = (): string => getComputedStyle(document.documentElement).fontFamily;

/** A name in plain type, with the words below it that say that it was typed. */
export async function toTypedName(name: string, mark: string, { width, height }: Sheet): Promise<Made> {
  const canvas = paper(width, height);
  const pen = canvas.getContext('2d');
  if (!pen) return { code: 'heavy' };
  pen.textAlign = 'center';
  pen.fillStyle = ink;
  const size = fitting(pen, name, width * 0.9, height * 0.25);
  pen.font = `${size}px ${family()}`;
  pen.fillText(name, width / 2, height * 0.5);
  pen.fillStyle = quiet;
  pen.font = `${fitting(pen, mark, width * 0.9, height * 0.1)}px ${family()}`;
  pen.fillText(mark, width / 2, height * 0.85);
  const bytes = await encoded(canvas, 'image/png');
  return bytes ? { bytes } : { code: 'heavy' };
}

/** Words in a white band below a picture. */
export async function toCaptioned(
  picture: HTMLImageElement | HTMLCanvasElement,
  words: string,
  language: string,
): Promise<Made> {
  const { width, height } = picture;
  const size = Math.max(14, Math.round(width / 32));
  const measure = paper(1, 1).getContext('2d');
  if (!measure) return { code: 'heavy' };
  measure.font = `${size}px ${family()}`;
  const lines = linesOf(words, width - 2 * size, (text) => measure.measureText(text).width, language);
  const leading = size * 1.6; // Thai and Vietnamese marks stand above each other
  const canvas = paper(width, Math.round(height + lines.length * leading + size));
  const pen = canvas.getContext('2d');
  if (!pen) return { code: 'heavy' };
  pen.drawImage(picture, 0, 0);
  pen.fillStyle = ink;
  pen.font = measure.font;
  lines.forEach((line, at) => {
    pen.fillText(line, size, height + (at + 1) * leading);
  });
  const bytes = await encoded(canvas, 'image/jpeg');
  return bytes ? { bytes } : { code: 'heavy' };
}

/** Words broken into lines, where their language breaks: Thai has no spaces. */
export function linesOf(
  words: string,
  room: number,
  widthOf: (text: string) => number,
  language: string,
): string[] {
  const pieces = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(words)];
  const lines: string[] = [''];
  for (const { segment } of pieces) {
    const line = lines.at(-1) ?? '';
    if (line === '' || widthOf(line + segment) <= room) lines[lines.length - 1] = line + segment;
    else lines.push(segment.trimStart());
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function fitting(pen: CanvasRenderingContext2D, text: string, room: number, tallest: number): number {
  pen.font = `${tallest}px ${family()}`;
  const { width } = pen.measureText(text);
  return width > room ? (tallest * room) / width : tallest;
}

/**
 * What charts are drawn with: a few shapes on white, which a page, an SVG file and a sheet of paper each draw in their own way. No
 * library: bars on a scale of a hundred parts are a multiplication, and the smallest that draws them is 90 kB.
 */

/** Paper and ink are the same by day and by night: a chart is saved and printed, too. */
export const paper = '#ffffff';
export const ink = '#14222a';
export const quiet = '#51616a';
export const line = '#c9d0d1';
export const plainBar = '#0a7a74';

/** From least to most, neutral in the middle; told apart with any kind of colour vision (ColorBrewer BrBG). */
export const diverging = ['#8c510a', '#d8b365', '#e3e3e3', '#5ab4ac', '#01665e'] as const;
/** What is written on them. */
export const onDiverging = ['#ffffff', ink, ink, ink, '#ffffff'] as const;

export const width = 760; // of a drawing; whoever shows it scales it
export const letter = 14; // size of its type

/** Some lines of text, the middle of them at `y`. */
export interface TextShape {
  readonly is: 'text';
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

export type Shape =
  | TextShape
  | {
      readonly is: 'bar';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
    }
  | {
      readonly is: 'line';
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly stroke: string;
      readonly thickness?: number;
      readonly dashed?: boolean;
    }
  | {
      readonly is: 'dot';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly fill: string;
    };

export interface Drawing {
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export const text = (
  lines: readonly string[] | string,
  x: number,
  y: number,
  { size = letter, fill = ink, anchor = 'start' }: Partial<Pick<TextShape, 'size' | 'fill' | 'anchor'>> = {},
): TextShape => ({
  is: 'text',
  lines: typeof lines === 'string' ? [lines] : lines,
  x,
  y,
  size,
  fill,
  anchor,
});

/** Where the lines of a text stand. */
export function baselines({ lines, y, size }: TextShape): number[] {
  const leading = size * 1.35;
  const first = y - ((lines.length - 1) * leading) / 2 + size * 0.35;
  return lines.map((_, at) => first + at * leading);
}

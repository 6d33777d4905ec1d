/** A chart on paper: the same shapes as on the page. */
import { baselines, type Drawing, drawingWidth } from '../report/index.ts';
import type { Press } from './press.ts';

/** Draws it so many points wide. */
export function printDrawing(
  press: Press,
  { shapes }: Drawing,
  left: number,
  top: number,
  width: number,
): void {
  const scale = width / drawingWidth;
  const x = (at: number) => left + at * scale;
  const y = (at: number) => top + at * scale;
  for (const shape of shapes) {
    if (shape.is === 'bar')
      press.box(x(shape.x), y(shape.y), shape.width * scale, shape.height * scale, shape.fill);
    else if (shape.is === 'dot') press.dot(x(shape.x), y(shape.y), shape.radius * scale, shape.fill);
    else if (shape.is === 'line')
      press.line([x(shape.from[0]), y(shape.from[1])], [x(shape.to[0]), y(shape.to[1])], shape.stroke, {
        thickness: (shape.thickness ?? 1) * scale,
        dashed: shape.dashed ?? false,
      });
    else
      for (const [at, baseline] of baselines(shape).entries())
        press.put(
          shape.lines[at] ?? '',
          x(shape.x),
          y(baseline),
          { size: shape.size * scale, fill: shape.fill },
          shape.anchor,
        );
  }
}

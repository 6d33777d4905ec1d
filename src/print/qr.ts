/** A QR code on paper, black on white. */
import { encode } from 'uqr';
import { qrPath } from '../report/index.ts';
import { colours, type Element, type Press } from './press.ts';

/** With a quiet zone of four squares (ISO/IEC 18004), and a level that stands a scratched poster. */
export function printQr(
  press: Press,
  within: Element,
  link: string,
  {
    x,
    y,
    side,
    alt,
  }: { readonly x: number; readonly y: number; readonly side: number; readonly alt: string },
): void {
  const { size, data } = encode(link, { border: 4, ecc: 'M' });
  press.figure(within, alt, [x, y, side, side], () => {
    press.box(x, y, side, side, colours.paper);
    press.path(qrPath(data), x, y, side / size, '#000000');
  });
}

/** ZXing in JavaScript, for browsers without a reader of their own: QR, EAN, UPC, Code 39/93/128, ITF, Codabar, Data Matrix, PDF417, Aztec. */
import {
  AztecCodeReader,
  BinaryBitmap,
  DataMatrixReader,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatOneDReader,
  PDF417Reader,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from '@zxing/library';

const harder = new Map([[DecodeHintType.TRY_HARDER, true]]);
/** One by one, the usual first. Its own reader of them all writes every miss to the console (0.23), seven for each picture. */
const readers: readonly Reader[] = [
  new QRCodeReader(),
  new MultiFormatOneDReader(new Map()),
  new DataMatrixReader(),
  new PDF417Reader(),
  new AztecCodeReader(),
];

/**
 * `pixels`: red, green, blue and opacity of each. `hard`: every row is looked at, and upright bars too. That takes a quarter of
 * a second on a desk, for a picture of 800 × 600, and a tenth of it without: for a photo, not for a camera.
 */
export function decode(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  hard: boolean,
): string | null {
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at++) {
    const [red = 0, green = 0, blue = 0] = [pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2]];
    grey[at] = (red + 2 * green + blue) >> 2; // as ZXing weighs them
  }
  const source = new RGBLuminanceSource(grey, width, height);
  return read(new BinaryBitmap(new HybridBinarizer(source)), hard ? harder : new Map());
}

function read(bitmap: BinaryBitmap, hints: Map<DecodeHintType, unknown>): string | null {
  for (const reader of readers) {
    try {
      const text = reader.decode(bitmap, hints).getText();
      if (text) return text;
    } catch {
      // no code of this kind in the picture, or one that cannot be made out: the next kind
    } finally {
      reader.reset();
    }
  }
  return null;
}

/** Reads bar codes and QR codes in a picture. Nothing of the picture leaves the page. */

/** What stands in the code of a picture, if there is one. */
export type Look = (picture: HTMLVideoElement | HTMLImageElement) => Promise<string | null>;

interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface Detectors {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const needed = ['qr_code', 'ean_13', 'code_128'];

/** The browser's own reader where it has one for the usual codes, else ZXing's, which looks at a picture of `widest` pixels. */
export async function codeReader(widest: number): Promise<Look> {
  const Own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  const formats = (await Own?.getSupportedFormats().catch(() => [])) ?? [];
  if (Own && needed.every((format) => formats.includes(format))) {
    const detector = new Own({ formats: formats.filter((format) => format !== 'unknown') });
    return async (picture) => (await detector.detect(picture).catch(() => []))[0]?.rawValue || null;
  }
  const { decode } = await import('./zxing.ts');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (picture) => {
    const isLive = picture instanceof HTMLVideoElement;
    const [width, height] = isLive
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.naturalWidth, picture.naturalHeight];
    const scale = Math.min(1, widest / Math.max(width, height, 1));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    pen?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const pixels = pen?.getImageData(0, 0, canvas.width, canvas.height);
    return pixels ? decode(pixels.data, pixels.width, pixels.height, !isLive) : null;
  };
}

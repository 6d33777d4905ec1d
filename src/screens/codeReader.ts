/** Reads QR codes in what a camera sees. Nothing of the picture leaves the page. */

/** The text of a code in the picture, if there is one. */
export type Look = (video: HTMLVideoElement) => Promise<string | null>;

export const stopCamera = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}

/** The browser's own reader where it has one for QR codes, else ours, which looks at a picture of `widest` pixels. */
export async function codeReader(widest: number): Promise<Look> {
  const Own = (
    globalThis as {
      BarcodeDetector?: {
        new (options: { formats: string[] }): Detector;
        getSupportedFormats(): Promise<string[]>;
      };
    }
  ).BarcodeDetector;
  const formats = await Own?.getSupportedFormats().catch((): string[] => []);
  if (Own && formats?.includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? null;
  }
  const { default: decode } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, widest / Math.max(video.videoWidth, 1));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen?.getImageData(0, 0, canvas.width, canvas.height);
    if (!picture) return null;
    try {
      return decode(picture);
    } catch {
      return null; // no code in this picture
    }
  };
}

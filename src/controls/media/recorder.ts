/** Recording sound, or sound and film, from the device's own microphone and camera. Knows no screen. */

/** Best first: what every phone plays afterwards, then what the browser can. */
const containers = {
  audio: ['audio/mp4', 'audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus'],
  video: ['video/mp4', 'video/webm;codecs=vp8,opus', 'video/webm'],
} as const;

/**
 * Bits per second, after the `quality` parameter of XLSForm's audio questions. `normal` is what a transcriber wants of a
 * talk in a room (29 MB an hour); `voice-only` is what a phone call has.
 */
const bits: Readonly<Record<string, number>> = { 'voice-only': 16_000, low: 24_000, normal: 64_000 };

export type Film = 'audio' | 'video';

export const containerOf = (kind: Film): string | undefined =>
  typeof MediaRecorder === 'undefined'
    ? undefined
    : containers[kind].find((type) => MediaRecorder.isTypeSupported(type));

export const canRecord = (kind: Film): boolean =>
  containerOf(kind) !== undefined && navigator.mediaDevices?.getUserMedia !== undefined;

/** How much a killed browser may lose. */
const pieceEvery = 3_000;

export interface Take {
  pause(): void;
  resume(): void;
  /** The whole recording, once the last piece is there. */
  stop(): Promise<Blob>;
  /** How loud it is now, 0 to 1. */
  loudness(): number;
  /** What the camera sees, to be shown while it records. */
  readonly stream: MediaStream;
}

/** refused: the person or the system does not allow it. none: there is no such device, or another app has it. */
export type NoTake = 'refused' | 'none';

export async function startTake({
  kind,
  camera,
  quality = 'normal',
  onPiece,
  onTakenAway,
}: {
  kind: Film;
  camera: 'environment' | 'user';
  quality: string | undefined;
  /** Every few seconds, in order. */
  onPiece(piece: Blob, at: number): void;
  /** The microphone was taken away: a call came in, a plug was pulled. What there is can still be stopped and kept. */
  onTakenAway(): void;
}): Promise<Take | NoTake> {
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: true, video: kind === 'video' ? { facingMode: camera } : false })
    .catch((cause: DOMException) => (cause.name === 'NotAllowedError' ? 'refused' : 'none') as NoTake);
  if (typeof stream === 'string') return stream;

  const silence = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const type = containerOf(kind) ?? '';
  const pieces: Blob[] = [];
  let recorder: MediaRecorder;
  let ear: ReturnType<typeof listenTo>;
  try {
    recorder = new MediaRecorder(stream, {
      mimeType: type,
      audioBitsPerSecond: bits[quality] ?? bits.normal ?? 64_000,
    });
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      onPiece(data, pieces.length);
      pieces.push(data);
    });
    ear = listenTo(stream);
    recorder.start(pieceEvery);
  } catch (cause) {
    silence();
    if (cause instanceof DOMException) return 'none'; // the device is there, but cannot be recorded from
    throw cause;
  }
  recorder.addEventListener('error', onTakenAway);
  for (const track of stream.getTracks()) track.addEventListener('ended', onTakenAway);

  const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()));
  return {
    stream,
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    loudness: ear.loudness,
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      silence();
      ear.close();
      return new Blob(pieces, { type: plainType(type) });
    },
  };
}

/** Without the codecs: `audio/webm;codecs=opus` is kept as `audio/webm`. */
export const plainType = (type: string): string => type.split(';')[0] ?? '';

function listenTo(stream: MediaStream): { loudness(): number; close(): void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8_192; // a sixth of a second: a short word between two looks is heard, too
  context.createMediaStreamSource(stream).connect(analyser);
  const wave = new Uint8Array(analyser.fftSize);
  return {
    loudness() {
      analyser.getByteTimeDomainData(wave);
      const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
      return loudest / 128;
    },
    close: () => void context.close(),
  };
}

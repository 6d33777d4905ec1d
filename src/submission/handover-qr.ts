/**
 * A small hand-over as a series of QR codes, for two phones and nothing else. Each code is a frame, shown one after the other
 * and again and again; whoever reads may begin anywhere, miss some and see others often.
 *
 *     R1/<series>/<number>/<of>/<check>/<part of the file in base 45>
 *
 * All of it is in the alphabet that QR codes pack most tightly (ISO/IEC 18004, alphanumeric: 5.5 bits a letter).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes of a file that may go this way: 42 codes, which a steady hand reads in half a minute. */
export const largestSeries = 20_000;
const perFrame = 480; // bytes: a code of 81 × 81, which is 3.6 points for each square on the narrowest phone

/** The frames of a file, in their order. */
export function framesOf(file: Uint8Array): string[] {
  if (file.length === 0 || file.length > largestSeries) throw new Error(`${file.length} bytes are no series`);
  const series = seriesOf(file);
  const of = Math.ceil(file.length / perFrame);
  return Array.from({ length: of }, (_, at) => {
    const part = toBase45(file.subarray(at * perFrame, (at + 1) * perFrame));
    const head = `${series}/${at + 1}/${of}`;
    return `R1/${head}/${checkOf(head, part)}/${part}`;
  });
}

/** What was gathered of a series so far. */
export interface Gathered {
  readonly series: string;
  readonly of: number;
  readonly parts: ReadonlyMap<number, Uint8Array>;
}

/** One more code seen: of the same series it is added, of another it begins anew, and what is no frame changes nothing. */
export function gather(before: Gathered | null, code: string): Gathered | null {
  const frame = readFrame(code);
  if (!frame) return before;
  const { series, of, number, part } = frame;
  const same = before?.series === series && before.of === of ? before : null;
  if (same?.parts.has(number)) return same;
  return { series, of, parts: new Map([...(same?.parts ?? []), [number, part]]) };
}

/** The file, once all of it is there; `null` until then, and where the parts make another file than was said. */
export function gathered({ series, of, parts }: Gathered): Uint8Array | null {
  if (parts.size < of) return null;
  const inOrder = Array.from({ length: of }, (_, at) => parts.get(at + 1) ?? new Uint8Array());
  const file = new Uint8Array(inOrder.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of inOrder) {
    file.set(part, at);
    at += part.length;
  }
  return seriesOf(file) === series ? file : null;
}

const most = Math.ceil(largestSeries / perFrame);

function readFrame(code: string) {
  const [, head = '', series = '', number = 0, of = 0, check, text = ''] =
    /^R1\/(([0-9A-F]{16})\/(\d{1,2})\/(\d{1,2}))\/([0-9A-F]{8})\/([0-9A-Z $%*+./:-]+)$/.exec(code) ?? [];
  const isInside = Number(number) >= 1 && Number(number) <= Number(of) && Number(of) <= most;
  if (!isInside || checkOf(head, text) !== check) return null;
  const part = fromBase45(text);
  return part && { series, number: Number(number), of: Number(of), part };
}

const seriesOf = (file: Uint8Array): string => bytesToHex(sha256(file)).slice(0, 16).toUpperCase();

/** A camera misreads despite the code's own correction, now and then. */
const checkOf = (head: string, part: string): string =>
  bytesToHex(sha256(utf8ToBytes(`${head}/${part}`)))
    .slice(0, 8)
    .toUpperCase();

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** RFC 9285: two bytes are three letters, one byte is two. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const second = bytes[at + 1];
    const n = second === undefined ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 256 + second;
    text += alphabet.charAt(n % 45) + alphabet.charAt(Math.floor(n / 45) % 45);
    if (second !== undefined) text += alphabet.charAt(Math.floor(n / 2025));
  }
  return text;
}

/** `null` where the text is none. */
export function fromBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const [a = -1, b = -1, c] = [...text.slice(at, at + 3)].map((letter) => alphabet.indexOf(letter));
    const n = a + b * 45 + (c ?? 0) * 2025;
    if (a < 0 || b < 0 || (c ?? 0) < 0 || n > (c === undefined ? 255 : 65_535)) return null;
    if (c === undefined) bytes.push(n);
    else bytes.push(n >> 8, n & 255);
  }
  return Uint8Array.from(bytes);
}

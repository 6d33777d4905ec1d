/** What reads a hand-over: lines and files out of pieces of any size. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type HandOverFile, HandOverRefused } from './handover.ts';

/** In every engine, though not in the language. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Lines and files out of pieces of any size. */
export class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  readonly #hash = sha256.create();
  lines = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.asyncIterator]();
  }

  /** Over all lines so far. */
  hash(): string {
    return bytesToHex(this.#hash.clone().digest());
  }

  /** The next line, without what ends it; `null` where none ends within `most` bytes, or it is no text. */
  async line(most: number): Promise<string | null> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      if (this.#rest.length === 0 && !(await this.#next())) return null;
      const end = this.#rest.indexOf(10);
      const part = this.#rest.subarray(0, end < 0 ? undefined : end + 1);
      this.#rest = this.#rest.subarray(part.length);
      length += part.length;
      if (length > most) return null;
      parts.push(part);
      this.#hash.update(part);
      if (end >= 0) break;
    }
    this.lines++;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(joined(parts, length - 1));
    } catch {
      return null;
    }
  }

  /** The bytes of a file, and the line feed after them; rejects at its end where its hash is another. */
  async *file({ size, hash: expected }: HandOverFile): AsyncGenerator<Uint8Array> {
    const hash = sha256.create();
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#next())) throw new HandOverRefused('broken');
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      hash.update(piece);
      yield piece;
    }
    if (this.#rest.length === 0) await this.#next();
    if (this.#rest[0] !== 10 || bytesToHex(hash.digest()) !== expected) throw new HandOverRefused('broken');
    this.#rest = this.#rest.subarray(1);
  }

  /** The next bytes, and the line feed after them. */
  async bytes(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = length + 1; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#next())) throw new HandOverRefused('broken');
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      parts.push(part);
    }
    return joined(parts, length).slice();
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#next());
  }

  async leave(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #next(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#pieces.next();
      if (done) return false;
      this.#rest = value;
      if (value.length > 0) return true;
    }
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0].subarray(0, length);
  const whole = new Uint8Array(length + 1);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.subarray(0, length);
}

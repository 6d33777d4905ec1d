/** Bytes written one after the other into pieces of some size, the lowest byte of a number first. */
import { strToU8 } from 'fflate';

const pieceSize = 256 * 1024;

export const utf8 = (text: string): Uint8Array => strToU8(text);

/** The beginning of a text that fits into so many bytes of UTF-8, never half a character. */
export function fitting(text: string, most: number): Uint8Array {
  const whole = utf8(text);
  if (whole.length <= most) return whole;
  let end = most;
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end--;
  return whole.subarray(0, end);
}

export class Bytes {
  #buffer = new Uint8Array(pieceSize);
  #view = new DataView(this.#buffer.buffer);
  #at = 0;
  /** Written in all. */
  length = 0;

  /** Whether enough has come together for a piece of the file. */
  get isFull(): boolean {
    return this.#at >= pieceSize / 2;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const piece = this.#buffer.subarray(0, this.#at);
    this.#buffer = new Uint8Array(pieceSize);
    this.#view = new DataView(this.#buffer.buffer);
    this.#at = 0;
    return piece;
  }

  #room(bytes: number): number {
    const at = this.#at;
    if (at + bytes > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, at + bytes));
      larger.set(this.#buffer.subarray(0, at));
      this.#buffer = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#at += bytes;
    this.length += bytes;
    return at;
  }

  raw(bytes: Uint8Array): this {
    this.#buffer.set(bytes, this.#room(bytes.length));
    return this;
  }

  text(text: string): this {
    return this.raw(utf8(text));
  }

  /** A text in a field of so many bytes: cut at a character where it is longer, filled up where it is shorter. */
  field(text: string, bytes: number, fill = 0): this {
    const letters = fitting(text, bytes);
    const at = this.#room(bytes);
    this.#buffer.fill(fill, at, at + bytes);
    this.#buffer.set(letters, at);
    return this;
  }

  u8(value: number): this {
    this.#view.setUint8(this.#room(1), value);
    return this;
  }

  u16(value: number): this {
    this.#view.setUint16(this.#room(2), value, true);
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#room(4), value, true);
    return this;
  }

  i32(value: number): this {
    this.#view.setInt32(this.#room(4), value, true);
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#room(8), BigInt(value), true);
    return this;
  }

  /** The same bits as a hexadecimal number of 16 digits. */
  bits(value: bigint): this {
    this.#view.setBigUint64(this.#room(8), value, true);
    return this;
  }

  double(value: number): this {
    this.#view.setFloat64(this.#room(8), value, true);
    return this;
  }
}

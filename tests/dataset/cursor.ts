/** Reads a file from its beginning, the lowest byte of a number first. */
const decoder = new TextDecoder('utf-8', { fatal: true });

export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

export class Cursor {
  at = 0;
  readonly file: Uint8Array;
  readonly #view: DataView;

  constructor(file: Uint8Array) {
    this.file = file;
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  }

  /** Where the next so many bytes begin, which are then behind it. */
  #pass(count: number): number {
    this.at += count;
    return this.at - count;
  }

  bytes(count: number): Uint8Array {
    const from = this.#pass(count);
    return this.file.subarray(from, from + count);
  }

  text = (count: number): string => decode(this.bytes(count));

  /** A text up to its NUL. */
  field = (count: number): string => {
    const all = this.bytes(count);
    const end = all.indexOf(0);
    return decode(end < 0 ? all : all.subarray(0, end));
  };

  next(text: string): boolean {
    return decode(this.file.subarray(this.at, this.at + text.length)) === text;
  }

  expect(text: string): void {
    if (!this.next(text)) throw new Error(`not ${text} at ${this.at}`);
    this.#pass(text.length);
  }

  u8 = (): number => this.#view.getUint8(this.#pass(1));
  i8 = (): number => this.#view.getInt8(this.#pass(1));
  u16 = (): number => this.#view.getUint16(this.#pass(2), true);
  u32 = (): number => this.#view.getUint32(this.#pass(4), true);
  i32 = (): number => this.#view.getInt32(this.#pass(4), true);
  u64 = (): number => Number(this.#view.getBigUint64(this.#pass(8), true));
  f64 = (): number => this.#view.getFloat64(this.#pass(8), true);
}

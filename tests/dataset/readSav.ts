/** Reads an SPSS system file as the PSPP Developers' Guide describes it, written without a look at the writer. */
import { Cursor, decode } from './cursor.ts';

export interface ReadFile {
  readonly names: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  /** By variable: the numbers with what they stand for. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<number, string>>;
  readonly missing: ReadonlyMap<string, readonly number[]>;
  /** Numbers and texts; `null` is a missing number. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

interface Slot {
  readonly short: string;
  readonly width: number;
  readonly units: number;
  readonly label: string;
  readonly missing: readonly number[];
}

export function readSav(file: Uint8Array): ReadFile {
  const cursor = new Cursor(file);
  const { i32, f64, text } = cursor;
  cursor.expect('$FL2');
  cursor.at = 64;
  const [layout, caseSize, compression, , count] = [i32(), i32(), i32(), i32(), i32()];
  const bias = f64();
  if (layout !== 2 || compression !== 1 || bias !== 100) throw new Error('another layout');
  cursor.at = 176;

  const slots: Slot[] = [];
  const codesBySlot = new Map<number, Map<number, string>>();
  const firstUnit = new Map<number, number>(); // unit, from 1, of each variable record
  let units = 0;
  let pending = new Map<number, string>();
  const extensions = new Map<number, Uint8Array>();
  for (;;) {
    const type = i32();
    if (type === 2) {
      const width = i32();
      const [hasLabel, missingCount] = [i32(), i32()];
      cursor.at += 8;
      const short = text(8).trimEnd();
      let label = '';
      if (hasLabel) {
        const length = i32();
        label = text(length);
        cursor.at += (4 - (length % 4)) % 4;
      }
      const missing = Array.from({ length: missingCount }, f64);
      units++;
      if (width < 0) continue;
      firstUnit.set(units, slots.length);
      slots.push({ short, width, units: Math.max(1, Math.ceil(width / 8)), label, missing });
    } else if (type === 3) {
      pending = new Map();
      for (let left = i32(); left > 0; left--) {
        const value = f64();
        const length = cursor.u8();
        pending.set(value, text(length));
        cursor.at += (8 - ((length + 1) % 8)) % 8;
      }
    } else if (type === 4) {
      for (let left = i32(); left > 0; left--) codesBySlot.set(firstUnit.get(i32()) ?? -1, pending);
    } else if (type === 7) {
      const [subtype, size, many] = [i32(), i32(), i32()];
      extensions.set(subtype, cursor.bytes(size * many));
    } else if (type === 999) {
      cursor.at += 4;
      break;
    } else throw new Error(`a record of type ${type}`);
  }
  if (units !== caseSize) throw new Error(`${units} units, not ${caseSize}`);
  const pairs = (subtype: number, between: string) =>
    new Map(
      decode(extensions.get(subtype) ?? new Uint8Array())
        .split(between)
        .filter(Boolean)
        .map((pair) => pair.split('=') as [string, string]),
    );
  const longNames = pairs(13, '\t');
  const veryLong = pairs(14, '\0\t');

  let block: number[] = [];
  const unit = (): Uint8Array | number | null => {
    for (;;) {
      if (block.length === 0) block = [...cursor.bytes(8)];
      const sign = block.shift() ?? 0;
      if (sign === 0) continue;
      if (sign === 252) throw new Error('the end came too early');
      if (sign === 253) return cursor.bytes(8);
      if (sign === 254) return new Uint8Array(8).fill(0x20);
      return sign === 255 ? null : sign - 100;
    }
  };
  const readText = (length: number): Uint8Array => {
    const made = new Uint8Array(Math.ceil(length / 8) * 8);
    for (let from = 0; from < made.length; from += 8) made.set(unit() as Uint8Array, from);
    return made.subarray(0, length);
  };
  const readNumber = (): number | null => {
    const read = unit();
    if (!(read instanceof Uint8Array)) return read;
    return new DataView(read.buffer, read.byteOffset).getFloat64(0, true);
  };

  const names: string[] = [];
  const heads: number[] = [];
  for (let slot = 0; slot < slots.length; ) {
    const { short } = slots[slot] as Slot;
    heads.push(slot);
    names.push(longNames.get(short) ?? short);
    slot += veryLong.has(short) ? Math.ceil(Number(veryLong.get(short)) / 252) : 1;
  }
  const rows = Array.from({ length: count }, () =>
    heads.map((slot) => {
      const { short, width } = slots[slot] as Slot;
      if (width === 0) return readNumber();
      const whole = Number(veryLong.get(short) ?? width);
      const segments = veryLong.has(short) ? Math.ceil(whole / 252) : 1;
      const pieces: Uint8Array[] = [];
      for (let n = 0; n < segments; n++) pieces.push(readText(slots[slot + n]?.width ?? 0));
      return decode(Buffer.concat(pieces).subarray(0, whole)).trimEnd();
    }),
  );
  const byName = <T>(pick: (slot: number) => T) =>
    new Map(names.map((name, n) => [name, pick(heads[n] ?? 0)]));
  return {
    names,
    labels: byName((slot) => slots[slot]?.label ?? ''),
    codes: byName((slot) => codesBySlot.get(slot) ?? new Map()),
    missing: byName((slot) => slots[slot]?.missing ?? []),
    rows,
  };
}

/** Reads a Stata file of release 118 as Stata's help describes it, by its map, written without a look at the writer. */
import { Cursor, decode } from './cursor.ts';
import type { ReadFile } from './readSav.ts';

const longMissing = 2_147_483_621;

export function readDta(file: Uint8Array): ReadFile {
  const cursor = new Cursor(file);
  const { text, field, u16, u32, i32, u64 } = cursor;
  const tag = (name: string) => cursor.expect(name);

  tag('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>');
  const k = u16();
  tag('</K><N>');
  const n = u64();
  tag('</N><label>');
  text(u16());
  tag('</label><timestamp>');
  text(cursor.u8());
  tag('</timestamp></header>');
  const mapAt = cursor.at;
  tag('<map>');
  const map = Array.from({ length: 14 }, u64);
  tag('</map>');
  if (map[0] !== 0 || map[1] !== mapAt || map[13] !== file.length) throw new Error('the map is wrong');
  const part = <T>(number: number, name: string, read: () => T): T => {
    cursor.at = map[number] ?? 0;
    tag(`<${name}>`);
    const made = read();
    tag(`</${name}>`);
    return made;
  };
  const each = <T>(read: () => T): T[] => Array.from({ length: k }, read);
  const types = part(2, 'variable_types', () => each(u16));
  const names = part(3, 'varnames', () => each(() => field(129)));
  part(4, 'sortlist', () => cursor.bytes(2 * (k + 1)));
  part(5, 'formats', () => each(() => field(57)));
  const labelNames = part(6, 'value_label_names', () => each(() => field(129)));
  const labels = part(7, 'variable_labels', () => each(() => field(321)));
  const long = new Map<string, string>();
  cursor.at = map[10] ?? 0;
  tag('<strls>');
  while (cursor.next('GSO')) {
    cursor.at += 3;
    const key = `${u32()} ${u64()}`;
    const [type, length] = [cursor.u8(), u32()];
    if (type !== 130) throw new Error('no text');
    long.set(key, text(length - 1));
    if (cursor.u8() !== 0) throw new Error('it does not end');
  }
  tag('</strls>');
  const codes = new Map<string, Map<number, string>>();
  cursor.at = map[11] ?? 0;
  tag('<value_labels>');
  while (cursor.next('<lbl>')) {
    cursor.at += 5;
    const length = u32();
    const name = field(129);
    cursor.at += 3;
    const start = cursor.at;
    const [count, textLength] = [u32(), u32()];
    const offsets = Array.from({ length: count }, u32);
    const values = Array.from({ length: count }, i32);
    const texts = file.subarray(cursor.at, cursor.at + textLength);
    const made = new Map<number, string>();
    for (const [i, value] of values.entries()) {
      const from = offsets[i] ?? 0;
      made.set(value, decode(texts.subarray(from, texts.indexOf(0, from))));
    }
    codes.set(name, made);
    cursor.at = start + length;
    tag('</lbl>');
  }
  tag('</value_labels>');
  tag('</stata_dta>');

  const rows = part(9, 'data', () =>
    Array.from({ length: n }, () =>
      types.map((type) => {
        if (type === 32_768) {
          const [v, low, high] = [u16(), u32(), u16()];
          return v === 0 ? '' : (long.get(`${v} ${high * 2 ** 32 + low}`) ?? null);
        }
        if (type <= 2_045) return field(type);
        if (type === 65_530) {
          const value = cursor.i8();
          return value > 100 ? null : value;
        }
        if (type === 65_528) {
          const value = i32();
          return value === longMissing ? null : value; // .a and beyond stay numbers: they have labels
        }
        const value = cursor.f64();
        return value === 2 ** 1023 ? null : value;
      }),
    ),
  );
  const byName = <T>(pick: (n: number) => T) => new Map(names.map((name, i) => [name, pick(i)]));
  return {
    names,
    labels: byName((i) => labels[i] ?? ''),
    codes: byName((i) => codes.get(labelNames[i] ?? '') ?? new Map()),
    missing: new Map(),
    rows,
  };
}

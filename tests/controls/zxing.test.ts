import {
  AztecCodeWriter,
  BarcodeFormat,
  type BitMatrix,
  DataMatrixWriter,
  QRCodeWriter,
} from '@zxing/library';
import { expect, test } from 'vitest';
import { decode } from '../../src/controls/codes/zxing.ts';

const reads = ([pixels, width, height]: ReturnType<typeof picture>, text: string | null) => {
  for (const hard of [false, true]) expect(decode(pixels, width, height, hard)).toBe(text);
};

/** Dark squares on light paper with an edge around, each so many pixels wide, as a phone sees them. */
function picture(wide: number, high: number, isDark: (x: number, y: number) => boolean, size = 4) {
  const edge = 12;
  const [width, height] = [(wide + 2 * edge) * size, (high + 2 * edge) * size];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(230);
  for (let y = 0; y < high * size; y++)
    for (let x = 0; x < wide * size; x++) {
      const at = 4 * ((y + edge * size) * width + x + edge * size);
      if (isDark(Math.floor(x / size), Math.floor(y / size))) pixels.fill(25, at, at + 3);
    }
  return [pixels, width, height] as const;
}

const squares = (bits: BitMatrix) => picture(bits.getWidth(), bits.getHeight(), (x, y) => bits.get(x, y));

const hints = new Map();

test('square codes are read: QR with Thai letters, Data Matrix, Aztec', () => {
  const qr = new QRCodeWriter().encode('สำนักงาน 14', BarcodeFormat.QR_CODE, 1, 1, hints);
  reads(squares(qr), 'สำนักงาน 14');
  const matrix = new DataMatrixWriter().encode('RINTIS-7', BarcodeFormat.DATA_MATRIX, 1, 1, hints);
  reads(squares(matrix), 'RINTIS-7');
  const aztec = new AztecCodeWriter().encode('RINTIS-8', BarcodeFormat.AZTEC, 1, 1);
  reads(squares(aztec), 'RINTIS-8');
});

/** EAN-13 after GS1's General Specifications, 5.2: the bars of each digit, and which set the first digit chooses. */
const odd = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
const sets = [
  'OOOOOO',
  'OOEOEE',
  'OOEEOE',
  'OOEEEO',
  'OEOOEE',
  'OEEOOE',
  'OEEEOO',
  'OEOEOE',
  'OEOEEO',
  'OEEOEO',
];
function ean13(digits: string): string {
  const [first = 0, ...rest] = [...digits].map(Number);
  const turned = (bars: string) => bars.replace(/./g, (bar) => (bar === '1' ? '0' : '1'));
  const bars = rest.map((digit, at) => {
    const plain = odd[digit] ?? '';
    if (at >= 6) return turned(plain);
    return sets[first]?.[at] === 'E' ? [...turned(plain)].reverse().join('') : plain;
  });
  return `101${bars.slice(0, 6).join('')}01010${bars.slice(6).join('')}101`;
}

/** Code 39: nine elements for each letter, three of them wide. */
const code39: Readonly<Record<string, string>> = {
  '*': 'nwnnwnwnn',
  R: 'wnnnnnwwn',
  '7': 'nnnwnnwnw',
};
const code39Bars = (text: string): string =>
  [...`*${text}*`]
    .map((letter) =>
      [...(code39[letter] ?? '')]
        .map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(width === 'w' ? 3 : 1))
        .join(''),
    )
    .join('0');

test('bars are read: those of a shop, and those of an inventory', () => {
  const bars = ean13('8850999320007');
  reads(
    picture(bars.length, 40, (x) => bars[x] === '1', 3),
    '8850999320007',
  );
  const label = code39Bars('R7R7');
  reads(
    picture(label.length, 40, (x) => label[x] === '1', 3),
    'R7R7',
  );
});

test('where there is no code, nothing is read', () => {
  reads(
    picture(60, 60, () => false),
    null,
  );
  reads(
    picture(60, 60, (x, y) => (x * 7 + y * 13) % 5 === 0),
    null,
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, toCsv } from '../../src/submission/index.ts';
import { readCsv } from './readCsv.ts';

async function write(columns: string[], rows: Cell[][]): Promise<string> {
  let text = '';
  for await (const piece of toCsv(columns, rows)) text += piece;
  return text;
}

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[=+\-@\t\r\n",;0-9a']{0,6}$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
);

/** Without what no keyboard gives: control characters other than tab and line ends. */
const typed = (text: string) => [...text].filter((it) => /[\t\r\n]/.test(it) || !/\p{Cc}/u.test(it)).join('');

test('any table comes back as it was, but for control characters and the apostrophe before a formula', async () => {
  const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.record({
      columns: fc.array(fc.string({ minLength: 1 }), { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(table, async ({ columns, rows }) => {
      const text = await write(columns, rows);
      expect(text.startsWith('\uFEFF')).toBe(true);
      const [, ...read] = readCsv(text);
      expect(read).toHaveLength(rows.length);
      for (const [y, row] of rows.entries()) {
        for (const [x, wrote] of row.entries()) {
          const got = read[y]?.[x] ?? '';
          if (wrote === null) expect(got).toBe('');
          else if (typeof wrote === 'number')
            expect(Object.is(Number(got), wrote) || Number(got) === wrote).toBe(true);
          else expect([typed(wrote), `'${typed(wrote)}`]).toContain(got);
        }
      }
    }),
  );
});

test('no text that a spreadsheet would run gets there as it is', async () => {
  const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋');
  await fc.assert(
    fc.asyncProperty(start, fc.string(), async (first, rest) => {
      const [, [field = ''] = []] = readCsv(await write(['said'], [[first + rest]]));
      const isNumber = /^[+-]?\d+([.,]\d+)?$/.test(field);
      expect(isNumber || field.startsWith("'")).toBe(true);
    }),
  );
});

test.each([
  ['=HYPERLINK("http://bad.example","click")', `'=HYPERLINK("http://bad.example","click")`],
  ['@SUM(1+1)*cmd|" /C calc"!A0', `'@SUM(1+1)*cmd|" /C calc"!A0`],
  ['-2+3', "'-2+3"],
  ['\u0001=1+1', "'=1+1"],
  ['-5', '-5'],
  ['+60123456789', '+60123456789'],
  ['-0,5', '-0,5'],
  ['ไม่มีงบประมาณ', 'ไม่มีงบประมาณ'],
  ['Đà Nẵng, "Huế"\nHà Nội', 'Đà Nẵng, "Huế"\nHà Nội'],
])('%j is read as %j', async (said, read) => {
  expect(readCsv(await write(['said'], [[said]]))[1]).toEqual([read]);
});

test('numbers keep their sign and every digit', async () => {
  const text = await write(['a', 'b', 'c', 'd'], [[-1.5, 43.75, 1 / 3, 0]]);
  expect(text).toBe('\uFEFFa,b,c,d\r\n-1.5,43.75,0.3333333333333333,0\r\n');
});

test('a long table comes in pieces, made only when they are taken', async () => {
  let made = 0;
  function* rows(): Generator<Cell[]> {
    for (; made < 100_000; made++) yield ['x'.repeat(100), made];
  }
  const pieces = toCsv(['words', 'n'], rows());
  await pieces.next();
  expect(made).toBeLessThan(2_000);
  await pieces.return(undefined);
});

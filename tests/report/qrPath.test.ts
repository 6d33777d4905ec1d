import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qrPath } from '../../src/report/index.ts';

test('the drawing is dark exactly where the code is', () => {
  const square = fc.integer({ min: 1, max: 12 }).chain((size) => {
    const row = fc.array(fc.boolean(), { minLength: size, maxLength: size });
    return fc.array(row, { minLength: size, maxLength: size });
  });
  fc.assert(
    fc.property(square, (rows) => {
      expect(paint(qrPath(rows), rows.length)).toEqual(rows);
    }),
  );
});

test('squares side by side are one stroke', () => {
  expect(qrPath([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z');
});

function paint(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return rows;
}

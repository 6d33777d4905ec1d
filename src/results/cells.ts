/**
 * Two questions about who people are, crossed: each cell is a group. Those under ten are hidden, and others so that neither rows
 * nor columns give them away. The same cells are hidden from whichever side one looks.
 */

import { isSmall } from './desk.ts';
import { type Dimension, firstCategory, type Plan } from './plan.ts';
import type { Sums } from './sums.ts';

/** By row and column (`row * columns + column`), of the values of both: whether the cell is hidden. */
export function hiddenCells(
  plan: Plan,
  { counts }: Sums,
  isShown: (group: number) => boolean,
  rows: Dimension,
  columns: Dimension,
): (row: number, column: number) => boolean {
  if (rows.first > columns.first) {
    const turned = hiddenCells(plan, { counts, weighted: null }, isShown, columns, rows);
    return (row, column) => turned(column, row);
  }
  const [height, width] = [rows.values.length, columns.values.length];
  const crossed = plan.columns[columns.column];
  const sizeOf = (row: number, column: number): number =>
    crossed ? (counts[(rows.first + row) * plan.block + crossed.at + firstCategory + column] as number) : 0;
  const hidden = new Uint8Array(height * width);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      if (isSmall(sizeOf(row, column)) || !isShown(rows.first + row) || !isShown(columns.first + column))
        hidden[row * width + column] = 1;
  const line = {
    rows: Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (_, column) => [row, column] as const),
    ),
    columns: Array.from({ length: width }, (_, column) =>
      Array.from({ length: height }, (_, row) => [row, column] as const),
    ),
  };
  for (let again = true; again; ) {
    again = false;
    for (const cells of [...line.rows, ...line.columns]) again = complete(cells) || again;
    again ||= cutBridges();
  }
  return (row, column) => hidden[row * width + column] === 1;

  /** A line with hidden cells has two of them at least, and ten people in them. */
  function complete(cells: readonly (readonly [number, number])[]): boolean {
    const isHidden = ([row, column]: readonly [number, number]) => hidden[row * width + column] === 1;
    const closed = cells.filter((cell) => isHidden(cell) && sizeOf(...cell) > 0);
    if (closed.length === 0) return false;
    const people = closed.reduce((sum, cell) => sum + sizeOf(...cell), 0);
    if (closed.length > 1 && !isSmall(people)) return false;
    const [smallest] = cells
      .filter((cell) => !isHidden(cell) && sizeOf(...cell) > 0)
      .sort((a, b) => sizeOf(...a) - sizeOf(...b));
    if (!smallest) return false;
    hidden[smallest[0] * width + smallest[1]] = 1;
    return true;
  }

  /**
   * With all sums of rows and columns known, a hidden cell can be worked out exactly if it lies on no closed round trip of hidden
   * cells (Gusfield 1988): then one more of its row is hidden.
   */
  function cutBridges(): boolean {
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        if (!hidden[row * width + column] || sizeOf(row, column) === 0 || isOnRound(row, column)) continue;
        const [open] = [...(line.rows[row] ?? []), ...(line.columns[column] ?? [])]
          .filter((cell) => !hidden[cell[0] * width + cell[1]] && sizeOf(...cell) > 0)
          .sort((a, b) => sizeOf(...a) - sizeOf(...b));
        if (!open) continue;
        hidden[open[0] * width + open[1]] = 1;
        return true;
      }
    return false;
  }

  /** Whether its column is reached from its row over other hidden cells. What nobody is told of, one row and one column of rest, counts. */
  function isOnRound(fromRow: number, toColumn: number): boolean {
    const seen = { rows: new Set([fromRow]), columns: new Set<number>() };
    const next: number[] = [fromRow];
    for (let row = next.pop(); row !== undefined; row = next.pop()) {
      for (let column = 0; column < width; column++) {
        if (seen.columns.has(column) || !hidden[row * width + column]) continue;
        if (row === fromRow && column === toColumn) continue;
        if (column === toColumn) return true;
        seen.columns.add(column);
        for (let other = 0; other < height; other++) {
          if (seen.rows.has(other) || !hidden[other * width + column]) continue;
          seen.rows.add(other);
          next.push(other);
        }
      }
    }
    return false;
  }
}

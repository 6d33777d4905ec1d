/** A workbook as cells of text: nothing of its colours, formulas or widths. */

/** Sheets are read when they are asked for: a workbook may bring many that are not ours. */
export interface Book {
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  readonly name: string;
  rows(): readonly Row[];
}

/** A row that holds something. */
export interface Row {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  /** Only those with text: column from 0, and what stands there. */
  readonly cells: readonly (readonly [column: number, text: string])[];
}

/** `0` → `A`, `27` → `AB`. */
export function lettersOf(column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** `AB12` → `27`; `-1` if it is no reference. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

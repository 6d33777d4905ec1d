/** A table over as many sheets as it takes, its head on each. */
import type { Table, TableRow } from '../report/index.ts';
import type { Flow } from './flow.ts';
import { colours, type Element, type Type } from './press.ts';

const pad = 3;
const leading = 1.35;
const together = 230; // points: a table no taller stays on one sheet, and of a taller one so much stands together
const tallest = 110; // of a heading that stands upright
const sizes = [8.5, 7.5, 6.5, 5.8]; // points; the largest with which it fits

interface Plan {
  readonly size: number;
  readonly head: number;
  readonly widths: readonly number[];
  /** Headings stand upright where they are wider than what is below them. */
  readonly isUpright: readonly boolean[];
  readonly heads: readonly (readonly string[])[];
  readonly top: number;
}

export function printTable(flow: Flow, table: Table): void {
  if (table.rows.length === 0) return;
  const { press } = flow;
  const plan = planOf(flow, table);
  const element = press.open('Table', press.root);
  const whole = table.rows.reduce((sum, row) => sum + heightOf(flow, plan, row), plan.top);
  flow.room(Math.min(whole, together));
  let body = headOf(flow, plan, table, element);
  for (const row of table.rows) {
    const height = heightOf(flow, plan, row);
    if (!flow.has(height)) {
      body.end();
      flow.next();
      body = headOf(flow, plan, table, element);
    }
    rowOf(flow, plan, row, height, body);
  }
  body.end();
  element.end();
  flow.skip(10);
}

function planOf({ press, width }: Flow, { columns, rows }: Table): Plan {
  for (const size of sizes) {
    const natural = columns.map((_, at) =>
      Math.max(
        14,
        ...rows.map(({ cells, isHead = false }) =>
          typeof cells === 'string' ? 0 : press.widthOf(cells[at]?.said ?? '', { size, isBold: isHead }),
        ),
      ),
    );
    const longestWord = (text: string) =>
      Math.max(...text.split(/\s+/).map((word) => press.widthOf(word, { size, isBold: true })));
    const isCrowded = columns.length > 6;
    const isUpright = columns.map(
      (name, at) => isCrowded && longestWord(name) > Math.max(natural[at] ?? 0, 24),
    );
    const widths = columns.map((name, at) =>
      Math.min(
        Math.max(natural[at] ?? 0, isUpright[at] ? size * leading : Math.min(longestWord(name), 90)) +
          2 * pad,
        150,
      ),
    );
    const head = width - widths.reduce((sum, x) => sum + x, 0);
    if (head < 130 && size !== sizes.at(-1)) continue;
    const heads = columns.map((name, at) =>
      press.lines(name, isUpright[at] ? tallest : (widths[at] ?? 0) - 2 * pad, { size, isBold: true }),
    );
    const wider = widths.map((w, at) =>
      isUpright[at] ? Math.max(w, (heads[at]?.length ?? 1) * size * leading + 2 * pad) : w,
    );
    const top = Math.max(
      0,
      ...heads.map((lines, at) =>
        isUpright[at]
          ? Math.max(...lines.map((line) => press.widthOf(line, { size, isBold: true }))) + 2 * pad
          : lines.length * size * leading + 2 * pad,
      ),
    );
    const rest = width - wider.reduce((sum, x) => sum + x, 0);
    const isFull = rest < 90;
    const shrunk = isFull ? wider.map((w) => (w * (width - 90)) / (width - rest)) : wider;
    return { size, head: isFull ? 90 : rest, widths: shrunk, isUpright, heads, top };
  }
  throw new Error('There is always a last size.');
}

function headOf(flow: Flow, plan: Plan, { columns, caption }: Table, table: Element): Element {
  const { press, left } = flow;
  const { size, widths, isUpright, heads, top, head } = plan;
  const group = press.open('THead', table);
  const row = press.open('TR', group);
  const bottom = flow.y + top;
  const corner = press.open('TD', row);
  press.within(corner, 'TD', () => undefined);
  corner.end();
  let x = left + head;
  for (const [at] of columns.entries()) {
    const right = x + (widths[at] ?? 0);
    const cell = press.open('TH', row, { scope: 'Column', title: columns[at] ?? caption });
    press.within(cell, 'TH', () => {
      const lines = heads[at] ?? [];
      for (const [n, line] of lines.entries())
        if (isUpright[at])
          press.putUpright(line, right - pad - (lines.length - 1 - n) * size * leading, bottom - pad, {
            size,
            isBold: true,
          });
        else
          press.put(
            line,
            right - pad,
            bottom - pad - size * 0.3 - (lines.length - 1 - n) * size * leading,
            { size, isBold: true },
            'end',
          );
    });
    cell.end();
    x = right;
  }
  row.end();
  group.end();
  press.ornament(() => press.line([left, bottom], [left + flow.width, bottom], colours.ink));
  flow.y = bottom;
  return press.open('TBody', table);
}

const headLines = (
  { press }: Flow,
  { size, head }: Plan,
  { head: text, isHead = false }: TableRow,
): string[] => press.lines(text, head - 2 * pad, { size, isBold: isHead });

const noteLines = ({ press }: Flow, { size, widths }: Plan, note: string): string[] =>
  press.lines(note, widths.reduce((sum, x) => sum + x, 0) - 2 * pad, { size });

const heightOf = (flow: Flow, plan: Plan, row: TableRow): number =>
  Math.max(
    headLines(flow, plan, row).length,
    typeof row.cells === 'string' ? noteLines(flow, plan, row.cells).length : 1,
  ) *
    plan.size *
    leading +
  2 * pad;

function rowOf(flow: Flow, plan: Plan, row: TableRow, height: number, body: Element): void {
  const { press, left, y } = flow;
  const { size, widths, head } = plan;
  const type: Type = { size, isBold: row.isHead ?? false };
  const element = press.open('TR', body);
  const baseline = (line: number) => y + pad + size * 1.05 + line * size * leading;
  const title = press.open('TH', element, { scope: 'Row' });
  press.within(title, 'TH', () => {
    for (const [at, line] of headLines(flow, plan, row).entries()) press.put(line, left, baseline(at), type);
  });
  title.end();
  if (typeof row.cells === 'string') {
    const note = press.open('TD', element);
    const { cells } = row;
    press.within(note, 'TD', () => {
      for (const [at, line] of noteLines(flow, plan, cells).entries())
        press.put(line, left + head + pad, baseline(at), { size, fill: colours.quiet });
    });
    note.end();
  } else {
    let right = left + head;
    for (const [at, { said }] of row.cells.entries()) {
      right += widths[at] ?? 0;
      const cell = press.open('TD', element);
      const end = right - pad;
      press.within(cell, 'TD', () => {
        if (said) press.put(said, end, baseline(0), type, 'end');
      });
      cell.end();
    }
  }
  element.end();
  press.ornament(() => press.line([left, y + height], [left + flow.width, y + height], colours.rule));
  flow.y = y + height;
}

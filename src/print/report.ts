/** A report as PDF: A4, tagged, with bookmarks. */
import {
  type AnnexQuestion,
  type Block,
  drawingWidth,
  type Figure,
  type Report,
  type Table,
} from '../report/index.ts';
import { printDrawing } from './drawing.ts';
import { Flow } from './flow.ts';
import { colours, Press, sheetSize } from './press.ts';
import { printTable } from './table.ts';

const { quiet, teal, rule } = colours;
const headings = { 1: 20, 2: 14.5, 3: 11.5 } as const;
const body = 10;

export async function reportPdf(report: Report): Promise<Uint8Array> {
  const { language, title, subtitle, blocks, words, madeAt } = report;
  const press = new Press({ language, title: `${title} – ${subtitle}`, madeAt });
  const flow = new Flow(press);
  printTitle(flow, report);
  const marks: PDFKit.PDFOutline[] = [];
  for (const [at, block] of blocks.entries()) {
    if (block.is === 'heading') {
      const level = Math.min(block.level, marks.length + 1);
      printHeading(flow, block, leastBelow(flow, blocks.slice(at + 1, at + 4)));
      marks.length = level - 1;
      marks.push(press.mark(block.text, marks.at(-1)));
    } else printBlock(flow, block, report);
  }
  press.onEvery((page, pages) => {
    if (page === 1) return;
    const y = sheetSize.height - 30;
    const type = { size: 8, fill: quiet };
    press.put(press.lines(title, flow.width - 120, type)[0] ?? '', flow.left, y, type);
    press.put(words.page(page, pages), flow.left + flow.width, y, type, 'end');
  });
  return press.finish();
}

function printTitle(flow: Flow, { title, subtitle, facts }: Report): void {
  const { press } = flow;
  flow.y = 190;
  press.ornament(() => press.box(flow.left, 150, 72, 5, teal));
  flow.write(subtitle, { size: 14, isBold: true, fill: quiet });
  flow.skip(6);
  flow.write(title, { size: 28, isBold: true }, { as: 'H1' });
  flow.skip(40);
  printFacts(flow, facts, 11);
  flow.next();
}

/** How much of what follows must stand on the sheet of its heading: up to the first drawing. */
function leastBelow(flow: Flow, [next, ...more]: readonly Block[]): number {
  if (!next) return 0;
  if (next.is === 'heading' || next.is === 'text') return 40 + leastBelow(flow, more);
  return next.is === 'figure' ? 40 + heightOf(flow, next.figure) : 60;
}

function printHeading(flow: Flow, { level, text }: Extract<Block, { is: 'heading' }>, below: number): void {
  const { press } = flow;
  flow.room(Math.min(headings[level] * 4 + below, tallest));
  if (flow.y > 60) flow.skip(level === 1 ? 22 : level === 2 ? 14 : 8);
  if (level === 1) {
    const { y } = flow;
    press.ornament(() => press.box(flow.left, y, flow.width, 2, teal));
    flow.skip(8);
  }
  flow.write(text, { size: headings[level], isBold: true }, { as: `H${level}` });
  flow.skip(4);
}

function printBlock(flow: Flow, block: Exclude<Block, { is: 'heading' }>, report: Report): void {
  switch (block.is) {
    case 'text':
      flow.write(block.text, block.isSmall ? { size: 8.5, fill: quiet } : { size: body });
      flow.skip(6);
      break;
    case 'list':
      printList(flow, block.items);
      break;
    case 'quote':
      printQuote(flow, block.paragraphs);
      break;
    case 'facts':
      printFacts(flow, block.facts, body);
      break;
    case 'figure':
      printFigure(flow, block.figure, report);
      break;
    case 'table':
      printCaptioned(flow, block.table);
      break;
    case 'question':
      printQuestion(flow, block.question);
      break;
    case 'sheet':
      flow.next();
  }
}

const tallest = 660; // points of a drawing: it never goes over a sheet

const heightOf = ({ width }: Flow, { shown }: Pick<Figure, 'shown'>): number =>
  typeof shown === 'string' ? 20 : Math.min(tallest, (shown.height * width) / drawingWidth);

function printFigure(flow: Flow, { title, shown, table }: Figure, { words }: Report): void {
  const { press, left } = flow;
  const height = heightOf(flow, { shown });
  flow.skip(6);
  flow.write(title, { size: 10.5, isBold: true }, { keep: Math.min(height + 10, tallest) });
  flow.skip(4);
  if (typeof shown !== 'string') {
    flow.room(height);
    const { y } = flow;
    const width = (height * drawingWidth) / shown.height;
    press.figure(press.root, words.chartOf(title), [left, y, width, height], () =>
      printDrawing(press, shown, left, y, width),
    );
    flow.skip(height + 6);
    printTable(flow, table);
  } else {
    flow.write(shown, { size: body, fill: quiet });
    flow.skip(6);
  }
}

function printQuote(flow: Flow, paragraphs: readonly string[]): void {
  const { press, left } = flow;
  for (const one of paragraphs) {
    flow.room(40);
    const from = flow.y;
    flow.write(one, { size: body }, { indent: 14 });
    const to = flow.y;
    if (to > from) press.ornament(() => press.box(left, from, 2.5, to - from, teal));
    flow.skip(5);
  }
}

function printCaptioned(flow: Flow, table: Table): void {
  flow.write(table.caption, { size: 9, isBold: true }, { keep: 70 });
  flow.skip(2);
  printTable(flow, table);
}

function printList(flow: Flow, items: readonly string[]): void {
  const { press } = flow;
  const list = press.open('L', press.root);
  for (const item of items) {
    const element = press.open('LI', list);
    flow.room(body * 5);
    const { y } = flow;
    press.ornament(() => press.dot(flow.left + 5, y + 7.5, 1.6, teal));
    flow.write(item, { size: body }, { as: 'LBody', within: element, indent: 14 });
    element.end();
    flow.skip(3);
  }
  list.end();
  flow.skip(4);
}

function printFacts(flow: Flow, facts: readonly (readonly [string, string])[], size: number): void {
  const { press } = flow;
  const middle = 165;
  for (const [name, value] of facts) {
    const names = press.lines(name, middle - 10, { size, fill: quiet });
    const lines = press.lines(value, flow.width - middle, { size });
    const high = size * 1.6;
    flow.room(Math.max(names.length, lines.length) * high);
    const { y } = flow;
    const at = (line: number) => y + line * high + high * 0.72;
    const element = press.open('P', press.root);
    press.within(element, 'P', () => {
      for (const [n, line] of names.entries()) press.put(line, flow.left, at(n), { size, fill: quiet });
    });
    press.within(element, 'P', () => {
      for (const [n, line] of lines.entries()) press.put(line, flow.left + middle, at(n), { size });
    });
    element.end();
    flow.y = y + Math.max(names.length, lines.length) * high + 2;
    press.ornament(() => press.line([flow.left, flow.y], [flow.left + flow.width, flow.y], rule));
    flow.skip(3);
  }
  flow.skip(6);
}

function printQuestion(flow: Flow, { number, label, hint, notes, choices }: AnnexQuestion): void {
  flow.write(`${number}. ${label}`, { size: body, isBold: true }, { keep: 30 });
  if (hint) flow.write(hint, { size: 8.5 });
  flow.write(notes.join(' · '), { size: 8, fill: quiet });
  if (choices.length > 0)
    flow.write(
      choices.map(({ code, label }) => `${code} = ${label}`).join('  ·  '),
      { size: 8.5 },
      { indent: 12 },
    );
  flow.skip(7);
}

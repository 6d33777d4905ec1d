export { cautionsSaid } from './cautions.ts';
export {
  baselines,
  type Drawing,
  ink,
  letter,
  paper,
  type Shape,
  type TextShape,
  width as drawingWidth,
} from './drawing.ts';
export { type Chapter, type Figure, questionChapters, scoreFigures, writtenQuestions } from './figures.ts';
export { groupingWords, type Reader } from './reading.ts';
export { type Cell as TableCell, type Table, type TableRow, tablesCsv } from './table.ts';
export { functioningTable, reliabilityTable } from './tables.ts';
export { inLines, wrap } from './wrap.ts';

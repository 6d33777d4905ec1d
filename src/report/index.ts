export { cautionsSaid } from './cautions.ts';
export type { AnnexQuestion, Block, Report } from './document.ts';
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
export { toHtml } from './html.ts';
export { qrPath } from './qrPath.ts';
export { groupingWords, type Reader, words } from './reading.ts';
export { reportOf } from './report.ts';
export type { ReportSource } from './source.ts';
export { type Cell as TableCell, type Table, type TableRow, tablesCsv } from './table.ts';
export { functioningTable, reliabilityTable } from './tables.ts';
export { isReportLanguage, type ReportLanguage, reportLanguages, type Say, sayIn } from './words.ts';
export { inLines, wrap } from './wrap.ts';

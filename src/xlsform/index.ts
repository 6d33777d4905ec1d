export { type Attachments, attachLists, type FetchFile } from './attach.ts';
export { type ReadList, readAttached } from './attached.ts';
/** Doors in and out: XLSForm and XForm to a questionnaire, and a questionnaire to both. README.md lists the columns. */
export type { Imported } from './check.ts';
export { attachFiles, type MediaKind, mediaNames, mediaNeeded } from './files.ts';
export { readQuestionnaire } from './json.ts';
export { limits } from './limits.ts';
export {
  type Severity,
  type Spot,
  sentenceOf,
  severityOf,
  type XlsProblem,
  type XlsProblemCode,
} from './problems.ts';
export { type Quoted, quote } from './quote.ts';
export { type PlainCells, readCells } from './readCells.ts';
export { readFormFile } from './readFile.ts';
export { type ReadingWay, readXlsForm } from './readXlsForm.ts';
export {
  reportTranslations,
  type Said,
  type TranslationGap,
  type TranslationReport,
  type TranslationState,
  withWords,
  wordsOf,
} from './translations.ts';
export { writeXlsForm } from './write/writeXlsForm.ts';
export { type PlainSheet, writeXlsx } from './write/xlsx.ts';
export { readXForm } from './xform/readXForm.ts';
export { writeXForm } from './xform/writeXForm.ts';

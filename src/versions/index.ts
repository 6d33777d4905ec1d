/** The versions of a questionnaire: what a list says of one, what differs between two, and their texts, to be translated. */

export type { About, Difference, DifferenceKind, Meaning } from './difference.ts';
export { differencesOf } from './differences.ts';
export { asTabled } from './earlier.ts';
export { applyEdits, type Edit, type Edited, withLanguage, withStatus } from './edits.ts';
export { faultsOf, type Marked, type TextFault } from './faults.ts';
export { type Pair, type ReadTexts, readTexts, writeTexts } from './sheet.ts';
export { isAsked, questionsOf, summaryOf } from './summary.ts';
export { filesNamedIn, isFileName, type Text, textIn, textsOf, withText, withTexts } from './texts.ts';

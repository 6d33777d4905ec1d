export * from './answers.ts';
export {
  isUnfinished,
  leastPoints,
  type Problem as GivenProblem,
  type Reading,
  readGiven,
  toGiven,
} from './codecs.ts';
export {
  type CoordinatesRead,
  type Position,
  positionOf,
  readCoordinates,
  writePosition,
} from './coordinates.ts';
export { monthNames, toDayParts, type WrittenDay, writeDayAs, yearsAhead } from './dayParts.ts';
export { writeDay, writeTime } from './days.ts';
export { interpolate } from './interpolate.ts';
// for who looks for a place in a long interview: answering never asks
export {
  type ContentsCount,
  type ContentsMark,
  type ContentsRow,
  caseNameAt,
  contentsOf,
  isAskedAt,
  keptIn,
  placeOf,
  putBack,
} from './interview/contents.ts';
// for authors, and for servers: a phone never asks
export { heardAt } from './interview/heard.ts';
export * from './interview/index.ts';
export { type LaysOut, lastSavedOf } from './interview/lastSaved.ts';
export { problemsOf } from './interview/problems.ts';
export { type AnswerProblem, readAnswers } from './interview/read.ts';
export { scoresIn } from './interview/scores.ts';
export { areaOf, type LineKind, lengthOf, pointsOf, toLine } from './lines.ts';
export { type Inline, markup, type Paragraph, plainText } from './markup.ts';
export { Opening, openingOf } from './opening.ts';
export * from './schema.ts';
export { cronbachsAlpha, oneDecimal, scoresOf, toPoints } from './scoring.ts';
export { find, fold, indexOf, type SearchIndex } from './search.ts';
export { suits } from './suits.ts';
export type { Need, Verdict, VerdictKind } from './verdict.ts';
export { canonicalJson, versionOf } from './version.ts';
export { inWords, type Shown } from './words.ts';

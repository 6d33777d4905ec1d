export { fewestForMedian, flagsOf, type Surroundings, secondsOf } from './flags.ts';
export { type Given, givenIn } from './given.ts';
export {
  alikeMarks,
  countsAs,
  lineOf,
  markOf,
  marksOf,
  marksWished,
  medianOf,
  type Noted,
  stateOf,
  timeMark,
  withdrawnLine,
} from './line.ts';
export { type ReviewPlan, reviewPlanOf } from './plan.ts';
export { progressOf } from './progress.ts';
export * from './schema.ts';

export {
  type ChoiceQuestion,
  choiceQuestionsOf,
  codeOf,
  type Field,
  fieldsOf,
  inLanguage,
  noticeFields,
  unsaidBy,
} from './fields.ts';
export { isPlaceholder, type Missing, missingOf } from './missing.ts';
export { asNext, withEarlier } from './next.ts';
export { inCountry } from './places.ts';
export * from './schema.ts';
export { type Fixed, fixedIn } from './settled.ts';
export { readTargets, type TargetsRead, targetsAsText } from './targets.ts';
export { type Turn, turnsOf, turnTo } from './turns.ts';

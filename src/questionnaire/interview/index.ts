/** The interview: what is asked, when, and whether an answer will do. */
export {
  addRepeat,
  answer,
  type Beginning,
  beginInterview,
  finish,
  inLanguage,
  removeRepeat,
} from './acts.ts';
export { askedAt, nameOf, problemsIn, progress } from './asked.ts';
export { ChoiceShown } from './choices.ts';
export {
  type Attached,
  compileForm,
  type Form,
  type FormProblem,
  type FormulaPart,
} from './form.ts';
export type { Inserts, Interview, Kept, Ref, World } from './interview.ts';
export { type Change, changes, keptOf } from './kept.ts';
export { loadFormulas } from './load.ts';
export { asked, askedBefore, askedFrom, type Page, type PageItem, type RepeatInstance } from './pages.ts';
export { AskedQuestion, type AskedSection, questionAt, sectionAt } from './question.ts';
export { answersOf } from './send.ts';
export { say } from './text.ts';

/** The versions of a questionnaire: what a list says of one, what differs between two, and their texts, to be translated. */
export { isAsked, questionsOf, summaryOf } from './summary.ts';

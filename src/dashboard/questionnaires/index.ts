/** The pages about questionnaires: a part of their own, loaded when one of them is opened. */
export { QuestionnairePages } from './QuestionnairePages.tsx';

/** The preview of a questionnaire: for coordinators only, and never kept on a phone. */
export { PreviewScreen } from './PreviewScreen.tsx';

export type { ParseKeys as TextKey } from 'i18next';
export { writeDay, writeTime } from '../questionnaire/index.ts';
export * from './languages.ts';
export { writeSize } from './size.ts';
export { changeTexts, openShelf, openTexts, type Shelf, type Texts } from './texts.ts';
export { useKeptLanguage } from './useKeptLanguage.ts';
export { type Text, TextProvider, useText } from './useText.tsx';

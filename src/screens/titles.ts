import type { Survey } from '../submission/index.ts';

/** A survey's title as this person reads it. */
export const titleOf = ({ title, defaultLanguage }: Survey, language: string): string =>
  typeof title === 'string' ? title : (title[language] ?? title[defaultLanguage] ?? '');

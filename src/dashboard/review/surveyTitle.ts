import { inWords, type Shown } from '../../questionnaire/index.ts';
import type { SurveySummary } from '../../submission/index.ts';

export const surveyTitle = ({ title, defaultLanguage }: SurveySummary, language: string): Shown =>
  inWords(title, language, [defaultLanguage]);

/** What a list says of a version of a questionnaire without opening it. */
import type { Item, Question, Questionnaire } from '../questionnaire/index.ts';
import type { VersionSummary } from '../submission/index.ts';
import { reportTranslations } from '../xlsform/index.ts';

/** Its title, its languages with what each lacks, and how many questions people are asked. */
export function summaryOf(questionnaire: Questionnaire): VersionSummary {
  const { title, defaultLanguage, version, items } = questionnaire;
  const report = reportTranslations(questionnaire);
  return {
    title,
    defaultLanguage,
    languages: report.map(({ tag, status, missing }) => ({ tag, status, missing })),
    questions: questionsOf(items).filter(isAsked).length,
    texts: report[0]?.words ?? 0,
    ...(version !== undefined && { mark: version }),
  };
}

/** All questions, whatever they stand in. */
export const questionsOf = (items: readonly Item[]): Question[] =>
  items.flatMap((item) => ('items' in item ? questionsOf(item.items) : [item]));

const unasked: ReadonlySet<Question['kind']> = new Set(['note', 'calculate', 'hidden', 'metadata']);

/** Whether a person answers it. */
export const isAsked = ({ kind }: Question): boolean => !unasked.has(kind);

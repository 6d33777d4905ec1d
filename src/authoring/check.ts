/** `rintis check`: everything that there is to tell about a questionnaire, and what each language lacks. */
import type { Item } from '../questionnaire/index.ts';
import { lineOf, type ReadFile, readFile } from './forms.ts';
import type { Io } from './io.ts';
import type { Say } from './words.ts';

/** Checks files, one after the other; 0 only if every one of them can run. */
export async function checkForms(
  files: readonly string[],
  asJson: boolean,
  io: Io,
  say: Say,
): Promise<number> {
  const checked: ReadFile[] = [];
  for (const file of files) {
    const read = await readFile(file, say);
    checked.push(read);
    if (!asJson) io.out(report(read, say));
  }
  if (asJson) io.out(`${JSON.stringify(checked.map(summary), null, 2)}\n`);
  return checked.every(({ questionnaire }) => questionnaire) ? 0 : 1;
}

const mostNamed = 8; // gaps in one line; `--json` has them all

function report({ file, questionnaire, problems, translations }: ReadFile, say: Say): string {
  const lines = problems.map((problem) => lineOf(problem, say));
  const languages = translations.map(({ tag, words, missing, gaps }) => {
    if (missing === 0) return `  ${say('authoring.check.complete', { language: tag })}\n`;
    const first = gaps.slice(0, mostNamed).map(({ path, field }) => `${path}#${field}`);
    const names = `${first.join(', ')}${missing > first.length ? ' …' : ''}`;
    return `  ${say('authoring.check.gaps', { language: tag, count: missing, total: words, names })}\n`;
  });
  const verdict = questionnaire
    ? say('authoring.check.runs', {
        file,
        count: countQuestions(questionnaire.items),
        languages: questionnaire.languages.map(({ tag }) => tag).join(', '),
      })
    : say('authoring.check.refused', { file });
  return `${verdict}\n${lines.join('')}${questionnaire ? languages.join('') : ''}`;
}

/** For programs. Codes and places never change; sentences are in the language of the terminal. */
function summary({ file, questionnaire, problems, translations }: ReadFile) {
  return {
    file,
    runs: questionnaire !== null,
    ...(questionnaire && {
      id: questionnaire.id,
      questions: countQuestions(questionnaire.items),
      languages: questionnaire.languages,
    }),
    problems,
    translations,
  };
}

const countQuestions = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + ('items' in item ? countQuestions(item.items) : 1), 0);

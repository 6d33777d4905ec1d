/** Our own document: a questionnaire as it is kept, with everything that there is to tell its author. */
import { compileForm, loadFormulas, problemsOf, Questionnaire } from '../questionnaire/index.ts';
import type { Imported } from './check.ts';
import { nowhere, Problems } from './problems.ts';
import { reportTranslations } from './translations.ts';

/** Reads what a .json holds. A problem's column is the place in the document: `/g/age#constraint`, `items/3/name`. */
export async function readQuestionnaire(document: unknown): Promise<Imported> {
  const problems = new Problems();
  const read = Questionnaire.safeParse(document);
  if (!read.success) {
    for (const { path, message } of read.error.issues) {
      const part = path.map(String).join('/');
      problems.tell('questionnaire-invalid', { ...nowhere, column: part || null }, { part, reason: message });
    }
    return { problems: problems.all, translations: [] };
  }
  const questionnaire = read.data;
  await loadFormulas(questionnaire);
  for (const { code, path, part, position, details } of problemsOf(compileForm(questionnaire))) {
    const at = { ...nowhere, column: `${path}#${part}` };
    problems.tell(code, at, { near: '', ...details, position: position + 1 });
  }
  return { questionnaire, problems: problems.all, translations: reportTranslations(questionnaire) };
}

/** The fifty questions as SurveyJS writes them: agreement statements of a page as one matrix, as its authors do. */
import type { Asked, Choice, FormPage, Label } from './form.ts';

const words = ({ en = '', ...others }: Label) => ({ default: en, ...others });
const options = (choices: readonly Choice[]) =>
  choices.map(({ value, label }) => ({ value, text: words(label) }));

export const toSurvey = (pages: readonly FormPage[]): object => ({
  showQuestionNumbers: false,
  pages: pages.map(({ name, label, questions }) => ({
    name,
    title: words(label),
    elements: elementsOf(name, questions),
  })),
});

function elementsOf(page: string, questions: readonly Asked[]): object[] {
  const statements = questions.filter(({ list }) => list === 'agree5');
  const others = questions.filter(({ list }) => list !== 'agree5').map(element);
  const [first] = statements;
  if (!first) return others;
  const rows = statements.map(({ name, label }) => ({ value: name, text: words(label) }));
  return [{ type: 'matrix', name: `${page}_statements`, columns: options(first.choices), rows }, ...others];
}

function element({ name, label, kind, choices }: Asked): object {
  const base = { name, title: words(label) };
  if (kind === 'one') return { type: 'radiogroup', ...base, choices: options(choices) };
  if (kind === 'many') return { type: 'checkbox', ...base, choices: options(choices) };
  return { type: 'text', ...base, ...(kind === 'integer' ? { inputType: 'number' } : {}) };
}

/** For authors: all that is wrong with a questionnaire's formulas. A phone never asks. */
import { isQuestion } from './definitions.ts';
import type { Form, FormProblem } from './form.ts';

const parts = ['required', 'softRequired', 'readOnly', 'constraint', 'seed', 'choices'] as const;

/** Compiles what no interview has needed yet, and tells everything that was found, once. */
export function problemsOf(form: Form): readonly FormProblem[] {
  for (const definition of form.outline.all) {
    for (const part of parts) form[part](definition);
    const list = isQuestion(definition.item) ? definition.item.list : undefined;
    if (list !== undefined && !form.list(list)) {
      form.tell(definition, 'list', { code: 'list-unknown', position: 0, details: { list } });
    }
  }
  form.instanceName();
  for (const score of form.questionnaire.scores ?? []) {
    for (const { formula, each } of 'points' in score ? score.points : []) {
      const of = each === undefined ? form.outline.top : form.outline.byName.get(each)?.[0];
      if (of && (each === undefined || of.inside)) form.points(of, formula);
      else
        form.tell(form.outline.top, 'score', {
          code: 'formula-unknown-name',
          position: 0,
          details: { name: each ?? '' },
        });
    }
  }
  // a broken filter is found twice: as the rule that keeps answers fitting, and as the list's rows
  const seen = new Set<string>();
  return form.found.filter(({ path, part, code, position }) => {
    const id = JSON.stringify([path, part === 'fit' ? 'choices' : part, code, position]);
    return !seen.has(id) && seen.add(id);
  });
}

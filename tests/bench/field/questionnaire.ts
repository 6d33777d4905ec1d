/** The forms of the core's bench, as an enumerator's screen has them: with a consent, and the total where it can be seen. */
import { Questionnaire } from '../../../src/questionnaire/index.ts';
import { blocks, cascade } from '../core/form.ts';
import { rintis } from '../core/rintis.ts';

/** `total` stands in the heading of each page: whoever answers a number sees it change. */
export function fieldForm(questions: number): Questionnaire {
  const form = Questionnaire.parse(JSON.parse(rintis.writeBlocks(blocks(questions))));
  return withConsent({
    ...form,
    items: form.items.map((item) =>
      item.kind === 'group' ? { ...item, label: `${String(item.label)}. Total: \${total}` } : item,
    ),
  });
}

export const cascadeForm = (regions: number, districts: number): Questionnaire =>
  withConsent(Questionnaire.parse(JSON.parse(rintis.writeCascade(cascade(regions, districts)))));

const withConsent = (form: Questionnaire): Questionnaire => ({
  ...form,
  consent: { question: 'consent', agreed: 'agree' },
  lists: { ...form.lists, consent: { choices: [{ name: 'agree', label: 'I agree' }] } },
  items: [
    { kind: 'one', name: 'consent', label: 'Do you agree?', list: 'consent', required: 'true()' },
    ...form.items,
  ],
});

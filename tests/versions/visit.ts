/** A small questionnaire, of which other versions are made. */
import type { Questionnaire } from '../../src/questionnaire/index.ts';

export const visit: Questionnaire = {
  format: 1,
  id: 'visit',
  title: { en: 'A visit', th: 'การเยี่ยม' },
  languages: [
    { tag: 'en', status: 'source' },
    { tag: 'th', status: 'draft' },
    { tag: 'vi', status: 'draft' },
  ],
  defaultLanguage: 'en',
  items: [
    {
      kind: 'integer',
      name: 'age',
      label: { en: 'How old are you?', th: 'อายุเท่าไร' },
      constraint: '. >= 15',
    },
    { kind: 'one', name: 'colour', list: 'colours', label: { en: 'Which colour, {{who}}?', th: 'สีอะไร' } },
    {
      kind: 'group',
      name: 'job',
      label: { en: 'Your **work**' },
      items: [{ kind: 'text', name: 'title', label: 'Title' }],
    },
  ],
  lists: {
    colours: {
      choices: [
        { name: 'red', label: { en: 'Red', th: 'แดง' } },
        { name: 'blue', label: { en: 'Blue', th: 'น้ำเงิน' } },
      ],
    },
  },
};

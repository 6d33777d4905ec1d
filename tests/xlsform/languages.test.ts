import { expect, test } from 'vitest';
import { questionnaireOf, questionOf, read, told } from './workbooks.ts';

test.for<[string, string]>([
  ['label::English (en)', 'en'],
  ['label::English(EN)', 'en'],
  ['label::English', 'en'],
  ['label:english', 'en'],
  ['Label :: fr', 'fr'],
  ['label::French', 'fr'],
  ['label::ไทย', 'th'],
  ['label::Tiếng Việt', 'vi'],
  ['label::Tagalog', 'fil'],
  ['label::Bahasa Melayu', 'ms'],
  ['label::العربية', 'ar'],
  ['label::Hiligaynon', 'hil'],
  ['label::pt_br', 'pt-BR'],
  ['label (th)', 'th'],
])('the header “%s” is in %s', async ([header, tag]) => {
  const { label } = await questionOf(`type|name|${header}`, 'text|a|A');
  expect(label).toEqual({ [tag]: 'A' });
});

test('two spellings of one language are one language, and it is told', async () => {
  const { questionnaire, problems } = await read({
    survey: '|type|name|label::English (en)|hint::English(EN)|\n|text|a|A|H|',
  });
  expect(questionnaire?.items[0]).toMatchObject({ label: { en: 'A' }, hint: { en: 'H' } });
  expect(questionnaire?.languages).toEqual([{ tag: 'en', status: 'source' }]);
  expect(told(problems)).toEqual(['language-variants']);
});

test('read faithfully, two spellings are two languages, and the choices’ comes first, as the reference converter has it', async () => {
  const sheets = {
    survey: '|type|name|label::English|label::French|\n|select_one c or_other|a|A|Á|',
    choices: '|list_name|name|label::English (en)|label::French|\n|c|x|X|Ex|',
  };
  const { questionnaire } = await read(sheets, 'visit.xlsx', true);
  expect(questionnaire).toMatchObject({
    defaultLanguage: 'en',
    languages: [{ tag: 'en' }, { tag: 'fr' }, { tag: 'x-english', note: 'English' }],
    items: [
      { label: { 'x-english': 'A', fr: 'Á' }, list: 'c' },
      { name: 'a_other', label: 'Specify other.' },
    ],
    lists: { c: { choices: [{ label: { en: 'X', fr: 'Ex' } }, { name: 'other', label: 'Other' }] } },
  });
  expect((await read(sheets)).questionnaire).toMatchObject({
    languages: [{ tag: 'en' }, { tag: 'fr' }],
    items: [{ label: { en: 'A' }, list: 'c_or_other' }, { label: { en: 'Other (please specify)' } }],
  });
});

test('a language that nobody knows has a name of its own until the author gives its code', async () => {
  const { questionnaire, problems } = await read({ survey: '|type|name|label::Our Speech|\n|text|a|A|' });
  expect(questionnaire?.languages).toEqual([{ tag: 'x-ourspeec-h', status: 'source', note: 'Our Speech' }]);
  expect(told(problems)).toEqual(['language-unknown']);
});

test('words without a language are in the default language, where there are others', async () => {
  const { items, languages, defaultLanguage } = await questionnaireOf({
    survey: '|type|name|label|label::Thai (th)|\n|text|a|A|ก|\n|text|b|B||',
    settings: '|default_language|\n|English (en)|',
  });
  expect(items).toMatchObject([{ label: { en: 'A', th: 'ก' } }, { label: { en: 'B' } }]);
  expect(languages).toEqual([
    { tag: 'en', status: 'source' },
    { tag: 'th', status: 'draft' },
  ]);
  expect(defaultLanguage).toBe('en');
});

test('media in several languages', async () => {
  const question = await questionOf('type|name|label::en|media::image::en|image::th', 'text|a|A|a.png|b.png');
  expect(question.media).toEqual({ image: { en: 'a.png', th: 'b.png' } });
});

test('the translation report names the cell that a translator has to fill', async () => {
  const { translations } = await read({
    survey: '|type|name|label::en|label::th|hint::en|\n|text|a|A|ก||\n|text|b|B||Look|',
    choices: '|list_name|name|label::en|label::th|\n|yn|y|Yes|ใช่|',
  });
  const [english, thai] = translations;
  expect(english).toMatchObject({ tag: 'en', missing: 0 });
  expect(thai).toMatchObject({ tag: 'th', words: 5, missing: 2 });
  expect(thai?.gaps).toMatchObject([
    { sheet: 'survey', row: 3, column: 'D', path: '/b', field: 'label', text: 'B' },
    { sheet: 'survey', row: 3, path: '/b', field: 'hint', text: 'Look', header: 'hint::ไทย (th)' },
  ]);
});

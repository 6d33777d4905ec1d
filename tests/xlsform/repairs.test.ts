import { expect, test } from 'vitest';
import { nearestOf } from '../../src/xlsform/nearest.ts';
import { questionOf, read, type Sheets, told } from './workbooks.ts';

const survey = (...rows: string[]) => ['|type|name|label|', ...rows.map((row) => `|${row}|`)].join('\n');
const choices = (...rows: string[]) =>
  ['|list_name|name|label|', ...rows.map((row) => `|${row}|`)].join('\n');
const yesNo = choices('yn|y|Yes', 'yn|n|No');

test.for<[string, Sheets, string[]]>([
  ['a misspelt type', { survey: survey('integr|a|A') }, ['type-corrected survey A2']],
  ['a misspelt select', { survey: survey('selct_one yn|a|A'), choices: yesNo }, ['type-corrected survey A2']],
  ['a type of another tool', { survey: survey('text audit|a|A', 'text|b|B') }, ['type-foreign survey A2']],
  [
    'what is recorded without asking',
    { survey: survey('start-geopoint|a|', 'background-audio|b|', 'text|c|C') },
    ['type-not-recorded survey 2', 'type-not-recorded survey 3'],
  ],
  ['a type that nobody knows', { survey: survey('hologram|a|A') }, ['type-unknown survey A2']],
  ['a row without type', { survey: survey('|a|A', 'text|b|B') }, ['type-missing survey A2']],
  ['a question without name', { survey: survey('note||A') }, ['name-missing survey B2']],
  ['one name twice', { survey: survey('text|a|A', 'text|a|B') }, ['name-double survey B3']],
  [
    'a group called meta',
    { survey: survey('begin group|meta|M', 'text|a|A', 'end group||') },
    ['name-reserved survey B2'],
  ],
  ['a question called like the root', { survey: survey('text|data|A') }, ['name-reserved survey B2']],
  ['a question without words', { survey: survey('text|a|') }, ['label-missing survey C2']],
  [
    'an end of another kind',
    { survey: survey('begin group|g|G', 'text|a|A', 'end repeat||') },
    ['group-end-differs survey A4'],
  ],
  ['no such list', { survey: survey('select_one no|a|A'), choices: yesNo }, ['list-missing survey A2']],
  [
    'a list in other letters',
    { survey: survey('select_one YN|a|A'), choices: yesNo },
    ['list-corrected survey A2'],
  ],
  [
    'a choice without name',
    { survey: survey('text|a|A'), choices: choices('yn||Yes') },
    ['choice-name-missing choices B2'],
  ],
  [
    'a choice without list',
    { survey: survey('text|a|A'), choices: choices('|y|Yes') },
    ['list-name-missing choices A2'],
  ],
  [
    'a choice without words',
    { survey: survey('text|a|A'), choices: choices('yn|y|') },
    ['choice-label-missing choices C2'],
  ],
  [
    'the same choice twice',
    { survey: survey('text|a|A'), choices: choices('yn|y|Yes', 'yn|y|Yes') },
    ['choice-double choices B3'],
  ],
  [
    'two choices of one name',
    { survey: survey('text|a|A'), choices: choices('yn|y|Yes', 'yn|y|Yeah') },
    ['choice-name-double choices B3'],
  ],
  [
    'a space where several may be chosen',
    { survey: survey('select_multiple l|a|A'), choices: choices('l|a b|AB') },
    ['choice-name-space choices B2'],
  ],
  ['words that name nobody', { survey: survey('text|a|Dear ${nobody}') }, ['words-unknown-name survey C2']],
  [
    'what a spreadsheet could not work out',
    { survey: survey('text|a|#REF!') },
    ['cell-error survey C2', 'label-missing survey C2'],
  ],
  ['a misspelt sheet', { surveys: survey('text|a|A') }, ['sheet-corrected surveys']],
  ['a title above the headers', { survey: `|My form|\n${survey('text|a|A')}` }, ['header-late survey 2']],
  ['choices from answers', { survey: survey('select_one ${r}|a|A') }, ['list-from-answers survey A2']],
])('%s is told with its cell, and the form still works', async ([, sheets, codes]) => {
  const { questionnaire, problems } = await read(sheets);
  expect(told(problems)).toEqual(codes);
  expect(questionnaire).toBeDefined();
});

test.for<[string, Sheets, string]>([
  ['no survey', { sheet1: '|a|b|\n|1|2|' }, 'sheet-missing'],
  ['no types', { survey: '|name|label|\n|a|A|' }, 'column-missing survey 1'],
  ['nothing to ask', { survey: '|type|name|label|' }, 'survey-empty survey'],
  ['a group without end', { survey: survey('begin group|g|G', 'text|a|A') }, 'group-open survey A2'],
  ['an end without group', { survey: survey('text|a|A', 'end group||') }, 'group-end-alone survey A3'],
])('%s is an error, and there is no questionnaire', async ([, sheets, code]) => {
  const { questionnaire, problems } = await read(sheets);
  expect(questionnaire).toBeUndefined();
  expect(told(problems)).toEqual([code]);
});

test('all problems are told, not only the first', async () => {
  const { problems } = await read({
    survey: survey('integr|a|A', 'select_one no|b|B', 'hologram|c|', 'text|a|A'),
  });
  expect(told(problems).sort()).toEqual([
    'label-missing survey C4',
    'list-missing survey A3',
    'name-double survey B5',
    'type-corrected survey A2',
    'type-unknown survey A4',
  ]);
});

test('of one kind of problem the first hundred are told one by one, the rest are counted', async () => {
  const rows = Array.from({ length: 150 }, (_, i) => `text|q${i}|`);
  const { problems } = await read({ survey: survey(...rows) });
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)).toMatchObject({ code: 'and-more', details: { code: 'label-missing', count: 50 } });
});

test('an invalid name is put right everywhere it is used', async () => {
  const { questionnaire } = await read({
    survey:
      '|type|name|label|relevant|\n|text|first name|Name||\n|text|b|Dear ${first name}|${first name} != ""|',
  });
  expect(questionnaire?.items).toMatchObject([
    { name: 'first_name' },
    { label: 'Dear ${first_name}', relevant: '${first_name} != ""' },
  ]);
});

test('two columns of one meaning fill each other; where both are filled the second is kept beside', async () => {
  const { questionnaire, problems } = await read({
    survey: '|type|name|label|image|media::image|\n|text|a|A|a.png|b.png|\n|text|b|B||c.png|',
  });
  expect(told(problems)).toEqual(['column-double survey E1', 'column-double-differs survey E2']);
  expect(questionnaire?.items).toMatchObject([
    { media: { image: 'a.png' }, columns: { 'image E': 'b.png' } },
    { media: { image: 'c.png' } },
  ]);
});

test('disabled rows are left out', async () => {
  const { questionnaire, problems } = await read({
    survey: '|type|name|label|disabled|\n|text|a|A|yes|\n|text|b|B||',
  });
  expect(questionnaire?.items).toEqual([{ kind: 'text', name: 'b', label: 'B' }]);
  expect(told(problems)).toEqual(['row-disabled survey D2']);
});

test('a note cannot be required, and a question without choices no longer is', async () => {
  expect(await questionOf('type|name|label|required', 'note|a|A|yes')).not.toHaveProperty('required');
  const lost = await questionOf('type|name|label|required', 'select_one no|a|A|yes');
  expect(lost).toMatchObject({ list: 'no', softRequired: 'true()' });
  expect(lost).not.toHaveProperty('required');
});

test.for([
  ['${a}=’yes’', "${a}='yes'"],
  ['concat(“a”, “b”)', 'concat("a", "b")'],
  ['${a} == 1', '${a} = 1'],
  ['${a} = 1 && ${a} ≠ 2', '${a} = 1  and  ${a} != 2'],
  ['${a} = 1 AND ${a} = 2', '${a} = 1 and ${a} = 2'],
  ['$ {a} ≥ 2', '${a} >= 2'],
  ['$(a) > 2', '${a} > 2'],
  ['if(${a} = 1， 2， 3)', 'if(${a} = 1, 2, 3)'],
])('the formula “%s” is read as “%s”', async ([written, expected]) => {
  const { questionnaire, problems } = await read({
    survey: `|type|name|label|relevant|\n|text|a|A||\n|text|b|B|${written}|`,
  });
  expect(questionnaire?.items[1]).toMatchObject({ relevant: expected });
  expect(told(problems)).toEqual(['formula-repaired survey D3']);
});

test('nothing is changed inside the quotes of a formula that can be read', async () => {
  const { relevant } = await questionOf('type|name|label|relevant', "text|a|A|'it’s AND == 1' != .");
  expect(relevant).toBe("'it’s AND == 1' != .");
});

test.for([
  ['${a', 'formula-bad-reference'],
  ['if(1, 2', 'formula-unexpected-end'],
  ["'open", 'formula-open-text'],
  ['1 +* 2', 'formula-unexpected'],
  ['nobody-knows(1)', 'formula-unknown-function'],
  ['${nobody} = 1', 'formula-unknown-name'],
  ['selected(1)', 'formula-arguments'],
  ['${b} = 1', 'formula-circular'],
])('the formula “%s” is told with its cell, and disables only itself', async ([relevant, code]) => {
  const { questionnaire, problems } = await read({
    survey: `|type|name|label|relevant|\n|text|b|B|${relevant}|`,
  });
  expect(told(problems)).toEqual([`${code} survey D2`]);
  expect(questionnaire?.items[0]).toMatchObject({ relevant });
});

test('a pattern that does not say whether it means the whole answer is pointed out', async () => {
  const pattern = (text: string) =>
    read({ survey: `|type|name|label|constraint|\n|text|b|B|regex(., '${text}')|` }).then(({ problems }) =>
      told(problems),
    );
  expect(await pattern('[0-9]{4}')).toEqual(['regex-unanchored survey D2']);
  expect(await pattern('^[0-9]{4}$')).toEqual([]);
});

test('a word is the nearest only if no other is as near', () => {
  expect(nearestOf('integr', ['integer', 'text'], 2)).toEqual({ word: 'integer', distance: 1 });
  expect(nearestOf('txet', ['text', 'date'], 2)).toEqual({ word: 'text', distance: 1 });
  expect(nearestOf('tame', ['time', 'tome'], 2)).toBeNull();
  expect(nearestOf('hologram', ['text', 'date'], 2)).toBeNull();
});

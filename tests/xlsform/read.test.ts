import { expect, test } from 'vitest';
import { questionnaireOf, questionOf, read, told } from './workbooks.ts';

test.for([
  ['text', 'text'],
  ['string', 'text'],
  ['int', 'integer'],
  ['q decimal', 'decimal'],
  ['add date prompt', 'date'],
  ['dateTime', 'dateTime'],
  ['gps', 'place'],
  ['location', 'place'],
  ['geoshape', 'shape'],
  ['photo', 'photo'],
  ['barcode', 'barcode'],
  ['trigger', 'acknowledge'],
  ['calculate_here', 'calculate'],
  ['range', 'range'],
])('the type “%s” asks for %s', async ([type, kind]) => {
  expect((await questionOf('type|name|label', `${type}|a|A`)).kind).toBe(kind);
});

test.for([
  ['start time', 'start'],
  ['get device id', 'deviceid'],
  ['imei', 'deviceid'],
  ['audit', 'audit'],
  ['background-audio', 'background-audio'],
  ['caseid', 'caseid'],
])('the type “%s” records %s', async ([type, metadata]) => {
  expect(await questionOf('type|name', `${type}|a`)).toEqual({ kind: 'metadata', name: 'a', metadata });
});

test.for([
  ['select_one yn', 'one'],
  ['select one from yn', 'one'],
  ['select1 yn', 'one'],
  ['Select_Multiple yn', 'many'],
  ['select all that apply from yn', 'many'],
  ['rank yn', 'rank'],
])('“%s” chooses from the list', async ([type, kind]) => {
  const choices = '|list name|name|label|\n|yn|y|Yes|';
  expect(await questionOf('type|name|label', `${type}|a|A`, { choices })).toMatchObject({ kind, list: 'yn' });
});

test('all columns of a question arrive, under whatever names the field has for them', async () => {
  const header =
    'type|name|Label|hint|guidance hint|relevance|Required|requiredMsg|bind::constraint|constraint message|read only|body::appearance|parameters|image|notes';
  const row =
    'integer|age|Age|Years|Ask kindly|${a} = 1|yes|Needed|. < 120|Too old|${a} = 2|numbers|start=0 end=9|age.png|mine';
  expect(await questionOf(header, row)).toEqual({
    kind: 'integer',
    name: 'age',
    label: 'Age',
    hint: 'Years',
    guidance: 'Ask kindly',
    relevant: '${a} = 1',
    required: 'true()',
    requiredMessage: 'Needed',
    constraint: '. < 120',
    constraintMessage: 'Too old',
    readOnly: '${a} = 2',
    appearance: 'numbers',
    parameters: { start: '0', end: '9' },
    media: { image: 'age.png' },
    columns: { notes: 'mine' },
  });
});

test.for<[string, object]>([
  ['2020-01-01', { literal: '2020-01-01' }],
  ['-5', { literal: '-5' }],
  ['Dr (retired)', { literal: 'Dr (retired)' }],
  ['today()', { formula: 'today()' }],
  ['${b} + 1', { formula: '${b} + 1' }],
  ['${last-saved#b}', { formula: '${last-saved#b}' }],
])('the default “%s” is a literal or a formula, as it looks', async ([written, expected]) => {
  const { items } = await questionnaireOf({
    survey: `|type|name|label|default|\n|text|a|A|${written}|\n|text|b|B||`,
  });
  expect(items[0]).toMatchObject({ default: expected });
});

test('groups, repeats and pages', async () => {
  const { items } = await questionnaireOf({
    survey: `|type|name|label|relevant|appearance|repeat_count|
             |begin group|g|G|\${n} > 0|field-list||
             |begin_repeat|r|R|||\${n}|
             |text|a|A||||
             |end repeat||||||
             |end_group||||||
             |integer|n|N||||`,
  });
  expect(items).toEqual([
    {
      kind: 'group',
      name: 'g',
      label: 'G',
      relevant: '${n} > 0',
      appearance: 'field-list',
      page: true,
      items: [
        {
          kind: 'repeat',
          name: 'r',
          label: 'R',
          count: '${n}',
          items: [{ kind: 'text', name: 'a', label: 'A' }],
        },
      ],
    },
    { kind: 'integer', name: 'n', label: 'N' },
  ]);
});

test('with the style “pages”, each group at the top is a page; the rest of the style is kept', async () => {
  const { items, settings } = await questionnaireOf({
    survey:
      '|type|name|label|\n|begin group|g|G|\n|begin group|h|H|\n|text|a|A|\n|end group|||\n|end group|||',
    settings: '|form_title|style|\n|Visit|pages theme-grid|',
  });
  expect(items[0]).toMatchObject({ page: true, items: [{ name: 'h' }] });
  expect(items[0]).not.toHaveProperty('items.0.page');
  expect(settings).toEqual({ style: 'theme-grid' });
});

test('or_other adds the choice and the question, and leaves the list of others alone', async () => {
  const { items, lists } = await questionnaireOf({
    survey: '|type|name|label|\n|select_one crop or_other|a|A|\n|select_one crop|b|B|',
    choices: '|list_name|name|label|\n|crop|rice|Rice|',
  });
  expect(items.map(({ name }) => name)).toEqual(['a', 'a_other', 'b']);
  expect(items[1]).toMatchObject({ kind: 'text', relevant: "selected(${a}, 'other')" });
  expect(lists.crop_or_other?.choices.map(({ name }) => name)).toEqual(['rice', 'other']);
  expect(lists.crop?.choices).toHaveLength(1);
});

test('choices come from files, with their columns named, and filtered', async () => {
  const { questionnaire, problems } = await read({
    survey: `|type|name|label|choice_filter|parameters|
             |select_one_from_file regions.csv|r|R|kind = 'n'|value=code label=title|
             |csv-external|prices||||
             |calculate|p|||`,
  });
  expect(questionnaire?.items[0]).toMatchObject({
    list: 'regions',
    choiceFilter: "kind = 'n'",
    parameters: { value: 'code', label: 'title' },
  });
  expect(questionnaire?.lists).toEqual({
    regions: { choices: [], file: 'regions.csv' },
    prices: { choices: [], file: 'prices.csv' },
  });
  expect(told(problems)).toEqual(['file-needed survey A2', 'file-needed survey A3']);
});

test('a file that only a formula looks into is asked for, too', async () => {
  const { questionnaire, problems } = await read({
    survey: "|type|name|calculation|\n|calculate|p|pulldata('prices', 'price', 'id', '1')|",
  });
  expect(questionnaire?.lists).toEqual({ prices: { choices: [], file: 'prices.csv' } });
  expect(told(problems)).toEqual(['file-needed survey C2']);
});

test('external choices are an ordinary filtered list', async () => {
  const { items, lists } = await questionnaireOf({
    survey: '|type|name|label|choice_filter|\n|select_one_external town|t|T|state = ${s}|\n|text|s|S||',
    external_choices: '|list_name|name|label|state|\n|town|x|X|north|',
  });
  expect(items[0]).toMatchObject({ kind: 'one', list: 'town', choiceFilter: 'state = ${s}' });
  expect(lists.town?.choices).toEqual([{ name: 'x', label: 'X', columns: { state: 'north' } }]);
});

test('search() becomes a list from the file with a filter', async () => {
  const { questionnaire, problems } = await read({
    survey: `|type|name|label|appearance|
             |select_one towns|t|T|minimal search('places', 'matches', 'region', \${r})|
             |text|r|R||`,
    choices: '|list_name|name|label|\n|towns|code|title|',
  });
  expect(questionnaire?.items[0]).toEqual({
    kind: 'one',
    name: 't',
    label: 'T',
    list: 'places',
    appearance: 'minimal',
    choiceFilter: 'region = ${r}',
    parameters: { value: 'code', label: 'title' },
  });
  expect(told(problems)).toEqual(['search-converted survey D2', 'file-needed survey D2']);
});

test('a loop is written out: a group for each choice, with its name and label in the questions', async () => {
  const { items } = await questionnaireOf({
    survey: '|type|name|label|\n|begin loop over crop|l|L|\n|integer|n|How much %(label)s?|\n|end loop|||',
    choices: '|list_name|name|label|\n|crop|rice|Rice|\n|crop|corn|Corn|',
  });
  expect(items).toMatchObject([
    {
      name: 'l',
      items: [
        { kind: 'group', name: 'rice', label: 'Rice', items: [{ name: 'n', label: 'How much Rice?' }] },
        { kind: 'group', name: 'corn', label: 'Corn', items: [{ name: 'n', label: 'How much Corn?' }] },
      ],
    },
  ]);
});

test('choices in random order, with a seed or without', async () => {
  const choices = '|list_name|name|label|\n|yn|y|Yes|';
  const question = (parameters: string) =>
    questionOf('type|name|label|parameters', `select_one yn|a|A|${parameters}`, { choices });
  expect(await question('randomize=true')).toMatchObject({ randomize: {} });
  expect(await question('randomize=true, seed=${b}')).toMatchObject({ randomize: { seed: '${b}' } });
  expect(await question('randomize=false')).toMatchObject({ parameters: { randomize: 'false' } });
});

test('triggers are named in curly brackets, with whatever stands between them', async () => {
  const { items } = await questionnaireOf({
    survey: '|type|name|calculation|trigger|\n|text|a|||\n|text|b|||\n|calculate|c|now()|${a} or ${b}|',
  });
  expect(items[2]).toMatchObject({ trigger: ['a', 'b'], calculate: 'now()' });
});

test('settings are read, and those that Rintis does not use are kept', async () => {
  const { id, title, version, instanceName, settings } = await questionnaireOf({
    survey: '|type|name|label|\n|text|a|A|',
    settings: '|Form Title|id_string|version|instance name|public_key|\n|Visit|visit1|7|${a}|KEY|',
  });
  expect({ id, title, version, instanceName, settings }).toEqual({
    id: 'visit1',
    title: 'Visit',
    version: '7',
    instanceName: '${a}',
    settings: { public_key: 'KEY' },
  });
});

test('a form without settings has the name of its file', async () => {
  expect(await questionnaireOf({ survey: '|type|name|label|\n|text|a|A|' })).toMatchObject({
    id: 'visit',
    title: 'visit',
  });
});

test('a CSV file holds the survey, or all sheets below each other', async () => {
  const { readXlsForm } = await import('../../src/xlsform/index.ts');
  const bytes = (text: string) => new TextEncoder().encode(text);
  const one = await readXlsForm(bytes('\uFEFFtype;name;label\r\ntext;a;"A; ""quoted"""\r\n'), {
    name: 'v.csv',
  });
  expect(one.questionnaire?.items).toEqual([{ kind: 'text', name: 'a', label: 'A; "quoted"' }]);
  const all =
    '"survey"\n,"type","name","label"\n,"select_one yn","a","A"\n"choices"\n,list_name,name,label\n,yn,y,Yes\n';
  const several = await readXlsForm(bytes(all), { name: 'v.csv' });
  expect(several.questionnaire?.lists.yn?.choices).toEqual([{ name: 'y', label: 'Yes' }]);
});

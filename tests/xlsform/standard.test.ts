/** `../shared/conformance/standard.md`, row by row: a small form for each column, setting and appearance, and what it does. */
import { expect, test } from 'vitest';
import { nameOf } from '../../src/questionnaire/index.ts';
import { Visit } from '../support/scenario.ts';
import { questionnaireOf, questionOf, type Sheets } from './workbooks.ts';

const choices = '|list_name|name|label|shade|\n|c|red|Red|warm|\n|c|blue|Blue|cold|';
const visit = async (survey: string, others: Sheets = {}) =>
  new Visit(await questionnaireOf({ survey, choices, ...others }));

test('`relevant`, on a question and on a group: what is skipped is not sent', async () => {
  const at = await visit(`|type|name|label|relevant|
    |integer|age|Age||
    |begin_group|g|Adults|\${age} >= 18|
    |text|job|Job||
    |end_group||||
    |text|school|School|\${age} < 18|`);
  at.answer('age', 9).answer('/g/job', 'x').answer('school', 'y');
  expect(at.sends).toEqual({ age: 9, school: 'y' });
});

test('`calculation`, with or without anything that is shown', async () => {
  const at = await visit(`|type|name|label|calculation|
    |integer|a|A||
    |calculate|twice||\${a} * 2|
    |text|said|Twice|\${twice} + 1|`);
  at.answer('a', 4);
  expect(at.sends).toEqual({ a: 4, twice: 8, said: '9' });
});

test.for<[string, string, string]>([
  ['required', 'yes', 'missing'],
  ['required', 'TRUE', 'missing'],
  ['required', 'true()', 'missing'],
  ['required', '1 = 2', 'fine'],
  ['required', 'no', 'fine'],
  ['bind::required', 'yes', 'missing'],
])('`%s` is %s: a blank is %s', async ([header, written, verdict]) => {
  const at = await visit(`|type|name|label|${header}|\n|text|a|A|${written}|`);
  expect(at.verdict('a')).toBe(verdict);
});

test('`constraint` looks at what is answered only; both messages are said in the person’s language', async () => {
  const at =
    await visit(`|type|name|label::en|label::th|constraint|constraint_message::en|constraint_message::th|required|required_message::en|required_message::th|
    |integer|a|A|ก|. < 10|Too many|มากไป|yes|Say it|ตอบ|`);
  expect(at.question('a').verdict).toMatchObject({ kind: 'missing', message: { text: 'Say it' } });
  at.answer('a', 12).speak('th');
  expect(at.question('a').verdict).toMatchObject({ kind: 'unacceptable', message: { text: 'มากไป' } });
});

test.for<[string, string[]]>([
  ["shade = 'cold'", ['blue']],
  ['shade = ${a}', []],
  ['selected(${b}, name)', ['red']],
])('`choice_filter` %s', async ([filter, offered]) => {
  const at = await visit(`|type|name|label|choice_filter|
    |text|a|A||
    |select_multiple c|b|B||
    |select_one c|d|D|${filter}|`);
  at.answer('b', ['red']);
  expect(at.offers('d')).toEqual(offered);
});

test.for<[string, number]>([
  ['2', 2],
  ['${n}', 3],
  ['${n} - 1', 2],
])('`repeat_count` %s', async ([count, instances]) => {
  const at = await visit(`|type|name|label|repeat_count|
    |integer|n|N||
    |begin_repeat|r|R|${count}|
    |text|x|X||
    |end_repeat||||`);
  at.answer('n', 3);
  expect(at.sends.r).toHaveLength(instances);
});

test.for<[string, string, unknown]>([
  ['integer', '7', 7],
  ['integer', '3 + 4', 7],
  ['text', "concat('a', 'b')", 'ab'],
  ['text', 'well-known', 'well-known'],
  ['date', '2026-11-23', '2026-11-23'],
  ['select_multiple c', 'red blue', ['red', 'blue']],
])('`default` of %s: %s', async ([type, written, answer]) => {
  const at = await visit(`|type|name|label|default|\n|${type}|a|A|${written}|`);
  expect(at.sends.a).toEqual(answer);
});

test('`read_only` lets nobody type, and lets a calculation through', async () => {
  const at = await visit(`|type|name|label|read_only|calculation|
    |text|a|A|yes||
    |text|b|B|no||
    |text|c|C||'x'|`);
  expect(['a', 'b', 'c'].map((name) => at.question(name).readOnly)).toEqual([true, false, true]);
});

test('`trigger` works a calculation out when the other changes, and only then', async () => {
  const at = await visit(`|type|name|label|calculation|trigger|
    |integer|a|A|||
    |integer|b|B|||
    |calculate|sum||\${a} + \${b}|\${b}|`);
  at.answer('a', 1).answer('b', 2).answer('a', 5);
  expect(at.sends.sum).toBe(3);
});

test('`guidance_hint`, `media::image` and the others of a question and a choice', async () => {
  const { items, lists } = await questionnaireOf({
    survey: `|type|name|label|guidance_hint|media::image|media::audio|media::video|big-image|
      |select_one c|a|A|Show it|a.png|a.mp3|a.mp4|a-big.png|`,
    choices:
      '|list_name|name|label|media::image|media::audio|media::video|geometry|\n|c|x|X|x.png|x.mp3|x.mp4|13 100|',
  });
  const media = { image: 'a.png', audio: 'a.mp3', video: 'a.mp4' };
  expect(items[0]).toMatchObject({ guidance: 'Show it', media: { ...media, bigImage: 'a-big.png' } });
  expect(lists.c?.choices?.[0]).toMatchObject({
    media: { image: 'x.png', audio: 'x.mp3', video: 'x.mp4' },
    columns: { geometry: '13 100' },
  });
});

test.for(['instance::odk:tag', 'bind::odk:length', 'body::accuracyThreshold', 'save_to', 'autoplay', 'rows'])(
  'the column `%s` is nothing here, and is kept',
  async (header) => {
    const question = await questionOf(`type|name|label|${header}`, 'text|a|A|5');
    expect(question.columns).toEqual({ [header]: '5' });
  },
);

test('a row that is `disabled` is not there', async () => {
  const { items } = await questionnaireOf({
    survey: '|type|name|label|disabled|\n|text|a|A|yes|\n|text|b|B|no|',
  });
  expect(items.map(({ name }) => name)).toEqual(['b']);
});

test('`allow_choice_duplicates` lets one name stand in several branches of a cascade', async () => {
  const at = await visit(
    `|type|name|label|choice_filter|
     |select_one p|p|P||
     |select_one d|d|D|p = \${p}|`,
    {
      choices:
        '|list_name|name|label|p|\n|p|n|North||\n|p|s|South||\n|d|x|X of the north|n|\n|d|x|X of the south|s|',
      settings: '|allow_choice_duplicates|\n|yes|',
    },
  );
  at.answer('p', 's').answer('d', 'x');
  expect(at.question('d').choices.map(({ label }) => label.text)).toEqual(['X of the south']);
  expect(at.sends).toEqual({ p: 's', d: 'x' });
});

test('settings: title, id, version, language, name of an instance, style, root', async () => {
  const form = await questionnaireOf({
    survey:
      '|type|name|label::English (en)|label::Thai (th)|\n|text|a|A|ก|\n|begin_group|g|G|ก|\n|text|b|B|ข|\n|end_group||||',
    settings:
      '|form_title|form_id|version|default_language|instance_name|style|name|\n|Visit|visit_1|7|Thai (th)|concat(${a}, "!")|pages|root|',
  });
  expect(form).toMatchObject({ title: { th: 'Visit' }, id: 'visit_1', version: '7', defaultLanguage: 'th' });
  expect(form.items[1]).toMatchObject({ page: true });
  const at = new Visit(form).answer('a', 'x');
  expect(nameOf(at.at)).toBe('x!');
  expect(form.settings).toEqual({ name: 'root' });
});

test.for([
  'namespaces',
  'public_key',
  'submission_url',
  'clean_text_values',
  'omit_instanceID',
  'sms_keyword',
  'auto_send',
  'auto_delete',
  'client_editable',
  'prefix',
])('the setting `%s` is nothing here, and is kept', async (setting) => {
  const form = await questionnaireOf({
    survey: '|type|name|label|\n|text|a|A|',
    settings: `|form_id|${setting}|\n|visit|x|`,
  });
  expect(form.settings).toEqual({ [setting]: 'x' });
});

/** What controls look at: the reader hands on every one of them, whatever stands beside it. */
test.for([
  'minimal',
  'no-calendar',
  'horizontal',
  'horizontal-compact',
  'compact',
  'compact-2',
  'multiline',
  'numbers',
  'month-year',
  'year',
  'signature',
  'draw',
  'annotate',
  'maps',
  'placement-map',
  'quick',
  'quickcompact',
  'ex:org.app(x=1)',
  'search',
  'autocomplete',
  'map',
  'summary h1',
  'columns',
  'columns-3',
  'columns-pack',
  'custom-timer(a)',
  'label',
  'list-nolabel',
  'list',
  'likert',
  'w4',
  'buddhist',
  'ethiopian',
  'image-map',
  'no-buttons',
  'vertical',
  'rating',
  'picker',
  'no-ticks',
  'new-front',
  'thousands-sep',
  'bearing',
  'url',
  'masked',
  'counter',
  'hidden-answer',
])('the appearance `%s` reaches the control', async (appearance) => {
  const question = await questionOf('type|name|label|appearance', `select_one c|a|A|${appearance}`, {
    choices,
  });
  expect(question.appearance).toBe(appearance);
});

test.for(['field-list', 'w1 field-list', 'table-list', 'field-list table-list'])(
  'a group with the appearance `%s` is one page',
  async (appearance) => {
    const at = await visit(`|type|name|label|appearance|
      |begin_group|g|G|${appearance}|
      |select_one c|a|A||
      |select_one c|b|B||
      |end_group||||`);
    expect(at.pages).toEqual(['/g']);
  },
);

test.for<[string, object]>([
  ['max-pixels=640', { 'max-pixels': '640' }],
  ['start=1 end=5 step=2', { start: '1', end: '5', step: '2' }],
  ['quality=low', { quality: 'low' }],
  ['capture-accuracy=10; warning-accuracy=50', { 'capture-accuracy': '10', 'warning-accuracy': '50' }],
  ['rows=5', { rows: '5' }],
  [
    'location-priority=balanced location-max-age=60',
    { 'location-priority': 'balanced', 'location-max-age': '60' },
  ],
])('the parameters `%s` reach the control', async ([written, parameters]) => {
  expect((await questionOf('type|name|label|parameters', `range|a|A|${written}`)).parameters).toEqual(
    parameters,
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachLists, limits, readAttached, readXForm } from '../../src/xlsform/index.ts';
import { Visit } from '../support/scenario.ts';
import { questionnaireOf } from './workbooks.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function rowsOf(name: string, text: string) {
  const read = readAttached(name, bytes(text));
  if ('problem' in read) throw new Error(read.problem.code);
  return read.list.choices;
}

function problemOf(name: string, content: string | Uint8Array) {
  const read = readAttached(name, typeof content === 'string' ? bytes(content) : content);
  return 'problem' in read ? { code: read.problem.code, row: read.problem.row } : null;
}

const villages = 'name,label,district,people\nv1,Ban Mai,d1,120\nv2,Ban Kao,d2,\n';

test('a CSV is a list: what is chosen, what is shown, and every other column', () => {
  expect(rowsOf('villages.csv', villages)).toEqual([
    {
      name: 'v1',
      label: 'Ban Mai',
      columns: { name: 'v1', label: 'Ban Mai', district: 'd1', people: '120' },
    },
    { name: 'v2', label: 'Ban Kao', columns: { name: 'v2', label: 'Ban Kao', district: 'd2', people: '' } },
  ]);
});

test('a byte order mark, quotes, line ends of Windows and semicolons are read as spreadsheets write them', () => {
  const [first, second] = rowsOf(
    'v.csv',
    '\uFEFFname;label\r\nv1;"Ban ""Mai""; upper\r\npart"\r\nv2;Ban Kao\r\n',
  );
  expect(first?.label).toBe('Ban "Mai"; upper\r\npart');
  expect(second?.name).toBe('v2');
});

test('a header that comes twice means the first of its columns', () => {
  expect(rowsOf('v.csv', 'name,label,label\nv1,one,two\n')[0]?.label).toBe('one');
});

test('any table of words comes back as it was written', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .map((text) => `x${text}x`.normalize('NFC'));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1 }), (rows) => {
      fc.pre(rows.flat().every((text) => !text.includes('\u0000') && !text.includes('\uFFFD')));
      const text = `name,label\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}`;
      expect(rowsOf('t.csv', text).map(({ name, label }) => [name, label])).toEqual(rows);
    }),
  );
});

test('an external instance is a list of its items', () => {
  const xml =
    '<?xml version="1.0"?>\n<root>\n <item><name>v1</name><label>Mai &amp; Kao</label><d><![CDATA[<1>]]></d></item>\n <item><name>v2</name></item>\n</root>';
  expect(rowsOf('v.xml', xml)).toEqual([
    { name: 'v1', label: 'Mai & Kao', columns: { name: 'v1', label: 'Mai & Kao', d: '<1>' } },
    { name: 'v2', columns: { name: 'v2' } },
  ]);
});

test('GeoJSON gives id, title and a place as answers write it', () => {
  const point = { type: 'Point', coordinates: [100.5, 13.75] };
  const line = {
    type: 'LineString',
    coordinates: [
      [1, 2, 3],
      [4, 5],
    ],
  };
  const features = [
    {
      type: 'Feature',
      id: 7,
      properties: { title: 'Hall', id: 'other', since: 1990, open: null },
      geometry: point,
    },
    { type: 'Feature', properties: { id: 'w', title: 'Way' }, geometry: line },
    { type: 'Feature', properties: null, geometry: null },
  ];
  const rows = rowsOf('halls.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  expect(rows.map(({ columns }) => columns)).toEqual([
    { id: '7', title: 'Hall', since: '1990', open: '', geometry: '13.75 100.5 0 0' },
    { id: 'w', title: 'Way', geometry: '2 1 3 0; 5 4 0 0' },
    { geometry: '' },
  ]);
});

test.for([
  ['a file that is blank', 'v.csv', ' \n', 'file-empty'],
  ['letters in an old encoding', 'v.csv', new Uint8Array([0x6e, 0x0a, 0xa1, 0xe9]), 'file-not-utf8'],
  ['a workbook under another name', 'v.csv', 'PK\u0003\u0004\u0000\u0000', 'file-not-utf8'],
  ['an ending that holds no choices', 'v.pdf', 'name', 'attached-kind'],
  ['no ending at all', 'constructor', 'name', 'attached-kind'],
  ['XML that stops', 'v.xml', '<root><item>', 'xml-malformed'],
  [
    'an entity of its own',
    'v.xml',
    '<!DOCTYPE r [<!ENTITY a "b">]><root><item><name>&a;</name></item></root>',
    'xml-malformed',
  ],
  [
    'an entity that leads outside',
    'v.xml',
    '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hosts">]><root>&a;</root>',
    'xml-malformed',
  ],
  ['XML without an end to its depth', 'v.xml', '<a>'.repeat(100_000), 'groups-too-deep'],
  ['GeoJSON that is no JSON', 'v.geojson', '{"type":', 'file-not-json'],
  ['GeoJSON of one feature', 'v.geojson', '{"type":"Feature"}', 'attached-no-rows'],
  ['GeoJSON without an end to its depth', 'v.geojson', '['.repeat(1_000_000), 'groups-too-deep'],
  ['GeoJSON of nothing but brackets', 'v.geojson', `[${'[],'.repeat(2_000_000)}`, 'file-too-many-cells'],
  ['JSON that is null', 'v.geojson', 'null', 'attached-no-rows'],
] as const)('%s is told, not thrown', ([, name, content, code]) => {
  expect(problemOf(name, content)?.code).toBe(code);
});

test('what is malformed is told with its line', () => {
  expect(problemOf('v.xml', '<root>\n<item>\n</root>')).toEqual({ code: 'xml-malformed', row: 3 });
});

test('more than 50 MB are refused before they are read', () => {
  expect(problemOf('v.csv', new Uint8Array(limits.attached + 1))?.code).toBe('file-too-large');
});

test('so are more cells than fit, even where they are blank', () => {
  const wide = Array.from({ length: 3_000 }, (_, at) => `c${at}`).join(',');
  expect(problemOf('v.csv', `${wide}\n${'x\n'.repeat(1_000)}`)?.code).toBe('file-too-many-cells');
});

test('names that JavaScript keeps for itself are columns like any other', () => {
  const [row] = rowsOf('v.csv', 'name,__proto__,constructor\nv1,a,b\n');
  expect(row?.columns).toEqual({ name: 'v1', proto: 'a', constructor: 'b' });
});

const form = (more = '') =>
  questionnaireOf({
    survey: `|type|name|label|parameters|choice_filter|calculation|
      |text|district|Which district?||||
      |select_one_from_file villages.csv|village|Which village?|${more}|district = \${district}||
      |calculate|people|||| pulldata('villages', 'people', 'name', \${village})|
      |calculate|first||||instance('villages')/root/item[name = 'v2']/label|
      |calculate|said||||jr:choice-name(\${village}, '\${village}')|`,
  });

async function visit(file: string, more?: string) {
  const questionnaire = await form(more);
  const { lists, problems } = attachLists(questionnaire, (name) =>
    name === 'villages.csv' ? bytes(file) : null,
  );
  return { visit: new Visit(questionnaire, {}, { lists }), problems };
}

test('choices, pulldata() and instance() read the file', async () => {
  const { visit: at, problems } = await visit(villages);
  expect(problems).toEqual([]);
  at.answer('district', 'd1');
  expect(at.offers('village')).toEqual(['v1']);
  at.answer('village', 'v1');
  expect(at.sends).toMatchObject({ people: '120', first: 'Ban Kao', said: 'Ban Mai' });
});

test('… chosen and shown by other columns, while formulas see the columns as the file has them', async () => {
  const text =
    'code,name,label,thai,district,people\n10,v1,Ban Mai,บ้านใหม่,d1,120\n20,v2,Ban Kao,บ้านเก่า,d1,80\n';
  const { visit: at, problems } = await visit(text, 'value=code label=thai');
  expect(problems).toEqual([]);
  at.answer('district', 'd1');
  expect(at.offers('village')).toEqual(['10', '20']);
  at.answer('village', '20');
  expect(at.sends).toMatchObject({ village: '20', first: 'Ban Kao', said: 'บ้านเก่า' });
});

test('a column that the questions want and the file lacks is told with those it has', async () => {
  const { visit: at, problems } = await visit('code,label,district\n10,Ban Mai,d1\n');
  expect(problems).toMatchObject([
    {
      sheet: 'villages.csv',
      code: 'attached-column-missing',
      details: { column: 'name', columns: 'code, label, district' },
    },
  ]);
  at.answer('district', 'd1');
  expect(at.offers('village')).toEqual([]);
});

test('a file that is missing or bad leaves its list blank, and the rest of the questionnaire works', async () => {
  const questionnaire = await form();
  const missing = attachLists(questionnaire, () => null);
  expect(missing.problems).toMatchObject([{ code: 'file-needed', details: { file: 'villages.csv' } }]);
  const large = attachLists(questionnaire, () => ({ megabytes: 3_000 }));
  expect(large.problems).toMatchObject([{ code: 'file-too-large', details: { size: 3_000, limit: 50 } }]);
  const at = new Visit(questionnaire, {}, { lists: large.lists });
  expect(at.answer('district', 'd1').offers('village')).toEqual([]);
});

test('questions that take different columns of one file are told which is used', async () => {
  const questionnaire = await questionnaireOf({
    survey: `|type|name|label|parameters|
      |select_one_from_file v.csv|a|A|value=code|
      |select_one_from_file v.csv|b|B|value=id|`,
  });
  const { problems } = attachLists(questionnaire, () => bytes('code,id,label\n1,2,x\n'));
  expect(problems).toMatchObject([
    { code: 'attached-columns-differ', details: { kept: 'code', other: 'id' } },
  ]);
});

test('“other” stands after the choices of the file', async () => {
  const questionnaire = await questionnaireOf({
    survey: '|type|name|label|\n|select_one_from_file v.csv or_other|a|A|',
  });
  const { lists } = attachLists(questionnaire, () => bytes('name,label\nx,X\n'));
  const at = new Visit(questionnaire, {}, { lists });
  expect(at.offers('a')).toEqual(['x', 'other']);
});

test('an XForm says by its itemset which columns are chosen and shown', async () => {
  const { questionnaire } =
    await readXForm(`<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
    <h:head><h:title>V</h:title><model><instance><data id="v"><hall/></data></instance>
    <instance id="halls" src="jr://file/places.geojson"/><bind nodeset="/data/hall" type="string"/></model></h:head>
    <h:body><select1 ref="/data/hall"><label>Hall?</label><itemset nodeset="instance('halls')/root/item">
    <value ref="id"/><label ref="thai"/></itemset></select1></h:body></h:html>`);
  if (!questionnaire) throw new Error('refused');
  const features = [{ type: 'Feature', properties: { id: 'h1', thai: 'ศาลา' }, geometry: null }];
  const file = bytes(JSON.stringify({ type: 'FeatureCollection', features }));
  const { lists } = attachLists(questionnaire, (name) => (name === 'places.geojson' ? file : null));
  const at = new Visit(questionnaire, {}, { lists });
  expect(at.question('hall').choices.map(({ name, label }) => [name, label.text])).toEqual([['h1', 'ศาลา']]);
});

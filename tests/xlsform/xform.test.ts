import { expect, test } from 'vitest';
import { readXForm } from '../../src/xlsform/index.ts';
import { told } from './workbooks.ts';

interface Parts {
  readonly instance: string;
  readonly binds?: string;
  readonly body?: string;
  readonly model?: string;
  readonly bodyClass?: string;
}

const xform = ({ instance, binds = '', body = '', model = '', bodyClass = '' }: Parts): string =>
  `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Visit</h:title><model>
<instance><data id="visit" version="7">${instance}<meta><instanceID/></meta></data></instance>
${model}${binds}
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body${bodyClass && ` class="${bodyClass}"`}>${body}</h:body></h:html>`;

async function form(parts: Parts) {
  const { questionnaire, problems } = await readXForm(xform(parts));
  if (!questionnaire) throw new Error(JSON.stringify(problems));
  return { ...questionnaire, problems };
}

test('binds and controls together are questions', async () => {
  const { id, title, version, items, problems } = await form({
    instance: '<age/><name>Ann</name><today/><sum/><kept>x</kept>',
    binds: `<bind nodeset="/data/age" type="int" required="true()" constraint=". &lt; 120" jr:constraintMsg="Too old"/>
      <bind nodeset="/data/name" type="string" relevant=" /data/age  &gt; 3" readonly="false()"/>
      <bind nodeset="/data/today" jr:preload="date" jr:preloadParams="today"/>
      <bind nodeset="/data/sum" calculate="../age + 1"/>`,
    body: '<input ref="/data/age"><label>Age</label><hint>Years</hint></input><input ref="/data/name"><label>Name</label></input>',
  });
  expect({ id, title, version }).toEqual({ id: 'visit', title: 'Visit', version: '7' });
  expect(items).toEqual([
    {
      kind: 'integer',
      name: 'age',
      label: 'Age',
      hint: 'Years',
      required: 'true()',
      constraint: '. < 120',
      constraintMessage: 'Too old',
    },
    { kind: 'text', name: 'name', label: 'Name', relevant: '${age} > 3', default: { literal: 'Ann' } },
    { kind: 'metadata', name: 'today', metadata: 'today' },
    { kind: 'calculate', name: 'sum', calculate: '${age} + 1' },
    { kind: 'hidden', name: 'kept', default: { literal: 'x' } },
  ]);
  expect(problems).toEqual([]);
});

test('groups, repeats with a count, and their own order', async () => {
  const { items } = await form({
    instance: '<r jr:template=""><x/></r><r><x/></r><g><n/></g>',
    binds: '<bind nodeset="/data/g" relevant="true()"/><bind nodeset="/data/g/n" type="int"/>',
    body: `<group ref="/data/g" appearance="field-list"><label>G</label><input ref="/data/g/n"><label>N</label></input></group>
      <group ref="/data/r"><label>R</label><repeat nodeset="/data/r" jr:count=" /data/g/n "><input ref="/data/r/x"><label>X</label></input></repeat></group>`,
  });
  expect(items).toEqual([
    {
      kind: 'group',
      name: 'g',
      label: 'G',
      relevant: 'true()',
      appearance: 'field-list',
      page: true,
      items: [{ kind: 'integer', name: 'n', label: 'N' }],
    },
    {
      kind: 'repeat',
      name: 'r',
      label: 'R',
      count: '${n}',
      items: [{ kind: 'text', name: 'x', label: 'X' }],
    },
  ]);
});

test('paths become names where both mean the same, and stay paths where they do not', async () => {
  const { items } = await form({
    instance: '<a/><r jr:template=""><a/><b/><c/></r>',
    binds: `<bind nodeset="/data/r/b" calculate="sum(../../r/b) + position(..) + count(/data/r)"/>
      <bind nodeset="/data/r/c" calculate="../b + /data/a + current()/../b + instance('__last-saved')/data/r/b"/>`,
    body: '<group ref="/data/r"><repeat nodeset="/data/r"/></group>',
  });
  expect(items).toMatchObject([
    { name: 'a' },
    {
      items: [
        { name: 'a' },
        // all instances, not the nearest
        { calculate: 'sum(../../r/b) + position(..) + count(${r})' },
        // two questions are called a
        { calculate: '${b} + /data/a + ${b} + ${last-saved#b}' },
      ],
    },
  ]);
});

test('choices from instances, in their languages, filtered and shuffled', async () => {
  const { items, lists, languages, defaultLanguage } = await form({
    instance: '<s/><t/>',
    model: `<itext><translation lang="English (en)" default="true()"><text id="x-0"><value>X</value><value form="image">jr://images/x.png</value></text><text id="t"><value>Town in <output value=" /data/s "/></value></text></translation>
      <translation lang="th"><text id="x-0"><value>-</value></text><text id="t"><value>เมือง</value></text></translation></itext>
      <instance id="town"><root><item><itextId>x-0</itextId><name>x</name><state>n</state></item></root></instance>
      <instance id="prices" src="jr://file-csv/prices.csv"/>`,
    body: `<input ref="/data/s"><label>S</label></input>
      <select1 ref="/data/t"><label ref="jr:itext('t')"/><itemset nodeset="randomize(instance('town')/root/item[state= /data/s ], 42)"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>`,
  });
  expect(items[1]).toEqual({
    kind: 'one',
    name: 't',
    label: { en: 'Town in ${s}', th: 'เมือง' },
    list: 'town',
    choiceFilter: 'state = ${s}',
    randomize: { seed: '42' },
  });
  expect(lists).toEqual({
    town: {
      choices: [
        { name: 'x', label: { en: 'X' }, media: { image: { en: 'x.png' } }, columns: { state: 'n' } },
      ],
    },
    prices: { choices: [], file: 'prices.csv' },
  });
  expect(languages).toEqual([
    { tag: 'en', status: 'source' },
    { tag: 'th', status: 'draft' },
  ]);
  expect(defaultLanguage).toBe('en');
});

test('choices written below a question are a list, once for all questions that have the same', async () => {
  const choices = '<item><label>Yes</label><value>y</value></item>';
  const { items, lists } = await form({
    instance: '<a/><b/>',
    body: `<select1 ref="/data/a"><label>A</label>${choices}</select1><select ref="/data/b"><label>B</label>${choices}</select>`,
  });
  expect(lists).toEqual({ a: { choices: [{ name: 'y', label: 'Yes' }] } });
  expect(items).toMatchObject([
    { kind: 'one', list: 'a' },
    { kind: 'many', list: 'a' },
  ]);
});

test('values set at the start are defaults; values set by a change are calculations with a trigger', async () => {
  const { items } = await form({
    instance: '<a/><b/><c/><p/>',
    model: `<setvalue event="odk-instance-first-load" ref="/data/b" value="today()"/>
      <odk:setgeopoint event="odk-instance-first-load" ref="/data/p"/>`,
    body: '<input ref="/data/a"><label>A</label><setvalue event="xforms-value-changed" ref="/data/c" value="now()"/></input><input ref="/data/b"><label>B</label></input>',
  });
  expect(items).toMatchObject([
    { name: 'a' },
    { name: 'b', default: { formula: 'today()' } },
    { kind: 'calculate', name: 'c', calculate: 'now()', trigger: ['a'] },
    { kind: 'metadata', metadata: 'start-geopoint' },
  ]);
});

test('a formula inside a sentence becomes a calculation before it', async () => {
  const { items, problems } = await form({
    instance: '<a/>',
    body: '<input ref="/data/a"><label>You are <output value="round(/data/a, 0)"/> old</label></input>',
  });
  expect(items).toMatchObject([
    { kind: 'calculate', name: 'a_words_1', calculate: 'round(${a}, 0)' },
    { name: 'a', label: 'You are ${a_words_1} old' },
  ]);
  expect(told(problems)).toEqual(['output-as-calculation xform /data/a7']);
});

test('the instance’s name, the audit, the style and other roots', async () => {
  const source = xform({ instance: '<a/>', bodyClass: 'pages theme-grid', body: '<group ref="/visit/g"/>' })
    .replaceAll('/data', '/visit')
    .replace('<data id', '<visit id')
    .replace('</data>', '</visit>')
    .replace('<instanceID/>', '<instanceID/><instanceName/><audit/>')
    .replace('<a/>', '<g><a/></g>')
    .replace('</model>', '<bind nodeset="/visit/meta/instanceName" calculate=" /visit/g/a "/></model>');
  const { questionnaire } = await readXForm(source);
  expect(questionnaire).toMatchObject({
    instanceName: '${a}',
    settings: { name: 'visit', style: 'theme-grid' },
    items: [
      { name: 'g', page: true },
      { kind: 'metadata', metadata: 'audit' },
    ],
  });
});

test('a broken formula is told with its line and path, and disables only itself', async () => {
  const { items, problems } = await form({
    instance: '<a/>',
    binds: '<bind nodeset="/data/a" relevant="if(1, 2"/>',
    body: '<input ref="/data/a"><label>A</label></input>',
  });
  expect(told(problems)).toEqual(['formula-unexpected-end xform /data/a5']);
  expect(items).toMatchObject([{ relevant: 'if(1, 2' }]);
});

test.for<[string, string, string]>([
  ['nothing', '', 'xml-malformed'],
  ['text', 'hello', 'xml-malformed'],
  ['a page', '<html><body/></html>', 'xml-not-xform'],
  ['a form that is cut off', xform({ instance: '<a/>' }).slice(0, 400), 'xml-malformed'],
  ['entities that grow', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', 'xml-malformed'],
  [
    'entities from outside',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
    'xml-malformed',
  ],
  ['endless depth', '<a>'.repeat(100_000), 'groups-too-deep'],
  ['nothing to ask', xform({ instance: '' }), 'survey-empty'],
])('%s is refused', async ([, source, code]) => {
  const { questionnaire, problems } = await readXForm(source);
  expect(questionnaire).toBeUndefined();
  expect(problems.map((problem) => problem.code)).toEqual([code]);
});

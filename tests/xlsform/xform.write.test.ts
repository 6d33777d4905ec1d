import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item, Questionnaire } from '../../src/questionnaire/index.ts';
import { readXForm, writeXForm } from '../../src/xlsform/index.ts';

const visitOf = (items: Item[], rest: Partial<Questionnaire> = {}): Questionnaire => ({
  format: 1,
  id: 'visit',
  title: 'Visit',
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items,
  lists: {},
  ...rest,
});

const text = (name: string, rest: object = {}): Item => ({ kind: 'text', name, label: name, ...rest });

/** As a tool reads it that does not know our namespace. */
const readElsewhere = async (xml: string) =>
  (await readXForm(xml.replace(/<rintis:questionnaire>[\s\S]*<\/rintis:questionnaire>/, ''))).questionnaire;

test('names become paths: relative within one instance of a repeat, absolute elsewhere', async () => {
  const visit = visitOf(
    [
      text('town'),
      {
        kind: 'repeat',
        name: 'child',
        label: 'Child',
        count: '${n}',
        items: [
          text('age'),
          { kind: 'group', name: 'g', label: 'G', items: [text('school', { relevant: '${age} > 6' })] },
          text('again', { constraint: '. != ${school} and ${town} != 1' }),
          { kind: 'one', name: 'pick', label: 'Pick ${age}', list: 'l', choiceFilter: 'of = ${age}' },
        ],
      },
      text('all', { relevant: 'sum(${age}) > 1 and count(${child}) > 0' }),
      { kind: 'integer', name: 'n', label: 'N' },
    ],
    { lists: { l: { choices: [{ name: 'a', label: 'A', columns: { of: '1' } }] } } },
  );
  const xml = writeXForm(visit);
  expect(xml).toContain('relevant="../../age &gt; 6"');
  expect(xml).toContain('constraint=". != ../g/school and /data/town != 1"');
  expect(xml).toContain('relevant="sum(/data/child/age) &gt; 1 and count(/data/child) &gt; 0"');
  expect(xml).toContain(`nodeset="instance('l')/root/item[of = current()/../age]"`);
  expect(xml).toContain('<label>Pick <output value="../age"/></label>');
  expect(xml).toContain('jr:count="/data/n"');
  expect(await readElsewhere(xml)).toMatchObject({ items: visit.items, lists: visit.lists });
});

test('a count that is more than a path is worked out by a node beside the repeat, which is no question', async () => {
  const visit = visitOf([
    text('a'),
    text('r_count'),
    { kind: 'repeat', name: 'r', label: 'R', count: '${a} + 1', items: [text('b')] },
  ]);
  const xml = writeXForm(visit);
  expect(xml).toContain(
    '<bind nodeset="/data/r_count_" type="string" readonly="true()" calculate="/data/a + 1"/>',
  );
  expect(xml).toContain('jr:count="/data/r_count_"');
  expect((await readXForm(xml)).questionnaire).toEqual(visit);
});

test('values that are set, and instances to begin with, are read by anyone', async () => {
  const visit = visitOf([
    text('now', { default: { formula: 'today()' } }),
    text('old', { default: { literal: 'a & <b>\n"c"' } }),
    { kind: 'calculate', name: 'sum', calculate: '${now} + 1', trigger: ['now'] },
    {
      kind: 'repeat',
      name: 'r',
      label: 'R',
      begins: [{ b: 'Ana' }, {}],
      items: [text('b', { default: { literal: 'Bo' } })],
    },
    { kind: 'repeat', name: 's', label: 'S', items: [text('c', { default: { formula: 'position(..)' } })] },
    {
      kind: 'repeat',
      name: 'outer',
      label: 'Outer',
      items: [
        { kind: 'repeat', name: 'inner', label: 'Inner', begins: [{}, { e: 'x' }], items: [text('e')] },
      ],
    },
    { kind: 'repeat', name: 'none', label: 'None', begins: [], items: [text('d')] },
    { kind: 'metadata', name: 'begun', metadata: 'start' },
    { kind: 'metadata', name: 'here', metadata: 'start-geopoint' },
    { kind: 'metadata', name: 'audit', metadata: 'audit', parameters: { 'track-changes': 'true' } },
  ]);
  expect(await readElsewhere(writeXForm(visit))).toMatchObject({ items: visit.items });
});

test('all languages, guidance and media are in itext; lists are instances, shuffled and filtered', async () => {
  const both = (en: string, th: string) => ({ en, th });
  const visit = visitOf(
    [
      {
        kind: 'one',
        name: 'a',
        label: both('A', 'ก'),
        hint: both('H', 'ข'),
        guidance: both('G', 'ค'),
        media: { image: both('a.png', 'b.png'), audio: both('a.mp3', 'a.mp3') },
        list: 'l',
        randomize: { seed: '42' },
        required: 'true()',
        requiredMessage: both('Please', 'โปรด'),
      },
      { kind: 'one', name: 'b', label: both('B', 'ข'), list: 'f', choiceFilter: 'x = ${a}' },
    ],
    {
      lists: {
        l: { choices: [{ name: 'y', label: both('Yes', 'ใช่'), media: { image: both('y.png', 'y.png') } }] },
        f: { choices: [], file: 'f.csv' },
      },
      languages: [
        { tag: 'en', status: 'source' },
        { tag: 'th', status: 'draft' },
      ],
    },
  );
  const xml = writeXForm(visit);
  expect(xml).toContain('<instance id="f" src="jr://file-csv/f.csv"/>');
  expect(xml).toContain('<value form="image">jr://images/b.png</value>');
  expect(await readElsewhere(xml)).toEqual(visit);
});

test('what XML cannot hold comes back all the same', async () => {
  const visit = visitOf([
    text('ªx', { label: 'a\u0001b\uFFFE\uD800', relevant: '${meta} = 1' }),
    text('meta'),
    text('broken', { relevant: '1 +', constraint: '${nobody} = 1' }),
  ]);
  const xml = writeXForm(visit);
  expect((await readXForm(xml)).questionnaire).toEqual(visit);
  expect(xml).toContain('<bind nodeset="/data/broken" type="string"/>');
});

test('what is changed in the XForm itself is read as changed', async () => {
  const visit = visitOf([text('a', { softRequired: 'true()' }), text('b')]);
  const changed = writeXForm(visit).replace('<label>a</label>', '<label>New</label>');
  expect((await readXForm(changed)).questionnaire?.items[0]).toEqual({
    kind: 'text',
    name: 'a',
    label: 'New',
    softRequired: 'true()',
  });
});

test('parts of ours that somebody broke are told, and nothing throws', async () => {
  const xml = writeXForm(visitOf([text('a'), { kind: 'group', name: 'g', items: [text('b')] }]));
  const names =
    'kind name label items order made trigger begins lists languages title choices __proto__ x'.split(' ');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', ' ref="/data/a"', ' ref="/data/g"', ' ref="/data/none"'),
      fc.constantFrom(...names),
      fc.oneof(fc.json(), fc.constantFrom('{', '"repeat"', '"text"', '["b"]', '[]', 'true', '')),
      async (ref, name, json) => {
        const part = `<part name="${name}"><![CDATA[${json.replaceAll(']]>', '')}]]></part>`;
        const broken = xml.replace('<rintis:questionnaire>', `<rintis:questionnaire><of${ref}>${part}</of>`);
        const { questionnaire, problems } = await readXForm(broken);
        expect(questionnaire !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(
          true,
        );
      },
    ),
    { numRuns: 200 },
  );
});

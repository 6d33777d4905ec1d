import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Imported, readXForm, readXlsForm, writeXlsForm } from '../../src/xlsform/index.ts';
import { openBook } from '../../src/xlsform/workbook/index.ts';
import { writeXlsx } from '../../src/xlsform/write/xlsx.ts';
import { workbook } from './workbooks.ts';

const corpus = '../shared/conformance/xlsforms';
const house = workbook({
  survey: `|type|name|label::en|label::th|relevant|calculation|choice_filter|appearance|parameters|default|trigger|
    |begin group|g|G|ก|\${a} = 1|||field-list||||
    |select_one town|a|A|ก|||state = \${b}|search('f','matches','x',\${b})|randomize=true||
    |select_multiple town or_other|b|B|ข|||||||
    |begin repeat|r|R|ร|||||||
    |calculate|c||||\${a} + 1|||||\${a}|
    |end repeat||||||||||
    |end group||||||||||
    |begin loop over town|l|L|ล|||||||
    |date|d|%(label)s|ง||||||today()||
    |end loop||||||||||`,
  choices: '|list_name|name|label::en|state|\n|town|x|X|n|\n|town|y|Y|s|',
  settings: '|form_title|form_id|style|default_language|\n|Visit|visit|pages|en|',
});
const samples = (): Uint8Array[] =>
  existsSync(corpus)
    ? [
        house,
        ...readdirSync(corpus)
          .filter((name) => name.includes('.xls'))
          .map((name) => readFileSync(`${corpus}/${name}`)),
      ].filter(({ length }) => length < 60_000)
    : [house];

const all = samples();
const sample = fc.constantFrom(...all);

/** A questionnaire, or an error that says why not. */
const isSettled = ({ questionnaire, problems }: Imported): boolean =>
  (questionnaire !== undefined) !== problems.some(({ severity }) => severity === 'error');

test('bytes changed at random never crash the reader', async () => {
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      sample,
      fc.array(change, { minLength: 1, maxLength: 12 }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (bytes, changes, cut) => {
        const changed = Uint8Array.from(bytes);
        for (const { at, byte } of changes) changed[Math.floor(at * (changed.length - 1))] = byte;
        const kept = cut === null ? changed : changed.subarray(0, Math.floor(cut * changed.length));
        expect(isSettled(await readXlsForm(kept, { name: 'x' }))).toBe(true);
      },
    ),
    { numRuns: 250 },
  );
});

const nasty = fc.oneof(
  fc.constantFrom(
    '',
    'begin group',
    'end group',
    'begin repeat',
    'end repeat',
    'begin loop over town',
    'select_one',
    'select_one nobody',
    'rank town or_other',
    'type',
    'name',
    'label',
    'survey',
    '__proto__',
    '${',
    '${a',
    '#REF!',
    'yes',
    'field-list',
    "search('",
    'label::',
    '::',
    'x'.repeat(400),
    '{"a":1}',
    '[1',
    'integr',
    '1 +',
    '“',
    'media::image',
    '\u200B',
    '0',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

test('cells changed at random never crash the reader, and whatever it made of them can be written and read', async () => {
  const change = fc.record({ sheet: fc.nat(3), row: fc.nat(40), column: fc.nat(12), text: nasty });
  await fc.assert(
    fc.asyncProperty(sample, fc.array(change, { minLength: 1, maxLength: 10 }), async (bytes, changes) => {
      const sheets = openBook(bytes).sheets.map(({ name, rows }) => ({ name, rows: gridOf(rows()) }));
      for (const { sheet, row, column, text } of changes) {
        const rows = sheets[sheet % sheets.length]?.rows ?? [];
        const cells = rows[row % Math.max(1, rows.length)];
        if (cells) cells[column] = text;
      }
      const imported = await readXlsForm(
        writeXlsx(
          sheets.map(({ name, rows }) => ({
            name,
            rows: rows.map((cells) => Array.from(cells, (cell) => cell ?? '')),
          })),
        ),
        { name: 'x' },
      );
      expect(isSettled(imported)).toBe(true);
      if (!imported.questionnaire) return;
      const again = await readXlsForm(writeXlsForm(imported.questionnaire), { name: 'x' });
      expect(again.questionnaire).toEqual(imported.questionnaire);
    }),
    { numRuns: 100 },
  );
});

const gridOf = (rows: ReturnType<ReturnType<typeof openBook>['sheets'][number]['rows']>): string[][] =>
  rows.map(({ cells }) => {
    const row: string[] = [];
    for (const [column, text] of cells) if (column < 60) row[column] = text;
    return row;
  });

test('XML changed at random never crashes the reader', async () => {
  const source = `<html><head><title>T</title><model><itext><translation lang="en"><text id="a"><value>A <output value="/data/a"/></value></text></translation></itext><instance><data id="x"><a/><r><b/></r><meta><instanceID/></meta></data></instance><instance id="l"><root><item><name>x</name><label>X</label></item></root></instance><bind nodeset="/data/a" type="int" relevant="../r/b = 1"/><setvalue ref="/data/r/b" event="odk-new-repeat" value="1"/></model></head><body class="pages"><input ref="/data/a"><label ref="jr:itext('a')"/></input><group ref="/data/r"><repeat nodeset="/data/r"><select1 ref="/data/r/b"><itemset nodeset="instance('l')/root/item[name = current()/../b]"><value ref="name"/></itemset></select1></repeat></group></body></html>`;
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '/',
    '..',
    '"',
    '&amp;',
    '&x;',
    '<',
    'ref',
    '/data/r',
    'jr:itext',
    '[',
    ']]>',
    '<!DOCTYPE a>',
    'repeat',
    'group',
    '\u0000',
    'b',
  );
  const change = fc.record({ at: fc.nat(source.length), removed: fc.nat(12), put: piece });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const text = changes.reduce(
        (now, { at, removed, put }) => now.slice(0, at) + put + now.slice(at + removed),
        source,
      );
      expect(isSettled(await readXForm(text))).toBe(true);
    }),
    { numRuns: 800 },
  );
});

import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readXlsForm } from '../../src/xlsform/index.ts';
import { openBook } from '../../src/xlsform/workbook/index.ts';

/** A workbook as other programs write them: shared strings, styles, prefixes, absolute targets. */
const bookOf = (cells: string, { strings = '', styles = '', workbook = '' } = {}) =>
  openBook(
    zipSync(
      Object.fromEntries(
        Object.entries({
          '_rels/.rels':
            '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
          'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:r="o">${workbook}<x:sheets><x:sheet name="survey" sheetId="1" r:id="r1"/></x:sheets></x:workbook>`,
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/sheets/one.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="./strings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>',
          'xl/strings.xml': `<sst>${strings}</sst>`,
          'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
          'xl/sheets/one.xml': `<x:worksheet xmlns:x="m"><x:sheetData>${cells}</x:sheetData></x:worksheet>`,
        }).map(([name, text]) => [name, strToU8(text)]),
      ),
    ),
  );

const cellsIn = (cells: string, parts = {}) =>
  bookOf(`<x:row r="3">${cells}</x:row>`, parts)
    .sheets[0]?.rows()[0]
    ?.cells.map(([, text]) => text);

test('shared strings, in pieces of any colour, without how they are read aloud', () => {
  const strings =
    '<si><t>plain</t></si><si><r><t>two </t></r><r><rPr/><t xml:space="preserve">colours</t></r><rPh><t>aloud</t></rPh></si><si><t>a_x000D_b</t></si>';
  expect(
    cellsIn('<x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c>', {
      strings,
    }),
  ).toEqual(['two colours', 'plain', 'a\rb']);
});

test('numbers, truths, results of formulas', () => {
  const cells =
    '<x:c><x:v>1.0</x:v></x:c><x:c><x:v>0.10000000000000001</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>text</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c>';
  expect(cellsIn(cells)).toEqual(['1', '0.1', 'TRUE', 'text', '#N/A']);
});

test('numbers that are shown as dates are dates', () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
  const cells =
    '<x:c s="0"><x:v>45000</x:v></x:c><x:c s="1"><x:v>45000</x:v></x:c><x:c s="2"><x:v>45000.5</x:v></x:c><x:c s="1"><x:v>0.25</x:v></x:c><x:c s="3"><x:v>3</x:v></x:c><x:c s="1"><x:v>59</x:v></x:c>';
  expect(cellsIn(cells, { styles })).toEqual([
    '45000',
    '2023-03-15',
    '2023-03-15T12:00:00',
    '06:00:00',
    '3',
    '1900-02-28',
  ]);
  const workbook = '<x:workbookPr date1904="1"/>';
  expect(cellsIn('<x:c s="1"><x:v>43538</x:v></x:c>', { styles, workbook })).toEqual(['2023-03-15']);
});

test('cells know their column and row, with or without a reference', () => {
  const book = bookOf(
    '<x:row r="2"><x:c r="AB2"><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row>',
  );
  expect(book.sheets[0]?.rows()).toEqual([
    {
      number: 2,
      cells: [
        [27, '1'],
        [28, '2'],
      ],
    },
    { number: 3, cells: [[0, '3']] },
  ]);
});

test('an old .xls workbook is read', async () => {
  const { questionnaire, problems } = await readXlsForm(readFileSync('tests/fixtures/visit.xls'), {
    name: 'visit.xls',
  });
  expect(problems).toEqual([]);
  expect(questionnaire).toMatchObject({
    id: 'visit',
    items: [
      {
        kind: 'one',
        list: 'yn',
        label: { en: 'Do you work here?', th: 'ท่านทำงานที่นี่หรือไม่' },
        required: 'true()',
      },
      { kind: 'integer', name: 'n' },
    ],
    lists: { yn: { choices: [{ name: '1' }, { name: '0', label: { en: 'No', th: 'ไม่ใช่' } }] } },
  });
});

import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readXlsForm, writeXlsForm } from '../../src/xlsform/index.ts';
import { limits } from '../../src/xlsform/limits.ts';
import { writeXlsx } from '../../src/xlsform/write/xlsx.ts';
import { read, told, workbook } from './workbooks.ts';

const survey = '|type|name|label|\n|text|a|A|';
const sheet = 'xl/worksheets/sheet1.xml';
const withSheet = (content: Uint8Array, level: 0 | 9 = 9): Uint8Array =>
  zipSync({ ...unzipSync(workbook({ survey })), [sheet]: content }, { level });
const codes = async (bytes: Uint8Array, name = 'x.xlsx') =>
  told((await readXlsForm(bytes, { name })).problems);
const header =
  '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>type</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>';

test('a bomb is refused by what it declares, before anything is inflated', async () => {
  const bomb = withSheet(new Uint8Array(limits.inflated + 1));
  expect(bomb.length).toBeLessThan(200_000);
  expect(await codes(bomb)).toEqual(['file-inflates-too-large']);
});

test('a bomb that declares to be small is stopped where it lies', async () => {
  const blanks = strToU8(`${header}${' '.repeat(limits.inflated)}`);
  const bomb = withSheet(blanks);
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  for (let at = 0; at + 4 < bomb.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
  }
  expect(await codes(bomb)).toEqual(['file-inflates-too-large']);
});

test('a million empty rows are walked past', async () => {
  const rows = Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 2}" spans="1:6"/>`).join('');
  const last =
    '<row r="1000003"><c t="inlineStr"><is><t>text</t></is></c><c t="inlineStr"><is><t>a</t></is></c></row>';
  const bytes = withSheet(strToU8(`${header}${rows}${last}</sheetData></worksheet>`));
  expect(await codes(bytes)).toEqual(['label-missing survey 1000003']);
});

test('more cells than any form has are refused', async () => {
  const rows = Array.from({ length: limits.cells + 1 }, () => '<row><c><v>1</v></c></row>').join('');
  const bytes = withSheet(strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`));
  expect(await codes(bytes)).toEqual(['file-too-many-cells']);
});

test('entities in a workbook are never looked up', async () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>';
  const bytes = withSheet(strToU8(`${doctype}${header.replace('type', '&a;')}</sheetData></worksheet>`));
  expect(await codes(bytes)).toEqual(['file-damaged']);
});

test('a workbook that is cut off anywhere is refused', async () => {
  const bytes = workbook({ survey });
  for (let length = 0; length < bytes.length; length += 37) {
    const [code] = await codes(bytes.subarray(0, length));
    expect(code).toMatch(/^(file-|sheet-missing|column-missing)/);
  }
});

test('encrypted workbooks ask for one without a password', async () => {
  const locked = new Uint8Array(4_096);
  locked.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  locked.set(
    [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]),
    1_024,
  );
  expect(await codes(locked)).toEqual(['file-encrypted']);
});

test('an old workbook that cannot be read says how to save it', async () => {
  const old = new Uint8Array(4_096);
  old.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(await codes(old)).toEqual(['xls-unreadable']);
});

test('what is no form says so: nothing, a picture, a page, another document', async () => {
  expect(await codes(new Uint8Array())).toEqual(['file-empty']);
  expect(await codes(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'a.png')).toEqual(['file-not-form']);
  expect(await codes(strToU8('<html></html>'))).toEqual(['file-not-form']);
  expect(await codes(zipSync({ 'word/document.xml': strToU8('<a/>') }))).toEqual(['file-not-form']);
});

test('a 50 MB CSV file is refused before it is read', async () => {
  expect(await codes(new Uint8Array(50_000_000).fill(97), 'x.csv')).toEqual(['file-too-large']);
  expect(await codes(new Uint8Array(limits.csv + 1).fill(97), 'x.csv')).toEqual(['file-too-large']);
});

test('names that JavaScript keeps for itself are names like any other', async () => {
  const { questionnaire, problems } = await read({
    survey: `|type|name|label|__proto__|constructor|
             |text|__proto__|A|x|y|
             |select_one __proto__|constructor|\${__proto__}|||
             |text|toString|A|||`,
    choices: '|list_name|name|label|__proto__|\n|__proto__|__proto__|A|x|\n|valueOf|hasOwnProperty|B||',
    settings: '|form_id|__proto__|\n|constructor|x|',
  });
  expect(told(problems)).toEqual(['name-invalid survey B2']);
  expect(questionnaire?.items.map(({ name }) => name)).toEqual(['proto', 'constructor', 'toString']);
  expect(questionnaire?.items[1]).toMatchObject({ label: '${proto}', list: 'proto' });
  expect(Object.getPrototypeOf(questionnaire?.lists)).toBe(Object.prototype);
  if (!questionnaire) throw new Error('refused');
  expect((await readXlsForm(writeXlsForm(questionnaire), { name: 'x' })).questionnaire).toEqual(
    questionnaire,
  );
});

test('groups that never end, loops within loops, and surveys without end are refused', async () => {
  const rows = (cells: string[][]) =>
    codes(writeXlsx([{ name: 'survey', rows: [['type', 'name', 'label'], ...cells] }]));
  expect(await rows(Array.from({ length: 5_000 }, (_, i) => ['begin group', `g${i}`, '']))).toEqual([
    'groups-too-deep survey A62',
  ]);
  expect(await rows(Array.from({ length: limits.survey + 1 }, (_, i) => ['text', `q${i}`, 'Q']))).toEqual([
    'survey-too-long survey',
  ]);
  const begins = Array.from({ length: 8 }, (_, i) => `|begin loop over l|g${i}||`).join('\n');
  const choices = Array.from({ length: 50 }, (_, i) => `|l|x${i}|X|`).join('\n');
  const { problems } = await read({
    survey: `|type|name|label|\n${begins}\n|text|q|Q|\n${'|end loop|||\n'.repeat(8)}`,
    choices: `|list_name|name|label|\n${choices}`,
  });
  expect(problems.at(-1)?.code).toBe('loop-too-large');
});

test.for<[string, string, string]>([
  ['10,000 brackets', '('.repeat(10_000), 'formula-too-deep'],
  ['100,000 characters', '1+'.repeat(60_000), 'formula-too-long'],
  ['30,000 open references', '${a'.repeat(30_000), 'formula-bad-reference'],
  ['90,000 smart quotes', '“'.repeat(90_000), 'formula-bad-character'],
  ['an open reference and blanks', `\${${' '.repeat(30_000)}x`, 'formula-bad-reference'],
])('a formula of %s is told and put aside', async ([, relevant, code]) => {
  const { questionnaire, problems } = await readXlsForm(
    writeXlsx([
      {
        name: 'survey',
        rows: [
          ['type', 'name', 'label', 'relevant'],
          ['text', 'a', 'A', relevant],
        ],
      },
    ]),
    { name: 'x' },
  );
  expect(told(problems)).toEqual([`${code} survey D2`]);
  expect(questionnaire?.items).toHaveLength(1);
});

test('long cells cost no more than their length', async () => {
  const long = 30_000;
  const cells = [
    'a='.repeat(long),
    'a'.repeat(long * 2),
    '${'.repeat(long),
    `\${${' '.repeat(long)}x`,
    '= '.repeat(long),
  ];
  const rows = cells.map((cell, i) => ['text', `q${i}`, cell, cell, cell, cell, cell]);
  const bytes = writeXlsx([
    {
      name: 'survey',
      rows: [['type', 'name', 'label', 'parameters', 'default', 'appearance', 'trigger'], ...rows],
    },
  ]);
  const { questionnaire } = await readXlsForm(bytes, { name: 'x' });
  expect(questionnaire?.items).toHaveLength(cells.length);
}, 10_000);

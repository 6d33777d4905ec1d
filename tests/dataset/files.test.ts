import { strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import {
  codebookCsv,
  codebookHtml,
  speak,
  TooManyRows,
  toDdi,
  toJsonLines,
  toParquet,
  toRScript,
  toXlsx,
} from '../../src/dataset/index.ts';
import { readCsv } from '../submission/readCsv.ts';
import { readXml } from '../support/xml.ts';
import { problemsOf } from './ddiSchema.ts';
import { bytesOf, datasetOf, questionnaire, survey, textOf } from './field.ts';

const answers = [
  { role: 'senior', agree: '98', idea: 'a\tb\u0007 _x0041_ <&> ไทย', began: '2026-11-23', staff: 5 },
  { role: 'gone', barriers: ['time'], share: 0.1, office: '13.75 100.5 0 5' },
  {},
];
const codebook = async (language = 'en') => ({
  dataset: await datasetOf(answers, language),
  survey,
  questionnaire,
  version: 'f'.repeat(64),
});

/** The cells of a sheet by their place, as text. */
function cellsOf(file: Uint8Array, sheet: number): Record<string, string> {
  const xml = strFromU8(unzipSync(file)[`xl/worksheets/sheet${sheet}.xml`] ?? new Uint8Array());
  const cells = [...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*>(?:<v>|<is><t[^>]*>)([^<]*)</g)];
  return Object.fromEntries(cells.map(([, place = '', text = '']) => [place, text]));
}

test('a workbook has the codes, the labels, the variables, and what the codes stand for', async () => {
  const dataset = await datasetOf(answers, 'th');
  const file = await bytesOf(toXlsx(dataset, speak('th')));
  const workbook = strFromU8(unzipSync(file)['xl/workbook.xml'] ?? new Uint8Array());
  expect([...workbook.matchAll(/sheet name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
    'ข้อมูล',
    'ป้ายกำกับ',
    'ตัวแปร',
    'รหัส',
  ]);
  const [codes, labels] = [cellsOf(file, 1), cellsOf(file, 2)];
  const role =
    Object.keys(codes)
      .find((place) => codes[place] === 'role')
      ?.slice(0, -1) ?? '';
  expect([codes[`${role}2`], labels[`${role}2`], labels[`${role}3`]]).toEqual([
    'senior',
    'ผู้บริหารระดับสูง',
    'gone',
  ]);
  expect(Object.values(codes)).toContain('a\tb_x0007_ _x005F_x0041_ &lt;&amp;&gt; ไทย');
});

test('days are days of the spreadsheet, and numbers are numbers', async () => {
  const file = await bytesOf(toXlsx(await datasetOf(answers), speak('en')));
  const xml = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(xml).toMatch(/ s="2"><v>46349<\/v>/); // 2026-11-23
  expect(xml).toContain('<v>0.1</v>');
});

test('a workbook that could not hold the rows is not begun', async () => {
  const dataset = { ...(await datasetOf([])), count: 1_048_576 };
  await expect(bytesOf(toXlsx(dataset, speak('en')))).rejects.toThrow(TooManyRows);
});

test('JSON Lines and Parquet hold the same cells', async () => {
  const dataset = await datasetOf(answers);
  const lines = (await textOf(toJsonLines(dataset)))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const bytes = await bytesOf(toParquet(dataset));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(3);
  for (const [at, row] of rows.entries()) {
    for (const [name, cell] of Object.entries(row)) {
      const plain = cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? null);
      expect([name, plain]).toEqual([name, lines[at][name]]);
    }
  }
  const [noted] = parquetMetadata(file).key_value_metadata ?? [];
  expect(JSON.parse(noted?.value ?? '').variables).toContainEqual(
    expect.objectContaining({ name: 'agree', label: 'Leaders ask for ideas' }),
  );
});

test('the codebook says in every language what a column and its codes mean, and when it is asked', async () => {
  const rows = readCsv((await textOf(codebookCsv(await codebook()))).slice(1));
  const head = rows[0] ?? [];
  expect(head.slice(-3)).toEqual(['label:en', 'label:th', 'label:vi']);
  expect(rows).toContainEqual([
    'role',
    '',
    'senior',
    '1',
    '0',
    '',
    'Senior manager',
    'ผู้บริหารระดับสูง',
    'Lãnh đạo',
  ]);
  expect(rows.find(([name, type]) => name === 'agree' && type)?.[5]).toBe("${role} = 'senior'");
  expect(rows.find(([name]) => name === 'late')?.slice(-3)).toEqual([
    'Received after the last day',
    'ได้รับหลังวันสุดท้าย',
    'Nhận sau ngày cuối cùng',
  ]);
});

test('its page is one whole document in which nothing of the questionnaire is markup', async () => {
  const page = codebookHtml(await codebook('vi'));
  expect(page).toContain('lang="vi"');
  expect(page).toContain('Staff &amp; others &lt;all&gt;');
  expect(page).toContain('What is your best idea?');
  expect(page).not.toMatch(/<script|<all>/);
});

test('the DDI document is well-formed and names every variable, category and missing value', async () => {
  const text = toDdi(await codebook());
  const [root] = readXml(text).children;
  expect(root?.name).toBe('codeBook');
  expect(text.match(/<var /g)).toHaveLength((await datasetOf(answers)).variables.length);
  expect(text).toContain('<catgry missing="Y"><catValu>98</catValu>');
  expect(text).toContain('<labl xml:lang="th">ผู้บริหารระดับสูง</labl>');
});

test.each(['demo', '2026-officials'])(
  'the DDI document of %s is as the schema of DDI-Codebook 2.5 has it',
  async (id) => {
    const plain = await codebook();
    const of = { ...plain, survey: { ...survey, id, languages: ['en', 'th', 'vi', 'default', 'zh_Hant'] } };
    const [root] = readXml(toDdi(of)).children;
    if (!root) throw new Error('no document');
    expect(problemsOf(root)).toEqual([]);
    // the check itself finds what is wrong
    const [first] = root.children;
    if (first) root.children.push(first);
    expect(problemsOf(root).join()).toContain('codeBook holds docDscr stdyDscr fileDscr dataDscr docDscr');
  },
);

test('the script for R names every column with its label', async () => {
  const script = toRScript(await datasetOf(answers), 'demo.csv', speak('en'));
  expect(script).toContain('read.csv("demo.csv"');
  expect(script).toContain('label("agree", "Leaders ask for ideas")');
  expect(script).toContain('c("senior", "staff", "99", "gone")');
});

test('a repeat is a table of its own, with its keys', async () => {
  const dataset = await datasetOf([{ case: [{ title: 'One' }, { title: 'Two' }] }], 'en', 'case');
  expect(dataset.count).toBe(2);
  expect(dataset.variables.map(({ name }) => name)).toEqual(['id', 'case', 'title']);
});

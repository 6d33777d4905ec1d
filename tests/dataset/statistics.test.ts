import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDta, toSav } from '../../src/dataset/index.ts';
import type { Cell, Holding, Table } from '../../src/submission/index.ts';
import { bytesOf, datasetFrom, datasetOf } from './field.ts';
import { readDta } from './readDta.ts';
import { type ReadFile, readSav } from './readSav.ts';

const programs = [
  { name: 'SPSS', write: toSav, read: readSav },
  { name: 'Stata', write: toDta, read: readDta },
] as const;

const column = (file: ReadFile, name: string) => file.rows.map((row) => row[file.names.indexOf(name)]);

for (const { name, write, read } of programs) {
  const written = async (...args: Parameters<typeof datasetOf>) =>
    read(await bytesOf(write(await datasetOf(...args))));

  test(`${name} gets choices as labelled numbers, in the language of the file`, async () => {
    const file = await written([{ role: 'staff' }, { role: '99' }, {}], 'th');
    expect(file.labels.get('role')).toBe('บทบาทของท่าน');
    const codes = file.codes.get('role');
    expect([...(codes?.values() ?? [])].sort()).toEqual(
      ['Staff & others <all>', 'Prefer not to say', 'ผู้บริหารระดับสูง'].sort(),
    );
    const [staff, refused, none] = column(file, 'role');
    expect([staff, none]).toEqual([2, null]);
    expect(codes?.get(staff as number)).toBe('Staff & others <all>');
    expect(codes?.get(refused as number)).toBe('Prefer not to say');
  });

  test(`${name} keeps a code that the questionnaire no longer has, as itself`, async () => {
    const file = await written([{ role: 'retired_role' }]);
    const [number] = column(file, 'role');
    expect(file.codes.get('role')?.get(number as number)).toBe('retired_role');
  });

  test(`${name} keeps texts of any length and script, whole`, async () => {
    const ideas = [
      '',
      'สวัสดี ครับ',
      'Đổi mới "sáng tạo"\nở xã',
      'x'.repeat(255),
      'ย'.repeat(900),
      'é'.repeat(252),
    ];
    const file = await written(ideas.map((idea) => ({ idea })));
    expect(column(file, 'idea')).toEqual(ideas);
  });

  test(`${name} gets a survey in which nobody has answered yet`, async () => {
    const file = await written([]);
    expect(file.rows).toEqual([]);
    expect(file.names).toContain('barriers_money');
  });

  test(`${name} reads back whatever the cells are`, async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ table, rows }) => {
        const file = read(await bytesOf(write(await datasetFrom(table, rows))));
        for (const [at, row] of rows.entries()) {
          for (const [column, cell] of row.entries()) {
            const got = file.rows[at]?.[column] ?? null;
            if (typeof got === 'string') expect(got).toBe(cell === null ? '' : String(cell).trimEnd());
            else if (cell === null || cell === '') expect(got).toBeNull();
            else expect(got).toBe(Number(cell));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
}

/** Numbers, or texts that may look like some; no text ends in a space, which neither program keeps. */
const anyTable = fc
  .array(fc.constantFrom<Holding>('text', 'number', 'open'), { minLength: 1, maxLength: 6 })
  .chain((holdings) => {
    const cell = (holds: Holding): fc.Arbitrary<Cell> => {
      const text = fc
        .oneof(
          fc.string({ unit: 'grapheme', maxLength: 20 }),
          fc.string({ unit: 'grapheme', minLength: 240, maxLength: 270 }),
          fc.constantFrom('7', '-0.5', '1e3', 'NaN', '๑๒', 'ü'.repeat(1_100)),
        )
        .map((it) => it.replace(/\0/g, '').replace(/\s+$/u, ''));
      const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
      if (holds === 'number') return fc.oneof(fc.constant(null), number);
      return fc.oneof(fc.constant(null), text, ...(holds === 'open' ? [number] : []));
    };
    const table: Table = {
      columns: holdings.map((_, at) => `c${at}`),
      meanings: holdings.map((holds) => ({ holds })),
      rowsOf: () => [],
    };
    return fc.record({
      table: fc.constant(table),
      rows: fc.array(fc.tuple(...holdings.map(cell)), { maxLength: 12 }),
    });
  });

test('SPSS takes choices set apart as missing, and counts days and hours from 1582', async () => {
  const answers = {
    agree: '98',
    began: '2026-11-23',
    hour: '09:30:00.000+07:00',
    met: '2026-11-23T09:30:00.000+07:00',
  };
  const file = readSav(await bytesOf(toSav(await datasetOf([answers]))));
  expect(file.missing.get('agree')).toEqual([98, 97]);
  const days = (Date.UTC(2026, 10, 23) - Date.UTC(1582, 9, 14)) / 1_000;
  expect(['began', 'hour', 'met'].map((name) => column(file, name)[0])).toEqual([
    days,
    34_200,
    days + 34_200,
  ]);
});

test('Stata takes them as .a and .b, and counts from 1960', async () => {
  const answers = [{ agree: '98', began: '2026-11-23' }, { agree: '97' }, { agree: '5' }];
  const file = readDta(await bytesOf(toDta(await datasetOf(answers))));
  expect(column(file, 'agree')).toEqual([2_147_483_622, 2_147_483_623, 5]);
  expect(file.codes.get('agree')?.get(2_147_483_622)).toBe('Don’t know');
  expect(column(file, 'began')[0]).toBe((Date.UTC(2026, 10, 23) - Date.UTC(1960, 0, 1)) / 86_400_000);
});

test('names that a program would not take are made to fit, and stay different', async () => {
  const columns = ['ชื่อ', 'đơn vị', 'a/b', 'a_b', 'A_B', 'with', 'x'.repeat(80), `${'x'.repeat(80)}y`, '1st'];
  const table: Table = { columns, meanings: columns.map(() => ({ holds: 'text' })), rowsOf: () => [] };
  const dataset = await datasetFrom(table, [columns]);
  for (const { name, write, read } of programs) {
    const file = read(await bytesOf(write(dataset)));
    expect(new Set(file.names.map((each) => (name === 'SPSS' ? each.toLowerCase() : each))).size).toBe(9);
    for (const each of file.names)
      expect(each).toMatch(name === 'SPSS' ? /^[A-Za-z]\w{0,63}$/ : /^[A-Za-z]\w{0,31}$/);
    expect(file.rows[0]).toEqual(columns);
  }
});

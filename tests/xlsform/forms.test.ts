/** Forms out of dice: many features, headers as people write them, formulas good and bad. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how formulas name answers
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { traceOf } from '../../src/authoring/trace.ts';
import {
  addRepeat,
  answer,
  type Interview,
  loadFormulas,
  asked as pagesOf,
  problemsIn,
  questionAt,
} from '../../src/questionnaire/index.ts';
import { readXForm, readXlsForm, writeXForm, writeXlsForm } from '../../src/xlsform/index.ts';
import { writeXlsx } from '../../src/xlsform/write/xlsx.ts';
import { Visit } from '../support/scenario.ts';

type Roll = (sides: number) => number;
const rollerOf = (dice: readonly number[]): Roll => {
  let at = 0;
  return (sides) => (dice[at++ % dice.length] ?? 0) % sides;
};

const types =
  'text string int decimal note calculate date time dateTime geopoint image barcode acknowledge hidden range start username audit tel comments csv-external'
    .split(' ')
    .concat('select_one L1', 'select_multiple L1', 'rank L1', 'select_one L1 or_other', 'select_one ${q2}')
    .concat(
      'select_one_from_file t.csv',
      'select_one_external X',
      'selct_one L1',
      'begin group',
      'begin repeat',
    )
    .concat('begin loop over L1', 'end', 'end');
const headers = [
  ['type', 'name', 'label'],
  ['Type', 'name', 'label::English (en)', 'label::ไทย (th)', 'hint::English (en)'],
  ['command', 'value', 'caption', 'label:French'],
  ['type', 'name', 'label', 'label::EN', 'label::English', 'media::image::EN'],
] as const;
const columns =
  'relevant required constraint calculation choice_filter default appearance trigger repeat_count parameters read_only relevance image save_to disabled'.split(
    ' ',
  );

function formula(roll: Roll, depth = 0): string {
  const name = (): string => `\${${['q1', 'q2', 'q3', 'q4', 'r', 'nobody', 'last-saved#q1'][roll(7)]}}`;
  if (depth > 2) return name();
  const inner = (): string => formula(roll, depth + 1);
  const made: readonly (() => string)[] = [
    name,
    () => String(roll(9)),
    () => `${inner()} ${['+', '=', '>', 'and', 'div', '==', '&&'][roll(7)]} ${inner()}`,
    () => `if(${inner()}, ${inner()}, .)`,
    () => `selected(${name()}, 'a')`,
    () => `count(${name()})`,
    () => 'position(..)',
    () => `indexed-repeat(${name()}, \${r}, ${inner()})`,
    () => `jr:choice-name(${name()}, '${name()}')`,
    () => `instance('L1')/root/item[name = ${name()}]/label`,
    () => `once(${inner()})`,
    () => `../q${roll(4)}`,
    () => 'broken((',
    () => `sum-if(${name()}, ${inner()})`,
  ];
  return made[roll(made.length)]?.() ?? '.';
}

function cellOf(column: string, type: string, roll: Roll): string {
  if (/^(label|caption|hint)/i.test(column))
    return ['Words', 'What is ${q1}?', '**b** <b>x</b>', ''][roll(4)] ?? '';
  if (column === 'calculation' && type === 'calculate') return formula(roll);
  if (roll(4) > 0) return '';
  if (column === 'disabled') return ['', '', 'yes'][roll(3)] ?? '';
  if (column === 'parameters')
    return ['start=1 end=9 step=2', 'randomize=true seed=${q3}', '===='][roll(3)] ?? '';
  if (column === 'appearance') return ['field-list', "search('t')", 'w2 minimal'][roll(3)] ?? '';
  if (column === 'default') return ['a', '5', '2026-11-23', formula(roll)][roll(4)] ?? '';
  return formula(roll);
}

function workbookOf(dice: readonly number[]): Uint8Array {
  const roll = rollerOf(dice);
  const head: readonly string[] = [
    ...(headers[roll(headers.length)] ?? []),
    ...columns.filter(() => roll(2) === 0),
  ];
  const rows: string[][] = [[...head]];
  const open: string[] = [];
  for (let at = 1; at < 12 || open.length > 0; at++) {
    const drawn = at >= 12 ? 'end' : (types[roll(types.length)] ?? 'text');
    const ends = drawn === 'end' ? open.pop() : undefined;
    if (drawn === 'end' && ends === undefined) continue;
    const type = ends === undefined ? drawn : `end ${ends}`;
    const [, section] = /^begin (\w+)/.exec(type) ?? [];
    if (section) open.push(section);
    const name =
      section === 'repeat' ? 'r' : ([`q${at}`, `q${at}`, 'q 1', '__proto__', 'meta', ''][roll(6)] ?? '');
    rows.push(
      head.map((column, i) => (i === 0 ? type : ends ? '' : i === 1 ? name : cellOf(column, type, roll))),
    );
  }
  const choices = ['a', 'b', 'b', 'x y', '__proto__'].map((name) => [
    'L1',
    name,
    `The ${name}`,
    String(roll(3)),
  ]);
  return writeXlsx([
    { name: 'survey', rows },
    { name: 'choices', rows: [['list name', 'name', 'label', 'q1'], ...choices] },
    {
      name: 'external_choices',
      rows: [
        ['list_name', 'name', 'label', 'q1'],
        ['X', 'a', 'A', '1'],
      ],
    },
  ]);
}

/** One act after the other, whatever is asked; the visit's own state follows. */
function walk(visit: Visit, roll: Roll): void {
  for (let turn = 0; turn < 10; turn++) {
    const items = [...pagesOf(visit.at)].flatMap((page) => page.items);
    const item = items[roll(Math.max(1, items.length))];
    if (item?.kind === 'repeat' && item.canChange) visit.at = addRepeat(visit.at, item.ref, `k${turn}`);
    if (item?.kind === 'question') visit.at = given(visit.at, item.ref, roll);
    traceOf(visit.at, { converted: turn % 2 === 0 });
  }
}

function given(at: Interview, ref: string, roll: Roll): Interview {
  const asked = questionAt(at, ref);
  if (!asked || asked.readOnly || asked.question.kind === 'note') return at;
  const names = asked.choices.map(({ name }) => name);
  const { kind } = asked.question;
  if (kind === 'many' || kind === 'rank') return answer(at, ref, names.slice(0, roll(3)));
  if (kind === 'integer' || kind === 'decimal' || kind === 'range') return answer(at, ref, roll(9));
  return answer(at, ref, kind === 'one' ? (names[0] ?? null) : kind === 'date' ? '2026-11-23' : 'a');
}

test('a form of many features is imported or refused with its cell, runs, and comes back the same', async () => {
  const dice = fc.array(fc.nat(10_000), { minLength: 80, maxLength: 160 });
  await fc.assert(
    fc.asyncProperty(dice, async (rolled) => {
      const { questionnaire, problems } = await readXlsForm(workbookOf(rolled), { name: 'visit.xlsx' });
      if (!questionnaire) {
        expect(problems.some(({ severity, sheet, row }) => severity === 'error' && sheet && row)).toBe(true);
        return;
      }
      const { lists, ...form } = questionnaire;
      const again = await readXlsForm(writeXlsForm(questionnaire), { name: 'visit.xlsx' });
      expect({ ...again.questionnaire, lists: {} }).toEqual({ ...form, lists: {} });
      expect((await readXForm(writeXForm(questionnaire))).questionnaire).toEqual(questionnaire);
      await loadFormulas(questionnaire);
      const visit = new Visit(questionnaire);
      walk(visit, rollerOf(rolled));
      expect([...problemsIn(visit.at)]).toBeDefined();
      const { sends } = visit;
      expect(visit.resume().sends).toEqual(sends);
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** A small survey with every kind of column, and what was answered in it. */
import { type Dataset, describe } from '../../src/dataset/index.ts';
import type { Answers, Item, Questionnaire } from '../../src/questionnaire/index.ts';
import { type Arrived, type Cell, type Table, tableOf } from '../../src/submission/index.ts';

export const items: Item[] = [
  { kind: 'text', name: 'idea', label: { en: 'What is your **best** idea?', th: 'ความคิดที่ดีที่สุดของท่านคืออะไร' } },
  {
    kind: 'one',
    name: 'role',
    label: { en: 'Your role', th: 'บทบาทของท่าน', vi: 'Vai trò của ông/bà' },
    list: 'role',
  },
  {
    kind: 'one',
    name: 'agree',
    label: { en: 'Leaders ask for ideas' },
    list: 'agree',
    relevant: "${role} = 'senior'",
  },
  { kind: 'many', name: 'barriers', label: { en: 'Barriers' }, list: 'barriers' },
  { kind: 'integer', name: 'staff', label: { en: 'Staff' } },
  { kind: 'decimal', name: 'share', label: { en: 'Share' } },
  { kind: 'date', name: 'began', label: { en: 'When it began' } },
  { kind: 'time', name: 'hour', label: { en: 'At what time' } },
  { kind: 'dateTime', name: 'met', label: { en: 'When you met' } },
  { kind: 'place', name: 'office', label: { en: 'Where the office is' } },
  { kind: 'repeat', name: 'case', label: { en: 'Cases' }, items: [{ kind: 'text', name: 'title' }] },
];

const choice = (name: string, en: string, more: object = {}) => ({ name, label: { en }, ...more });
const apart = { apart: true } as const;

export const questionnaire: Questionnaire = {
  format: 1,
  id: 'q',
  title: { en: 'Ideas', th: 'แนวคิด' },
  languages: [
    { tag: 'en', status: 'source' },
    { tag: 'th', status: 'draft' },
    { tag: 'vi', status: 'draft' },
  ],
  defaultLanguage: 'en',
  items,
  lists: {
    role: {
      choices: [
        { name: 'senior', label: { en: 'Senior manager', th: 'ผู้บริหารระดับสูง', vi: 'Lãnh đạo' } },
        choice('staff', 'Staff & others <all>'),
        choice('99', 'Prefer not to say', apart),
      ],
    },
    agree: {
      choices: [
        ...['1', '2', '3', '4', '5'].map((name) => choice(name, `Point ${name}`)),
        choice('98', 'Don’t know', apart),
        choice('97', 'Not applicable', apart),
      ],
    },
    barriers: { choices: [choice('money', 'Too little money'), choice('time', 'Too little time')] },
  },
};

export const survey = {
  id: 'demo',
  title: { en: 'Survey of ideas', th: 'การสำรวจแนวคิด' },
  languages: ['en', 'th', 'vi'],
  defaultLanguage: 'en',
  inserts: {},
};

export const arrived = (answers: Answers, n = 1): Arrived => ({
  revision: 1,
  receivedAt: '2026-11-24T08:15:30.250Z',
  late: false,
  submission: {
    format: 1,
    id: `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    survey: 'demo',
    questionnaire: 'f'.repeat(64),
    language: 'th',
    mode: 'self',
    startedAt: '2026-11-22T01:02:03.000Z',
    finishedAt: '2026-11-23T01:02:03.000Z',
    pages: {},
    app: '0.1.0',
    answers,
  },
});

export const made = new Date('2026-11-24T12:34:56Z');

export function datasetOf(all: readonly Answers[], language = 'en', table?: string): Promise<Dataset> {
  const it = tableOf(questionnaire, { table }) as Table;
  return datasetFrom(
    it,
    all.flatMap((answers, n) => [...it.rowsOf(arrived(answers, n))]),
    language,
  );
}

export const datasetFrom = (
  table: Table,
  rows: readonly (readonly Cell[])[],
  language = 'en',
): Promise<Dataset> =>
  describe(
    {
      survey,
      questionnaire,
      table,
      async *rows() {
        yield* rows;
      },
    },
    language,
    made,
  );

export async function bytesOf(pieces: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return new Uint8Array(Buffer.concat(all));
}

export const textOf = async (pieces: AsyncIterable<Uint8Array | string>): Promise<string> =>
  new TextDecoder().decode(await bytesOf(pieces));

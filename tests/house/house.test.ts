import { expect, test } from 'vitest';
import { agreedWordings, lintWords } from './glossary.ts';
import { importsDownhill } from './imports.ts';
import { inspectHouse } from './index.ts';
import { completeLocales, unusedKeys } from './locales.ts';
import { noMachinePaths, smallFiles } from './shape.ts';
import { type Language, sayingsOf } from './words.ts';

const rules = (complaints: readonly { rule: string }[]) => complaints.map(({ rule }) => rule);
const locale = (tag: string, words: object) => ({ path: `locales/${tag}.json`, text: JSON.stringify(words) });
const inLanguage = (language: Language, text: string) =>
  rules(lintWords([{ file: 'locales/x.json', key: 'x', language, text }]));

test('the house is as agreed', () => {
  expect(inspectHouse()).toEqual([]);
});

test('a language that lacks a key, has a stray one, or loses a placeholder is noticed', () => {
  const full = { a: 'Hello {{name}}', b_one: '{{count}} day', b_other: '{{count}} days' };
  const plain = { a: 'x {{name}}', b_other: '{{count}} x' };
  const files = (['ms', 'th', 'vi'] as const).map((tag) => locale(tag, plain));
  const all = [locale('en', full), locale('fil', { ...full, a: 'Kumusta {{nmae}}', c: 'x' }), ...files];
  expect(rules(completeLocales(sayingsOf(all)))).toEqual(['locale-stray', 'locale-placeholders']);
  const without = [locale('en', full), locale('fil', { a: 'x {{name}}', b_other: '{{count}} x' }), ...files];
  expect(completeLocales(sayingsOf(without))).toEqual([
    { rule: 'locale-missing', where: 'locales fil', what: 'b_one' },
  ]);
});

test('a key that no line of code names is noticed, by its whole name or its beginning', () => {
  const sayings = sayingsOf([
    locale('en', { a: { b: 'x', c_one: 'x', c_other: 'x' }, sync: { late: 'x' }, lost: 'x' }),
  ]);
  const code = [{ path: 'src/x.ts', text: `t('a.b'); t('a.c', { count }); t(\`sync.\${code}\`);` }];
  expect(unusedKeys(sayings, code).map(({ what }) => what)).toEqual(['lost']);
});

test.for<[Language, string]>([
  ['ms', 'Sila hantar jawaban anda'],
  ['ms', 'Unduh fail'],
  ['fil', 'Salamat sa iyong sagot'],
  ['fil', 'Salamat po, tapos ka na'],
  ['th', 'ขอบคุณค่ะ'],
  ['th', 'คำตอบของคุณ'],
  ['vi', 'Cảm ơn bạn đã trả lời'],
  ['vi', 'Sáng kiến của cơ quan'],
  ['en', 'Your organization'],
])('in %s, “%s” has a word that is not for officials', ([language, text]) => {
  expect(inLanguage(language, text)).toEqual(['words-banned']);
});

test.for<[Language, string]>([
  ['th', 'อื่น ๆ (โปรดระบุ)'],
  ['th', 'ขอขอบคุณ.'],
  ['vi', 'văn hoá'],
  ['vi', 'thuỷ sản'],
  ['vi', 'sức khoẻ'],
  ['fil', 'kultúra'],
  ['en', 'You don’t have to'],
])('in %s, “%s” is spelt otherwise here', ([language, text]) => {
  expect(inLanguage(language, text)).toEqual(['words-spelling']);
});

test.for<[Language, string]>([
  ['vi', 'Vui lòng ghi rõ: quý, kỹ năng, văn hóa, hoàn toàn, thủy, toán, khoảng, khuyến khích'],
  ['th', 'อื่น\u00a0ๆ (โปรดระบุ) คุณภาพ ขอขอบคุณ กลับ ข้อผิดพลาด'],
  ['ms', 'Cara kerja baharu, kadang-kadang, di peringkat negeri, jawapan dihantar'],
  ['fil', 'I-save ang mga sagot ninyo, pakisagutan kada tanong'],
  ['en', 'Don’t know'],
])('in %s, “%s” is well written', ([language, text]) => {
  expect(inLanguage(language, text)).toEqual([]);
});

test('decomposed letters, straight quotes and invisible characters are noticed', () => {
  expect(inLanguage('vi', 'Đồng ý'.normalize('NFD'))).toContain('words-nfc');
  expect(inLanguage('en', 'the "other" one')).toEqual(['words-quotes']);
  expect(inLanguage('th', 'คำ\u200bตอบ')).toEqual(['words-invisible']);
});

test('a scale that is worded otherwise than agreed is noticed', () => {
  const choices = [{ name: '98', label: { en: 'No idea', ms: 'Tidak tahu' } }];
  expect(rules(agreedWordings('q.json', { any: { choices } }))).toHaveLength(4);
});

test('an import that runs uphill, past a door, or to another room’s library is noticed', () => {
  const uphill = { path: 'src/questionnaire/x.ts', text: "import { a } from '../storage/index.ts';" };
  const pastDoor = { path: 'src/sync/x.ts', text: "import { a } from '../storage/database.ts';" };
  const library = { path: 'src/screens/x.tsx', text: "import Dexie from 'dexie';" };
  const lazily = { path: 'src/server/x.ts', text: "await import('../dashboard/index.ts')" };
  expect(importsDownhill([uphill, pastDoor, library, lazily])).toHaveLength(4);
  const downhill = { path: 'src/sync/x.ts', text: "import { a } from '../storage/index.ts';" };
  expect(importsDownhill([downhill])).toEqual([]);
});

test('a file that one must scroll, and a path of one machine, are noticed', () => {
  expect(smallFiles([{ path: 'src/x.ts', text: 'x\n'.repeat(401) }])).toHaveLength(1);
  const path = ['', 'home', 'ada', 'x'].join('/');
  expect(noMachinePaths([{ path: 'src/x.ts', text: `open('${path}')` }])).toHaveLength(1);
});

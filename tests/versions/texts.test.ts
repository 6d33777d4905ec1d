import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import {
  applyEdits,
  faultsOf,
  filesNamedIn,
  readTexts,
  textIn,
  textsOf,
  withLanguage,
  withTexts,
  writeTexts,
} from '../../src/versions/index.ts';
import { readXlsForm, writeXlsx } from '../../src/xlsform/index.ts';
import { questionnaires } from '../xlsform/questionnaires.ts';
import { visit } from './visit.ts';

/** What comes of a workbook that somebody changed: `changed` rewrites its rows. */
const sentBack = (changed: (rows: string[][]) => string[][]) => {
  const rows = textsOf(visit).map(({ key, words }) => [key, textIn(words, 'en'), textIn(words, 'th')]);
  const sheet = { name: 'texts', rows: [['key', 'source::en', 'target::th'], ...changed(rows)] };
  return readTexts(visit, writeXlsx([sheet]));
};

test('every text has a key of its own, and setting each to itself changes nothing', () => {
  fc.assert(
    fc.property(questionnaires, (any) => {
      const texts = textsOf(any);
      expect(new Set(texts.map(({ key }) => key)).size).toBe(texts.length);
      expect(withTexts(any, new Map(texts.map(({ key, words }) => [key, words])))).toEqual(any);
    }),
  );
});

test('a workbook that goes out and comes back as it is changes nothing', () => {
  fc.assert(fc.property(questionnaires, comesBackTheSame), { numRuns: 50 });
});

const corpus = new URL('../../../shared/conformance/xlsforms/', import.meta.url);
const forms = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.xlsx')) : [];
describe.runIf(forms.length > 0)('what the field wrote', () => {
  test('goes out to translators and comes back, text by text, as it was', { timeout: 120_000 }, async () => {
    let texts = 0;
    for (const name of forms) {
      const { questionnaire } = await readXlsForm(readFileSync(new URL(name, corpus)), { name });
      if (!questionnaire) continue;
      comesBackTheSame(questionnaire);
      texts += textsOf(questionnaire).length;
    }
    expect(texts).toBeGreaterThan(5_000);
  });
});

/** In all pairs of its languages, and every text filled in anew is exactly what the translator wrote. */
function comesBackTheSame(any: Questionnaire): void {
  const [first] = any.languages.map(({ tag }) => tag);
  for (const { tag: target } of any.languages) {
    const out = writeTexts(any, { source: first ?? 'en', target });
    const back = readTexts(any, out);
    expect(back).toMatchObject({ kind: 'read', edits: [], gone: [] });
  }
  const fresh = withLanguage(any, 'x-new');
  const translated = new Map(
    textsOf(fresh).map(({ key, words }) => {
      const text = `${textIn(words, first ?? 'en')} ↦\n ไทย_x0041_ `.normalize('NFC');
      return [key, typeof words === 'string' ? { 'x-new': text } : { ...words, 'x-new': text }];
    }),
  );
  const sheet = writeTexts(withTexts(fresh, translated), { source: first ?? 'en', target: 'x-new' });
  const read = readTexts(fresh, sheet);
  if (read.kind !== 'read') throw new Error(read.kind);
  const { questionnaire, gone, overtaken } = applyEdits(fresh, read.edits);
  expect([gone, overtaken]).toEqual([[], []]);
  for (const { key, words } of textsOf(questionnaire))
    expect(textIn(words, 'x-new')).toBe(textIn(translated.get(key) ?? '', 'x-new'));
}

test('only what a translator changed is an edit; what was emptied is one too', () => {
  const back = sentBack((rows) =>
    rows.map(([key = '', source = '', target = '']) =>
      key === '/age#label'
        ? [key, source, 'ท่านอายุเท่าไร']
        : key === '#title'
          ? [key, source, '']
          : [key, source, target],
    ),
  );
  expect(back).toMatchObject({
    edits: [
      { key: '#title', language: 'th', was: 'การเยี่ยม', text: '' },
      { key: '/age#label', was: 'อายุเท่าไร', text: 'ท่านอายุเท่าไร' },
    ],
    gone: [],
  });
});

test('a row of a text that is no more is told, and one whose source has changed is marked', () => {
  const back = sentBack((rows) => [
    ['/height#label', 'How tall are you?', 'สูงเท่าไร'],
    ...rows.map(([key = '', source = '']) => [
      key,
      key === '/age#label' ? 'Your age?' : source,
      `${source} ไทย`,
    ]),
  ]);
  if (back.kind !== 'read') throw new Error(back.kind);
  expect(back.gone).toEqual([{ key: '/height#label', text: 'สูงเท่าไร' }]);
  expect([...back.stale]).toEqual(['/age#label']);
});

test('columns may stand anywhere; a workbook without them, or in another language, is told', () => {
  const sheet = (...rows: string[][]) => readTexts(visit, writeXlsx([{ name: 'x', rows }]));
  expect(
    sheet(['note', 'target::th', 'key', 'source::en'], ['', 'การมา', '#title', 'A visit']),
  ).toMatchObject({
    edits: [{ key: '#title', text: 'การมา' }],
  });
  expect(sheet(['a', 'b'])).toEqual({ kind: 'no-columns' });
  expect(sheet(['key', 'source::en', 'target::id'])).toEqual({ kind: 'other-language', tag: 'id' });
  expect(readTexts(visit, new Uint8Array())).toMatchObject({
    kind: 'unreadable',
    problem: { code: 'file-empty' },
  });
});

test('a plain text that is translated stays what it was in the other languages', () => {
  const edit = { key: '/job/title#label', language: 'th', was: 'Title', text: 'ตำแหน่ง' };
  const { questionnaire } = applyEdits(visit, [edit]);
  const words = textsOf(questionnaire).find(({ key }) => key === edit.key)?.words;
  expect(words).toEqual({ en: 'Title', th: 'ตำแหน่ง', vi: 'Title' });
});

test('edits go onto a newer version: what somebody else changed meanwhile is told', () => {
  const mine = { key: '/age#label', language: 'th', was: 'อายุเท่าไร', text: 'ท่านอายุเท่าไร' };
  const theirs = applyEdits(visit, [{ ...mine, text: 'กี่ปี' }]).questionnaire;
  const { overtaken, gone } = applyEdits(theirs, [mine, { ...mine, key: '/gone#label' }]);
  expect(overtaken).toEqual([{ ...mine, now: 'กี่ปี' }]);
  expect(gone.map(({ key }) => key)).toEqual(['/gone#label']);
});

test('a translation that lost an insert, or a mark, is told; one that says it in other words is not', () => {
  expect(faultsOf('By {{plan_name}}, ${age}', 'โดย ${ age }')).toEqual([
    { code: 'insert-missing', what: '{{plan_name}}' },
  ]);
  expect(faultsOf('Hello', 'สวัสดี {{who}}')).toEqual([{ code: 'insert-extra', what: '{{who}}' }]);
  expect(faultsOf('Your **work** and _life_', 'งาน และ _ชีวิต_')).toEqual([
    { code: 'markup-differs', what: 'strong' },
  ]);
  expect(faultsOf('[Law](https://a.example)', '[กฎหมาย](https://b.example)')).toEqual([
    { code: 'link-differs', what: 'https://b.example' },
  ]);
  for (const [source, target] of [
    ['Your **work**', 'งาน**ของท่าน**'],
    ['{{who}} asks', ''],
    ['', '{{who}}'],
  ] as const)
    expect(faultsOf(source, target)).toEqual([]);
});

test('the files that stand beside words are named once, in all languages', () => {
  const media = { image: { en: 'card-en.png', th: 'card-th.png' }, audio: 'hello.mp3' };
  const [age, colour] = visit.items;
  if (!age || !colour) throw new Error('the visit asks for an age and a colour');
  const shown = {
    ...visit,
    items: [
      { ...age, media },
      { ...colour, media },
    ],
  };
  expect(filesNamedIn(shown)).toEqual(['card-en.png', 'card-th.png', 'hello.mp3']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { find, fold, indexOf } from '../../src/questionnaire/index.ts';

const found = (list: readonly string[], typed: string) =>
  find(indexOf(list), typed).map((at) => list[at] ?? '');

test.each([
  ['da nang', 'Đà Nẵng'],
  ['ĐÀ NẴNG', 'Đà Nẵng'],
  ['thua thien', 'Thừa Thiên Huế'],
  ['nuoc', 'Sở Tài nguyên nước'],
  ['กรงเทพ', 'กรุงเทพมหานคร'.replace('ุ', '')],
  ['ขอนแกน', 'ขอนแก่น'],
  ['bac', 'Bạc Liêu'],
  ['pinas', 'Las Piñas'],
])('%s finds %s', (typed, place) => {
  expect(found(['Kedah', place, 'Cebu'], typed)).toEqual([place]);
});

test('Thai vowels are letters, not marks: another vowel is another word', () => {
  expect(found(['กิน', 'กัน', 'กุน'], 'กิน')).toEqual(['กิน']);
});

test('what was typed exactly comes first, then beginnings, then words, then anywhere', () => {
  const list = ['Nakaman', 'Bandar Man', 'Mandaue', 'Mãn', 'man', 'Mân Thái'];
  expect(found(list, 'man')).toEqual(['man', 'Mãn', 'Mandaue', 'Mân Thái', 'Bandar Man', 'Nakaman']);
});

test('with nothing typed, the whole list in its order', () => {
  expect(found(['b', 'a', 'c'], '  ')).toEqual(['b', 'a', 'c']);
});

test('whatever is on the list is found by its own words, with marks or without', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      (list, pick) => {
        const at = pick % list.length;
        const text = list[at] ?? '';
        expect(find(indexOf(list), text)).toContain(at);
        expect(find(indexOf(list), fold(text))).toContain(at);
      },
    ),
  );
});

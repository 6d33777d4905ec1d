import { expect, test } from 'vitest';
import { keptEdits } from '../../src/dashboard/questionnaires/keptEdits.ts';

/** A browser's storage of so many letters. */
function storage(room = 10_000): Storage {
  const all = new Map<string, string>();
  const methods = {
    getItem: (name: string) => all.get(name) ?? null,
    removeItem: (name: string) => void all.delete(name),
    setItem(name: string, text: string) {
      const used = [...all].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
      if (used + name.length + text.length > room) throw new DOMException('full', 'QuotaExceededError');
      all.set(name, text);
    },
  };
  // what is kept are properties of it, as in a browser
  return new Proxy(methods as Storage, {
    ownKeys: () => [...all.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}

const edit = { key: '/age#label', language: 'th', was: 'อายุ', text: 'อายุเท่าไร' };

test('what was typed is there when the page comes again, for this questionnaire alone', () => {
  const kept = storage();
  expect(keptEdits('visit', kept).keep(edit)).toBe(true);
  keptEdits('visit', kept).keep({ ...edit, key: '/a b#hint', language: 'pt-BR', text: '' });
  expect(keptEdits('visit', kept).all()).toEqual([
    edit,
    { ...edit, key: '/a b#hint', language: 'pt-BR', text: '' },
  ]);
  expect(keptEdits('other', kept).all()).toEqual([]);
});

test('what was taken back is gone, and what others keep is left alone', () => {
  const kept = storage();
  kept.setItem('rintis.coordinator.language', 'th');
  kept.setItem('rintis.texts visit th broken', 'not ours');
  const edits = keptEdits('visit', kept);
  edits.keep(edit);
  edits.drop(edit);
  expect(edits.all()).toEqual([]);
  expect(kept.getItem('rintis.coordinator.language')).toBe('th');
});

test('a browser without room says so', () => {
  expect(keptEdits('visit', storage(20)).keep(edit)).toBe(false);
});

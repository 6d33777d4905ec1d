import { expect, test } from 'vitest';
import { differences, lastState } from './state.ts';

const row = (rest: object) => ({ ref: '/data/a', t: 'input', v: '', ...rest });

test('the last state is the first one, with what each step changed and took away', () => {
  const after = [
    { changed: [{ ref: '/data/b[2]', v: '1' }], removed: [] },
    { changed: [{ ref: '/data/a', v: '2' }], removed: ['/data/b[2]'] },
  ];
  expect(lastState([{ ref: '/data/a', v: '' }], after)).toEqual([{ ref: '/data/a', v: '2' }]);
});

test.for<[string, object, object]>([
  ['chosen names in any order', { t: 'select', v: 'b a' }, { t: 'select', v: 'a b' }],
  ['typographic and straight quotes', { label: "Child's  name" }, { label: 'Child’s name' }],
  ['padding around what is put in', { label: ' Hello Ana . ' }, { label: 'Hello Ana.' }],
  ['a message after what is wrong', { invalid: 'constraint: Too old' }, { invalid: 'constraint' }],
  ['a dash where the reference has no words', { label: '-' }, { label: 'Age' }],
  ['0.0 and 0', { v: '0.0' }, { v: '0' }],
  ['composed and decomposed letters', { v: 'e\u0301' }, { v: '\u00e9' }],
  ['generated ids', { v: 'uuid:1' }, { v: 'uuid:2' }],
])('%s make no difference', ([_, theirs, ours]) => {
  expect(differences([row(theirs)], [row(ours)])).toEqual([]);
});

test.for<[string, object, object]>([
  ['v', { v: '1' }, { v: '2' }],
  ['relevant', { relevant: false }, {}],
  ['required', { required: true }, {}],
  ['readonly', {}, { readonly: true }],
  ['label', { label: 'Age' }, { label: 'Name' }],
  ['invalid', { invalid: 'required' }, {}],
  ['choices', { choices: [['a', 'A']] }, { choices: [['b', 'B']] }],
])('%s makes a difference', ([property, theirs, ours]) => {
  expect(differences([row(theirs)], [row(ours)] as never)).toMatchObject([{ ref: '/data/a', property }]);
});

test('what only one of them has makes a difference; what a submission says of itself does not', () => {
  expect(differences([row({})], [])).toMatchObject([{ property: 'is there', expected: true }]);
  expect(differences([], [row({ ref: '/data/b[2]', t: 'repeat-instance' })])).toMatchObject([
    { expected: false },
  ]);
  expect(differences([row({ ref: '/data/meta/instanceID' })], [row({ ref: '/data', t: 'root' })])).toEqual(
    [],
  );
});

test('where clock and chance are at play, it is enough that a value is there', () => {
  expect(differences([row({ v: '0.4' })], [row({ v: '0.7' })], { volatile: true })).toEqual([]);
  expect(differences([row({ v: '0.4' })], [row({ v: '' })], { volatile: true })).toHaveLength(1);
});

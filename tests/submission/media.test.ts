import { expect, test } from 'vitest';
import type { Item } from '../../src/questionnaire/index.ts';
import { type MediaFile, mediaNamedBy } from '../../src/submission/index.ts';

const file = (name: string): MediaFile => ({ name, hash: 'a'.repeat(64), type: 'image/jpeg', size: 3 });

const items: Item[] = [
  { kind: 'text', name: 'note' },
  { kind: 'photo', name: 'house' },
  {
    kind: 'group',
    name: 'people',
    items: [
      { kind: 'audio', name: 'voice' },
      { kind: 'repeat', name: 'person', items: [{ kind: 'file', name: 'paper' }] },
    ],
  },
];

test('a submission lists the files that its answers name, in the order of the questions, each once', () => {
  const attached = ['c.pdf', 'b.jpg', 'voice.m4a', 'd.pdf'].map(file);
  const answers = {
    house: 'b.jpg',
    people: { voice: 'voice.m4a', person: [{ paper: 'd.pdf' }, {}, { paper: 'c.pdf' }, { paper: 'd.pdf' }] },
  };
  const named = mediaNamedBy(items, answers, attached).map(({ name }) => name);
  expect(named).toEqual(['b.jpg', 'voice.m4a', 'd.pdf', 'c.pdf']);
});

test('what was attached and is not named stays: skipped questions, photos taken again, a name in a text', () => {
  const attached = [{ ...file('old.jpg'), owner: 'x' }, file('house.jpg')];
  expect(mediaNamedBy(items, { note: 'old.jpg', house: 'house.jpg' }, attached)).toEqual([file('house.jpg')]);
  expect(mediaNamedBy(items, { house: 'lost.jpg' }, attached)).toEqual([]);
});

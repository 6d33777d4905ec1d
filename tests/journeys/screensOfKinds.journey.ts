/** Every kind of question but those for files and places: days, lists, ranks, scales. */
import { expect, test } from 'vitest';
import { behold } from './everyScreen.ts';

test('questions of every kind are accessible and lie well in every language', async () => {
  const { view, agrees, answers } = await behold();
  await agrees('office');
  await answers('office', { most: 12 });
  expect(view.found).toEqual([]);
});

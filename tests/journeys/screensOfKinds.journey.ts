/** Every kind of question: days, places, lists, ranks, photos, recordings. */
import { expect, test } from 'vitest';
import { behold } from './everyScreen.ts';

test('questions of every kind are accessible and lie well in every language', async () => {
  const { view, agrees, answers } = await behold();
  await agrees('office');
  await answers('office', { most: 12 });
  expect(view.found).toEqual([]);
});

test('questions for files are accessible and lie well in every language', async () => {
  const { view, agrees, answers } = await behold();
  await agrees('visit');
  await answers('visit', { most: 12 });
  expect(view.found).toEqual([]);
});

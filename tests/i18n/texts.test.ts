import { expect, test } from 'vitest';
import thai from '../../locales/th.review.json' with { type: 'json' };
import { changeTexts, openShelf, openTexts } from '../../src/i18n/texts.ts';

const counted = thai.reviewing.counted;

test('words of a part that comes while the language changes are there in the new language', async () => {
  const texts = await openTexts('en', ['everyone', 'coordinator']);
  await Promise.all([openShelf(texts, 'review'), changeTexts(texts, 'th')]);
  expect(texts.i18n.t('reviewing.counted' as never)).toBe(counted);
});

test('so are those of a part that is asked for while the words of a language are on their way', async () => {
  const texts = await openTexts('en', ['everyone', 'coordinator']);
  await Promise.all([changeTexts(texts, 'th'), openShelf(texts, 'review')]);
  expect(texts.i18n.t('reviewing.counted' as never)).toBe(counted);
});

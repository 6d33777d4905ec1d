import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { placeWords } from '../../src/controls/places/useWords.ts';
import { readCoordinates } from '../../src/questionnaire/index.ts';

async function wordsIn(language: string) {
  const file = new URL(`../../locales/${language}.places.json`, import.meta.url);
  const i18n = createInstance();
  const translation = JSON.parse(readFileSync(file, 'utf8'));
  await i18n.init({
    lng: language,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
  });
  return placeWords(i18n.getFixedT(language), language);
}

test('a position is written with the hemispheres of the language', async () => {
  const kupang = { latitude: -10.1772, longitude: 123.607 };
  const written = await Promise.all(
    ['en', 'ms', 'fil', 'th', 'vi'].map(async (language) => (await wordsIn(language)).position(kupang)),
  );
  expect(written).toEqual([
    '10.17720° S, 123.60700° E',
    '10.17720° S, 123.60700° T',
    '10.17720° S, 123.60700° E',
    '10.17720° ใต้, 123.60700° ตะวันออก',
    '10,17720° N; 123,60700° Đ',
  ]);
});

test.for(['en', 'ms', 'fil', 'th', 'vi'])(
  'in %s, what is written of a position can be typed again',
  async (language) => {
    const words = await wordsIn(language);
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (latitude, longitude) => {
          const read = readCoordinates(words.position({ latitude, longitude }), language);
          const position =
            'position' in read ? read.position : { latitude: Number.NaN, longitude: Number.NaN };
          expect(position.latitude).toBeCloseTo(latitude, 4);
          expect(position.longitude).toBeCloseTo(longitude, 4);
        },
      ),
    );
  },
);

test('metres, kilometres, square metres and hectares come in turn', async () => {
  const { metres, area } = await wordsIn('en');
  expect([4.26, 38.4, 999, 1_000, 12_345].map(metres)).toEqual(['4.3 m', '38 m', '999 m', '1 km', '12.3 km']);
  expect([8.25, 1_600, 25_000, 2_500_000, 2e9].map(area)).toEqual([
    '8.3 m²',
    '1,600 m²',
    '25,000 m² (2.5 hectares)',
    '2.5 km² (250 hectares)',
    '2,000 km²',
  ]);
});

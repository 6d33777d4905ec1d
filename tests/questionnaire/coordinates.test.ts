import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionOf, readCoordinates, suits, writePosition } from '../../src/questionnaire/index.ts';

const bangkok = { latitude: 13.7563, longitude: 100.5018 };
const reads = (language: string, typed: string, expected: unknown) =>
  expect([typed, readCoordinates(typed, language)]).toEqual([
    typed,
    typeof expected === 'string' ? { problem: expected } : { position: expected },
  ]);

test.for([
  '13.7563, 100.5018',
  '13.7563,100.5018',
  '13.7563 100.5018',
  '13,7563; 100,5018',
  '13,7563 100,5018',
  '13,7563, 100,5018',
  '13,7563,100,5018',
  '+13.7563 / 100.5018',
  '13.7563° N, 100.5018° E',
  'N 13.7563 E 100.5018',
  '100.5018 E 13.7563 N',
  '100.5018, 13.7563', // nothing is 100 degrees north
  '๑๓.๗๕๖๓ ๑๐๐.๕๐๑๘',
  'https://www.google.com/maps/@13.7563,100.5018,15z',
  'https://www.google.com/maps/place/X/@13.1,100.1,17z/data=!3m1!4b1!3d13.7563!4d100.5018',
  'https://maps.google.com/?q=13.7563,100.5018',
  'https://www.google.com/maps/search/?api=1&query=13.7563%2C100.5018',
  'https://www.openstreetmap.org/#map=15/13.7563/100.5018',
  'geo:13.7563,100.5018',
])('“%s” is one place', (typed) => {
  reads('en', typed, bangkok);
});

test.for([
  ['en', `13°45'22.68"N 100°30'6.48"E`],
  ['en', `13°45′22.68″N, 100°30′6.48″E`],
  ['en', `13º45’22.68’’N 100º30’6.48’’E`],
  ['en', `N13°45'22.68" E100°30'6.48"`],
  ['en', `13°45'22.68"N100°30'6.48"E`],
  ['en', '13 45 22.68 100 30 6.48'],
  ['en', '13-45-22.68 N, 100-30-6.48 E'],
  ['en', '13:45:22.68 100:30:6.48'],
  ['en', `13° 45.378' N, 100° 30.108' E`],
  ['th', '13.7563° เหนือ 100.5018° ตะวันออก'],
  ['th', '13.7563 N 100.5018 E'],
  ['vi', '13,7563° B; 100,5018° Đ'],
  ['vi', '13.7563 Bắc, 100.5018 Đông'],
  ['ms', '13.7563 U 100.5018 T'],
  ['ms', '13.7563 utara, 100.5018 timur'],
  ['fil', '13.7563 hilaga, 100.5018 silangan'],
] as const)('in %s, “%s” is one place', ([language, typed]) => {
  const read = readCoordinates(typed, language);
  const position = 'position' in read ? read.position : { latitude: 0, longitude: 0 };
  expect(position.latitude).toBeCloseTo(bangkok.latitude, 6);
  expect(position.longitude).toBeCloseTo(bangkok.longitude, 6);
});

test('the south and the west are below zero, by sign or by letter, not by both', () => {
  const kupang = { latitude: -10.1772, longitude: 123.607 };
  reads('en', '-10.1772, 123.607', kupang);
  reads('en', '−10.1772 123.607', kupang);
  reads('en', '10.1772 S 123.607 E', kupang);
  reads('vi', '10,1772 N 123,607 Đ', kupang); // nam
  reads('vi', '10.1772 S 123.607 E', kupang);
  reads('en', '10.1772 S 5.5 W', { latitude: -10.1772, longitude: -5.5 });
  reads('en', '-10.1772 S 123.607 E', 'unreadable');
});

test('what the device measured is taken over as ODK writes it', () => {
  reads('en', '13.7563 100.5018 12 4.5', { ...bangkok, altitude: 12, accuracy: 4.5 });
  reads('en', 'geo:13.7563,100.5018,12;u=4.5', { ...bangkok, altitude: 12, accuracy: 4.5 });
});

test('where a text can be read in two ways, nobody guesses', () => {
  reads('vi', '10 N 20', 'ambiguous'); // north in English, south in Vietnamese
  reads('vi', '10 N 20 E', { latitude: 10, longitude: 20 });
});

test.for([
  '',
  '13.7563',
  'here',
  '91 181',
  '13.7563 N 100.5018 N',
  '13 61 100 20',
  '1 2 3 4 5',
  '13.7 x 100.5',
  '13.7.1 100.5',
])('“%s” is no place', (typed) => {
  reads('en', typed, 'unreadable');
});

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

test('whatever is written as an answer is one, and is read as the same place', () => {
  const metres = fc.double({ min: 0, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(latitude, longitude, fc.option(fc.tuple(metres, metres)), (lat, lon, measured) => {
      const [altitude, accuracy] = measured ?? [];
      const text = writePosition({
        latitude: lat,
        longitude: lon,
        ...(altitude !== undefined && { altitude }),
        ...(accuracy !== undefined && { accuracy }),
      });
      expect(suits('place', text)).toBe(true);
      const read = positionOf(text);
      expect(read?.latitude).toBeCloseTo(lat, 6);
      expect(read?.longitude).toBeCloseTo(lon, 6);
      expect(read?.accuracy === undefined).toBe(measured === null);
    }),
  );
});

test('degrees, minutes and seconds come to the same place in every writing', () => {
  const whole = (most: number) => fc.integer({ min: 0, max: most });
  const angle = (most: number) => fc.tuple(whole(most), whole(59), whole(59), fc.boolean());
  fc.assert(
    fc.property(angle(89), angle(179), ([d, m, s, south], [d2, m2, s2, west]) => {
      const [lat, lon] = [d + m / 60 + s / 3600, d2 + m2 / 60 + s2 / 3600];
      const [ns, ew] = [south ? 'S' : 'N', west ? 'W' : 'E'];
      const ways = [
        `${d}°${m}'${s}"${ns} ${d2}°${m2}'${s2}"${ew}`,
        `${ns}${d} ${m} ${s}, ${ew}${d2} ${m2} ${s2}`,
        `${d2}° ${m2}′ ${s2}″ ${ew} / ${d}° ${m}′ ${s}″ ${ns}`,
        `${d} ${(m + s / 60).toFixed(6)} ${ns} ${d2} ${(m2 + s2 / 60).toFixed(6)} ${ew}`,
      ];
      for (const way of ways) {
        const read = readCoordinates(way, 'en');
        const position = 'position' in read ? read.position : { latitude: Number.NaN, longitude: Number.NaN };
        expect([way, Math.abs(position.latitude - (south ? -lat : lat)) < 1e-6]).toEqual([way, true]);
        expect([way, Math.abs(position.longitude - (west ? -lon : lon)) < 1e-6]).toEqual([way, true]);
      }
    }),
  );
});

test('nothing that is typed breaks the reading', () => {
  const soup = fc.string({ unit: fc.constantFrom(...`0123456789.,;:-+°'" NSEWĐต/@#`) });
  fc.assert(
    fc.property(soup, fc.constantFrom('en', 'ms', 'fil', 'th', 'vi', 'x-y'), (typed, language) => {
      const read = readCoordinates(typed, language);
      if ('position' in read) expect(suits('place', writePosition(read.position))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BrowserName } from '../support/browsers/index.ts';
import { corrects, tellsThreeCases } from './cases.ts';
import { agencyPlan, type Day, enumeratorsDay, shortDay } from './enumerators.ts';

/** Two agencies, on a tablet: the one until somebody comes in, the other to its end, and once more when it was received. */
const wholeDay: Day = {
  left: { plan: agencyPlan('Sở Nội vụ Đà Nẵng'), until: 'strat_status', name: /Sở Nội vụ Đà Nẵng/ },
  finished: {
    tell: tellsThreeCases,
    name: /Sở Tài chính Huế/,
    correct: corrects,
    row: {
      agency_name: 'Sở Tài chính Huế',
      'office_geo/latitude': '16.4637',
      innov_n: '3',
      obs_quality: 'fair',
      revision: '2',
    },
    files: 1,
  },
  size: { width: 800, height: 1280 },
};

test('an enumerator’s day without a signal, in Chromium and in Vietnamese', () =>
  enumeratorsDay('vi', 'chromium', wholeDay));

test.for<BrowserName>(['firefox', 'webkit'])('a short day of an enumerator in %s', (browser) =>
  enumeratorsDay('en', browser, shortDay),
);

test('a respondent’s phone keeps nothing of what only enumerators need, and an enrolled one all of it', () => {
  const built = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../dist/.vite/${name}.json`, import.meta.url), 'utf8'));
  const chunk: string = built('manifest')['src/screens/enumerator.ts'].file;
  expect(built('parts').enumerator).toContain(chunk);
  const words: string = built('manifest')['src/i18n/words/enumerator.ts'].file;
  expect(built('parts').enumerator).toContain(words);
  expect(built('precache')).not.toContain(chunk);
  expect(built('precache')).not.toContain(words);
});

import { test } from 'vitest';
import type { BrowserName } from '../support/browsers/index.ts';
import { enumeratorsDay, shortDay, wholeDay } from './enumerators.ts';

test('an enumerator’s day without a signal, in Chromium and in Vietnamese', () =>
  enumeratorsDay('vi', 'chromium', wholeDay));

test.for<BrowserName>(['firefox', 'webkit'])('a short day of an enumerator in %s', (browser) =>
  enumeratorsDay('en', browser, shortDay),
);

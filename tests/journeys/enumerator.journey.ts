import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BrowserName } from '../support/browsers/index.ts';
import { enumeratorsDay, shortDay, wholeDay } from './enumerators.ts';

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
  expect(built('parts').enumerator.some((file: string) => file.includes('vi.enumerator'))).toBe(true);
  expect(built('precache')).not.toContain(chunk);
  expect(built('precache').some((file: string) => file.includes('.enumerator'))).toBe(false);
});

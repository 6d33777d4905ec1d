import { expect, test } from 'vitest';
import { exportAddress } from '../../src/dashboard/exportAddress.ts';

test('codes need no language', () => {
  expect(exportAddress('demo', { labels: null, table: null })).toBe(
    '/api/coordinator/surveys/demo/export?format=csv',
  );
});

test('labels come in the language that was chosen', () => {
  expect(exportAddress('demo', { labels: 'th', table: null })).toBe(
    '/api/coordinator/surveys/demo/export?format=csv&labels=1&lang=th',
  );
});

test('a table may have a name in any script', () => {
  const address = exportAddress('demo', { labels: null, table: 'กรณี & 1' });
  expect(new URL(address, 'https://survey.example').searchParams.get('table')).toBe('กรณี & 1');
});

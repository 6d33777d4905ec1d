import { test } from 'vitest';
import { enumeratorsDay } from './enumerators.ts';

test('an enumerator’s day without a signal, in Chromium and in Vietnamese', () =>
  enumeratorsDay('vi', 'chromium'));

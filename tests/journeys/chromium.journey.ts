import { test } from 'vitest';
import { desktop, phone } from '../support/browsers/index.ts';
import { shortJourney } from './short.ts';
import type { Language } from './words.ts';

test.for<[Language, 'phone' | 'desktop']>([
  ['en', 'desktop'],
  ['ms', 'phone'],
  ['fil', 'desktop'],
  ['vi', 'phone'],
])('in Chromium, an official answers in %s on a %s', ([language, device]) =>
  shortJourney(language, 'chromium', device === 'phone' ? phone : desktop),
);

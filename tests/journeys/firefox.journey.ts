import { test } from 'vitest';
import { desktop, phone } from '../support/browsers/index.ts';
import { shortJourney } from './short.ts';
import type { Language } from './words.ts';

test.for<[Language, 'phone' | 'desktop', 'whole' | 'hurried']>([
  ['en', 'desktop', 'whole'],
  ['ms', 'phone', 'whole'],
  ['fil', 'desktop', 'whole'],
  ['vi', 'phone', 'hurried'],
])('in Firefox, an official answers in %s on a %s', ([language, device, way]) =>
  shortJourney(language, 'firefox', device === 'phone' ? phone : desktop, way),
);

/** Journeys: real browsers against the real server. Apart from the other tests, because each takes seconds. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/journeys/**/*.journey.ts'],
    globalSetup: ['tests/journeys/setup.ts'],
    env: { TZ: 'Asia/Bangkok' },
    pool: 'forks',
    maxWorkers: 3, // people wait more than browsers work: two cores are half idle with two
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});

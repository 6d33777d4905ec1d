/** Journeys: real browsers against the real server. Apart from the other tests, because each takes seconds. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { testEnvironment } from '../vite.config.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/journeys/**/*.journey.ts'],
    globalSetup: ['tests/journeys/setup.ts'],
    env: testEnvironment,
    pool: 'forks',
    maxWorkers: 3, // half of a journey is waiting
    retry: 1, // beside all other tests on two cores a browser may be late; the report says which was asked once more
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});

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
    maxWorkers: 2, // with three, WebKit was seen to leave a page's database unanswered for longer than a person waits
    retry: 1, // a browser that hung once is asked once more, and the report says so; who fails twice has failed
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});

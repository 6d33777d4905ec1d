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
    maxWorkers: 2, // a browser is busy on its own; WebKit was seen not to answer in time when more was going on (cause not found)
    retry: 1, // for that WebKit: the report says which was asked once more, and who fails twice has failed
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCatalogue } from '../../src/server/catalogue.ts';
import { openKeys } from '../../src/server/keys.ts';
import { openStore } from '../../src/server/store/index.ts';
import { json, newFolder, smallQuestionnaire, submissionTo } from './office.ts';
import { startServer } from './process.ts';

/** Every byte under a folder, as text in which each byte is a letter. */
function rawly(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

test('of who answers anonymously there is no address, device or hour: in no byte of the database, and in no line of the log', async () => {
  const dataDir = newFolder();
  const store = await openStore({ dataDir, databaseUrl: undefined }, console.error);
  const catalogue = openCatalogue(store, openKeys(dataDir), Date.now);
  const hash = await catalogue.addQuestionnaire(smallQuestionnaire);
  await catalogue.saveSurvey({
    id: 'demo',
    title: 'Demo',
    questionnaire: hash,
    languages: ['th', 'en'],
    defaultLanguage: 'en',
    privacy: 'anonymous',
    inserts: {},
  });
  await store.close();

  const { url, started } = await startServer({ DATA_DIR: dataDir, TRUST_PROXY: '1' });
  const traces = {
    'x-forwarded-for': '203.0.113.9',
    'user-agent': 'Telling Phone 12',
    referer: 'https://mali.example',
  };
  const submissions = Array.from({ length: 5 }, () => submissionTo({ hash }));
  for (const submission of submissions) {
    const body = JSON.stringify(submission);
    const reply = await fetch(`${url}/api/submissions/${submission.id}`, json('PUT', body, traces));
    expect([reply.status, (await reply.json()).receivedAt]).toEqual([
      200,
      new Date().toISOString().slice(0, 10),
    ]);
  }
  await started.end('SIGTERM');

  const kept = rawly(dataDir);
  for (const { id } of submissions) expect(kept).toContain(id); // so it is the right place to look
  const log = started
    .said()
    .split('\n')
    .filter((line) => line.includes('"route"'));
  expect(log.length).toBeGreaterThanOrEqual(5);
  const hour = new Date().toISOString().slice(0, 13); // 2026-11-23T09
  for (const trace of [...Object.values(traces), '203.0.113', '127.0.0.1', 'Telling', hour]) {
    expect(kept.includes(trace), `${trace} in the database`).toBe(false);
    expect(log.join('\n').includes(trace), `${trace} in the log`).toBe(false);
  }
  for (const { id } of submissions) expect(log.join('\n')).not.toContain(id);
});

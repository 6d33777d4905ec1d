/** The phone's own code against a server that listens, over a connection that breaks. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { expect, onTestFinished, test } from 'vitest';
import {
  attachMedia,
  beginDraft,
  finishDraft,
  keepSurvey,
  mediaState,
  mediaWaitingOf,
} from '../../src/storage/index.ts';
import { Survey, toBody } from '../../src/submission/index.ts';
import { type Post, startRunner } from '../../src/sync/index.ts';
import { fileOf, openMediaOffice, pictureOf, standingOf, withMedia } from '../server/mediaOffice.ts';
import { brittleRoad } from '../support/brittle.ts';
import { device, draftOf } from '../support/device.ts';
import { clock, worldOf } from '../support/weather.ts';

async function listening() {
  const office = await openMediaOffice();
  const server = createAdaptorServer({ fetch: office.app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { office, port: (server.address() as AddressInfo).port };
}

test('20 MB over a connection that is cut ten times arrive whole, and less than 1.3 times as much was sent', async () => {
  const { office, port } = await listening();
  const video = pictureOf('video', 20 * 1024 * 1024);
  const file = fileOf(video);
  const submission = withMedia(office, file);

  const { db } = device();
  const survey = await office.app.request('/api/surveys/demo');
  await keepSurvey(db, Survey.parse(await survey.json()));
  const { id, questionnaire, language, finishedAt } = submission;
  const draft = draftOf({ id, questionnaire });
  await beginDraft(db, draft, []);
  await attachMedia(db, { owner: id, ...file }, new Blob([video]), draft.startedAt);
  const finished = { id, survey: 'demo', questionnaire, language, finishedAt, keptAt: draft.startedAt };
  await finishDraft(db, { ...finished, ...toBody(submission) }, [file]);

  const road = await brittleRoad(
    { port },
    Array.from({ length: 10 }, (_, at) => 1_000_000 + at * 1_900_001),
  );
  onTestFinished(() => road.close());
  const post: Post = ({ method, path, headers, body, signal }) =>
    fetch(road.origin + path, { method, headers, body: body ?? null, signal, redirect: 'manual' });
  const time = clock();
  const runner = startRunner(worldOf(db, post, time));
  onTestFinished(() => runner.stop());
  await runner.nudge('visible');
  for (let waits = 0; waits < 50 && (await mediaState(db)).files > 0; waits++) await time.pass(20_000);

  expect(await mediaWaitingOf(db, id)).toEqual([]);
  expect(road.broken()).toBe(10);
  expect((await standingOf(office, submission)).missing).toEqual([]);
  expect(await db.mediaReceipts.count()).toBe(1); // proven
  console.info(`20 MB, cut ten times: ${(road.sent() / video.length).toFixed(3)} times its size was sent`);
  expect(road.sent()).toBeLessThan(1.3 * video.length);
});

/** Threads that read large requests: whoever sends one cannot tell who has read it. */
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { BatchLine } from '../../src/submission/index.ts';
import { json, type Office, openOffice, submissionTo } from './office.ts';

async function post(office: Office, bodies: readonly string[]): Promise<BatchLine[]> {
  const type = { 'content-type': 'application/x-ndjson' };
  const reply = await office.app.request('/api/submissions', json('POST', bodies.join('\n'), type));
  expect(reply.status).toBe(200);
  return (await reply.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as BatchLine);
}

const manyTo = (office: Office, many = 60) => Array.from({ length: many }, () => submissionTo(office));

/** All kinds of things among sixty lines. */
function mixedTo(office: Office): string[] {
  const all = manyTo(office).map((it) => JSON.stringify(it));
  const [first = ''] = all;
  all[3] = '{"format":1';
  all[7] = JSON.stringify({ ...submissionTo(office), survey: 'elsewhere' });
  all[26] = JSON.stringify({ ...submissionTo(office), questionnaire: '0'.repeat(64) });
  all[27] = JSON.stringify({ ...submissionTo(office), answers: { consent: 'agree', work: { age: 3 } } });
  all[28] = '\u{1f600} \ufffd';
  all[58] = first;
  return all;
}

test('what threads have read is answered line by line as if the request had been read by the one that answers', async () => {
  const office = await openOffice({ threads: 2 });
  const alone = await openOffice({ threads: 0 });
  const lines = mixedTo(office);
  const [some, others] = await Promise.all([post(office, lines), post(alone, lines)]);
  const told = (it: BatchLine) =>
    'problem' in it ? it : { ...it.receipt, key: undefined, signature: undefined, receivedAt: undefined };
  expect(some.map(told)).toEqual(others.map(told));
  expect(some.flatMap((it, at) => ('problem' in it ? [[at, it.problem.code]] : []))).toEqual([
    [3, 'submission-malformed'],
    [7, 'survey-unknown'],
    [26, 'questionnaire-unknown'],
    [27, 'submission-unacceptable'],
    [28, 'submission-malformed'],
  ]);
  expect(some[58]).toEqual(some[0]);
  expect(await office.store.countsOf('demo')).toMatchObject({ submissions: 54, revisions: 0 });
});

test('a survey that was changed is another one for the next request', async () => {
  const office = await openOffice({ threads: 2 });
  const codes = async () => {
    const lines = manyTo(office, 30).map((it) => JSON.stringify(it));
    return new Set((await post(office, lines)).map((it) => ('problem' in it ? it.problem.code : 'kept')));
  };
  expect(await codes()).toEqual(new Set(['kept']));
  const survey = JSON.parse((await office.store.survey('demo')) ?? '');
  await office.catalogue.saveSurvey({ ...survey, languages: ['en'], defaultLanguage: 'en' });
  expect(await codes()).toEqual(new Set(['submission-unacceptable']));
  await office.catalogue.saveSurvey(survey);
  expect(await codes()).toEqual(new Set(['kept']));
});

test('where a thread dies, its lines are read by the one that answers, and another thread comes', async () => {
  const office = await openOffice({ threads: 2 });
  const say = vi.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
    void this.terminate();
  });
  onTestFinished(() => say.mockRestore());
  const lines = manyTo(office).map((it) => JSON.stringify(it));
  for (const round of [1, 2]) {
    const replies = await post(office, lines);
    expect(
      replies.filter((it) => 'receipt' in it),
      `round ${round}`,
    ).toHaveLength(60);
  }
  expect(await office.store.countsOf('demo')).toMatchObject({ submissions: 60, revisions: 0 });
  expect(office.log.filter((line) => 'failure' in line).length).toBeGreaterThan(0);
});

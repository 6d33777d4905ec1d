import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { type Receipt, type Submission, Survey, verifyReceipt } from '../../src/submission/index.ts';
import { hashOf, json, newFolder, submissionTo } from './office.ts';
import { type Server, startServer } from './process.ts';

/** A submission to the demonstration: consent, and an answer that says which one it is. */
async function demoSubmission(server: Server): Promise<Submission> {
  const survey = Survey.parse(await (await fetch(`${server.url}/api/surveys/demo`)).json());
  const { items } = Questionnaire.parse(
    await (await fetch(`${server.url}/api/questionnaires/${survey.questionnaire}`)).json(),
  );
  const groupOf = (name: string) =>
    items.find((item) => 'items' in item && item.items.some((it) => it.name === name))?.name;
  const place = (name: string, answer: string) =>
    groupOf(name) ? { [groupOf(name) ?? '']: { [name]: answer } } : { [name]: answer };
  return submissionTo(
    { hash: survey.questionnaire },
    {
      language: 'en',
      pages: {},
      consent: { question: 'consent', answer: 'agree', language: 'en', givenAt: '2026-11-23' },
      answers: { ...place('consent', 'agree'), ...place('scr_public', 'no') },
    },
  );
}

const put = (server: Server, submission: Submission) =>
  fetch(`${server.url}/api/submissions/${submission.id}`, json('PUT', JSON.stringify(submission)));

async function receiptOf(server: Server, submission: Submission): Promise<Receipt> {
  const response = await put(server, submission);
  const receipt = await response.json();
  expect([response.status, receipt.code]).toEqual([200, undefined]);
  const { keys } = await (await fetch(`${server.url}/api/keys`)).json();
  const hash = hashOf(JSON.stringify(submission));
  expect(verifyReceipt(receipt, keys, { id: submission.id, hash })).toBe(true);
  return receipt;
}

const rowsIn = (dataDir: string): { id: string; revision: number }[] => {
  const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'), { readOnly: true });
  try {
    return db.prepare('SELECT id, revision FROM submissions').all() as { id: string; revision: number }[];
  } finally {
    db.close();
  }
};

test('killed after the commit, before anybody heard of it: sent again, it is one row with a good receipt', async () => {
  const DATA_DIR = newFolder();
  const first = await startServer({ DATA_DIR });
  const submission = await demoSubmission(first);

  const body = JSON.stringify(submission);
  const socket = connect(Number(new URL(first.url).port), '127.0.0.1');
  socket.on('error', () => undefined); // the server dies, that is the story
  await once(socket, 'connect');
  socket.write(
    `PUT /api/submissions/${submission.id} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  while (rowsIn(DATA_DIR).length === 0) await wait(1);
  await first.started.end('SIGKILL');
  socket.destroy(); // whatever it may have said was not heard

  const second = await startServer({ DATA_DIR });
  expect(await receiptOf(second, submission)).toMatchObject({ revision: 1 });
  expect(rowsIn(DATA_DIR)).toEqual([{ id: submission.id, revision: 1 }]);
});

test('killed in the middle of a crowd, three times: nothing acknowledged is lost, and all sent again are there once', async () => {
  const DATA_DIR = newFolder();
  const acknowledged = new Map<string, Receipt>();
  const all: Submission[] = [];
  for (let round = 0; round < 3; round++) {
    const server = await startServer({ DATA_DIR });
    const crowd = await Promise.all(Array.from({ length: 80 }, () => demoSubmission(server)));
    all.push(...crowd);
    const sending = crowd.map(async (one) => {
      const receipt = await put(server, one)
        .then((response) => response.json())
        .catch(() => null);
      if (receipt) acknowledged.set(one.id, receipt);
    });
    while (acknowledged.size < round * 80 + 15) await wait(1);
    await server.started.end('SIGKILL');
    await Promise.all(sending);
    expect(rowsIn(DATA_DIR).map(({ id }) => id)).toEqual(expect.arrayContaining([...acknowledged.keys()]));
    const again = await startServer({ DATA_DIR });
    for (const one of crowd) {
      const receipt = await receiptOf(again, one);
      if (acknowledged.has(one.id)) expect(receipt).toEqual(acknowledged.get(one.id));
      acknowledged.set(one.id, receipt);
    }
    await again.started.end('SIGKILL');
  }
  expect(
    rowsIn(DATA_DIR)
      .map(({ id, revision }) => `${id} ${revision}`)
      .sort(),
  ).toEqual(all.map(({ id }) => `${id} 1`).sort());
});

test('asked to stop, it finishes what it began: every request is answered, and the process ends well', async () => {
  const DATA_DIR = newFolder();
  const server = await startServer({ DATA_DIR });
  const crowd = await Promise.all(Array.from({ length: 40 }, () => demoSubmission(server)));
  const sending = crowd.map((one) =>
    put(server, one).then(
      async (response) => (await response.json()).id,
      () => null,
    ),
  );
  while (rowsIn(DATA_DIR).length === 0) await wait(1);
  const { child } = server.started;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const answered = (await Promise.all(sending)).filter((id) => id !== null);
  expect(await ended).toEqual([0, null]);
  expect(answered.length).toBeGreaterThan(0);
  expect(rowsIn(DATA_DIR).map(({ id }) => id)).toEqual(expect.arrayContaining(answered));
  expect(server.started.said()).toContain('"event":"stopped"');
});

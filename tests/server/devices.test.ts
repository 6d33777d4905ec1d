import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { StoredSurvey } from '../../src/plan/index.ts';
import { audit } from '../../src/server/audit.ts';
import type { Fielding } from '../../src/server/catalogue.ts';
import { exportCsv } from '../../src/server/export.ts';
import { makeCode } from '../../src/server/routes/devices.ts';
import { Enrolment, type Submission, submissionIdFor } from '../../src/submission/index.ts';
import { json, type Office, openOffice, smallQuestionnaire, submissionTo, today } from './office.ts';

const forDevices: Partial<StoredSurvey> = { privacy: 'confidential', answeredBy: 'devices' };

const codeOf = async ({ store, clock }: Office, uses = 5, days = 7): Promise<string> =>
  (await makeCode(store, { survey: 'demo', uses, days, by: 'mali', now: clock.now })).code;

const asks = (office: Office, code: string, device: string = randomUUID(), name = 'Somchai') =>
  office.app.request('/api/enrolments', json('POST', JSON.stringify({ code, device, name })));

async function enrols(office: Office, ...rest: [device?: string, name?: string]): Promise<Enrolment> {
  return Enrolment.parse(await (await asks(office, await codeOf(office), ...rest)).json());
}

const sends = (office: Office, submission: Submission, token?: string) =>
  office.app.request(
    `/api/submissions/${submission.id}`,
    json('PUT', JSON.stringify(submission), token ? { authorization: `Bearer ${token}` } : {}),
  );

async function table(office: Office): Promise<Record<string, string>[]> {
  const csv = await exportCsv(office.store, (await office.catalogue.fielding('demo')) as Fielding, {});
  let text = '';
  for await (const piece of csv ?? []) text += piece;
  const [head = '', ...rows] = text.replace('\ufeff', '').trimEnd().split('\r\n');
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, at) => [names[at] ?? '', cell])));
}

test('a code lets a device in, and what it sends bears its name', async () => {
  const office = await openOffice({ survey: forDevices });
  const { token, survey } = await enrols(office, undefined, 'สมชาย');
  expect(survey.id).toBe('demo');
  expect((await sends(office, submissionTo(office), token)).status).toBe(200);
  expect(await table(office)).toMatchObject([{ device: 'สมชาย', review: '0' }]);
  expect(await office.store.devices('demo')).toMatchObject([{ name: 'สมชาย', seenOn: today }]);
});

test('a device tells what it still holds, except where it would tell of somebody', async () => {
  for (const privacy of ['confidential', 'anonymous'] as const) {
    const office = await openOffice({ survey: { ...forDevices, privacy } });
    const { token } = await enrols(office);
    const says = (holds: string) => {
      const submission = submissionTo(office);
      const headers = { authorization: `Bearer ${token}`, 'device-holds': holds };
      return office.app.request(
        `/api/submissions/${submission.id}`,
        json('PUT', JSON.stringify(submission), headers),
      );
    };
    const held = async () => (await office.store.devices('demo')).map(({ holds }) => holds).join();
    for (const holds of ['3 12', '4 0', 'many', '']) expect((await says(holds)).status).toBe(200);
    expect([privacy, await held()]).toEqual([privacy, privacy === 'anonymous' ? '' : '4 0']);
  }
});

test('asking again after a lost reply enrols once, and both tokens hold', async () => {
  const office = await openOffice({ survey: forDevices });
  const code = await codeOf(office, 1);
  const device = randomUUID();
  const first = Enrolment.parse(await (await asks(office, code, device)).json());
  const second = Enrolment.parse(await (await asks(office, code, device)).json());
  expect(await office.store.enrolmentCodes('demo')).toMatchObject([{ used: 1 }]);
  expect(await office.store.devices('demo')).toHaveLength(1);
  await sends(office, submissionTo(office), first.token);
  await sends(office, submissionTo(office), second.token);
  expect((await table(office)).map(({ review }) => review)).toEqual(['0', '0']);
});

test('a code that is used up, over, revoked or wrong lets nobody in', async () => {
  const office = await openOffice({ survey: forDevices });
  const usedUp = await codeOf(office, 1);
  await asks(office, usedUp);
  const revoked = await codeOf(office);
  await office.store.revokeEnrolmentCode('demo', revoked);
  const over = await codeOf(office, 5, 1);
  office.clock.now += 24 * 60 * 60_000;
  for (const code of [usedUp, revoked, over, '00000-00000', 'nonsense']) {
    const reply = await asks(office, code);
    expect([code, reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
      code,
      403,
      'enrolment-refused',
    ]);
  }
});

test('a code may be typed as people type', async () => {
  const office = await openOffice({ survey: forDevices });
  const code = await codeOf(office);
  expect((await asks(office, ` ${code.toLowerCase().replace('-', ' ')}`)).status).toBe(200);
});

test('guessing ends soon', async () => {
  const office = await openOffice({ survey: forDevices });
  const replies: number[] = [];
  for (let guess = 0; guess < 70; guess++) replies.push((await asks(office, '00000-00000')).status);
  expect(replies.filter((status) => status === 403)).toHaveLength(60);
  expect(replies.at(-1)).toBe(429);
});

test('without a token, with an unknown one, or from a retired device, it is kept and marked', async () => {
  const office = await openOffice({ survey: forDevices });
  const { token, device } = await enrols(office);
  await office.store.retireDevice('demo', device, 'mali', new Date(office.clock.now).toISOString());
  for (const by of [undefined, 'x'.repeat(43), token]) {
    expect((await sends(office, submissionTo(office), by)).status).toBe(200);
  }
  expect((await table(office)).map(({ review }) => review)).toEqual(['1', '1', '1']);
  expect((await table(office)).map(({ device }) => device).sort()).toEqual(['', '', 'Somchai']);
  expect(await office.store.standingCountsOf('demo')).toMatchObject({ review: 3 });
  expect((await office.store.look(audit)).faults).toEqual([]);
});

test('one in review is accepted once, and the device never hears of it', async () => {
  const office = await openOffice({ survey: forDevices });
  const one = submissionTo(office);
  const { hash } = (await (await sends(office, one)).json()) as { hash: string };
  const asked = () =>
    office.app.request(`/api/submissions/${one.id}/standing`, { headers: { 'submission-hash': hash } });
  expect(await (await asked()).json()).toMatchObject({ standing: 'received' });
  const accept = { kind: 'accepted', by: 'mali' } as const;
  expect(await office.store.act(one.id, accept, today)).toBe('done');
  expect(await office.store.act(one.id, accept, today)).toBe('done');
  expect(await table(office)).toMatchObject([{ review: '0' }]);
  expect(await office.store.standingCountsOf('demo')).toMatchObject({ review: 0 });
  expect((await office.store.look(audit)).faults).toEqual([]);
});

test('a correction by an enrolled device takes its submission out of review', async () => {
  const office = await openOffice({ survey: forDevices });
  const { token } = await enrols(office);
  const one = submissionTo(office);
  const { hash } = (await (await sends(office, one)).json()) as { hash: string };
  await sends(office, { ...one, basedOn: hash, language: 'en' }, token);
  expect(await table(office)).toMatchObject([{ revision: '2', review: '0', device: 'Somchai' }]);
  expect((await office.store.look(audit)).faults).toEqual([]);
});

test('an anonymous survey keeps no device with an answer, and no day on which one was seen', async () => {
  const office = await openOffice({ survey: { privacy: 'anonymous', answeredBy: 'devices' } });
  const { token } = await enrols(office);
  await sends(office, submissionTo(office), token);
  await sends(office, submissionTo(office));
  const rows = await table(office);
  expect(rows.map(({ review }) => review).sort()).toEqual(['0', '1']);
  expect(Object.keys(rows[0] ?? {})).not.toContain('device');
  expect((await office.store.newest('demo', null, 9)).map(({ device }) => device)).toEqual(['', '']);
  expect(await office.store.devices('demo')).toMatchObject([{ seenOn: '' }]);
});

test('an open link is nobody’s review, and its export has no columns of devices', async () => {
  const office = await openOffice();
  await sends(office, submissionTo(office));
  const [row = {}] = await table(office);
  expect(Object.keys(row)).not.toContain('review');
  expect(Object.keys(row)).not.toContain('device');
});

test('a retired device comes back only with a code that was made later, and all it sent is there', async () => {
  const office = await openOffice({ survey: forDevices });
  const device = randomUUID();
  const early = await codeOf(office);
  const { token } = Enrolment.parse(await (await asks(office, early, device)).json());
  await sends(office, submissionTo(office), token);
  await office.store.retireDevice('demo', device, 'mali', new Date(office.clock.now).toISOString());
  expect((await asks(office, early, device)).status).toBe(403);
  office.clock.now += 1000;
  expect((await asks(office, await codeOf(office), device)).status).toBe(200);
  expect(await table(office)).toHaveLength(1);
  expect((await office.store.look(audit)).faults).toEqual([]);
});

test('a token is good for its survey only', async () => {
  const office = await openOffice({ survey: forDevices });
  const { token } = await enrols(office);
  const other = { ...((await office.catalogue.survey('demo')) as StoredSurvey), id: 'other' };
  await office.catalogue.saveSurvey(other);
  const one = { ...submissionTo(office), survey: 'other' };
  await sends(office, one, token);
  expect(await office.store.standingCountsOf('other')).toMatchObject({ review: 1 });
});

test('a draft that was begun before the questionnaire changed is taken in as it was asked', async () => {
  const office = await openOffice({ survey: { privacy: 'confidential' } });
  const old = submissionTo(office);
  const changed = { ...smallQuestionnaire, version: '2' };
  const next = await office.catalogue.addQuestionnaire(changed);
  await office.catalogue.saveSurvey({
    ...((await office.catalogue.survey('demo')) as StoredSurvey),
    questionnaire: next,
  });
  expect((await sends(office, old)).status).toBe(200);
  expect((await sends(office, submissionTo({ hash: next }))).status).toBe(200);
  expect((await sends(office, submissionTo({ hash: 'f'.repeat(64) }))).status).toBe(404);
  expect(await office.catalogue.survey('demo')).not.toHaveProperty('earlier');
});

test('the log of devices shows who was taken out of it', async () => {
  const office = await openOffice({ survey: forDevices });
  await enrols(office, undefined, 'Somchai');
  const seen = await office.store.look(audit);
  expect(seen).toMatchObject({ entries: 1, faults: [] });
});

test('ids tell the time where the survey may know it', async () => {
  const office = await openOffice({ survey: forDevices });
  const { token } = await enrols(office);
  const id = submissionIdFor('confidential', new Date(office.clock.now), new Uint8Array(16));
  expect((await sends(office, { ...submissionTo(office), id }, token)).status).toBe(200);
});

import { expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { givePassword } from '../../src/server/sessions.ts';
import {
  History,
  receiptCode,
  Standing,
  StandingList,
  Standings,
  type Submission,
  verifyWithdrawal,
} from '../../src/submission/index.ts';
import { hashOf, json, type Office, openOffice, submissionTo, today } from './office.ts';
import { type Ground, onEachStore } from './stores.ts';

const hashIn = (submission: Submission) => hashOf(JSON.stringify(submission));
const codeOf = (submission: Submission) => receiptCode(submission.id, hashIn(submission));
const withAge = (submission: Submission, age: number, basedOn?: Submission): Submission => ({
  ...submission,
  answers: { consent: 'agree', work: { age } },
  ...(basedOn && { basedOn: hashIn(basedOn) }),
});

async function officeOn(ground: Ground): Promise<Office> {
  const store = await ground.newPlace().open();
  onTestFinished(() => store.close());
  return openOffice({ store });
}

const ask = (office: Office, submission: Submission, hash = hashIn(submission)) =>
  office.app.request(`/api/submissions/${submission.id}/standing`, { headers: { 'submission-hash': hash } });
const standingOf = async (office: Office, submission: Submission) =>
  Standing.parse(await (await ask(office, submission)).json());
const withdraw = (office: Office, said: unknown) =>
  office.app.request('/api/withdrawals', json('POST', JSON.stringify(said)));
const exported = async (office: Office) =>
  (await office.store.newest('demo', null, 100)).map(({ id, revision }) => `${id} ${revision}`);

async function coordinatorOf(office: Office) {
  const password = await givePassword(office.store, 'mali');
  const signedIn = await office.app.request(
    '/api/session',
    json('POST', JSON.stringify({ name: 'mali', password })),
  );
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    get: async (path: string) =>
      (await office.app.request(`/api/coordinator${path}`, { headers: { cookie } })).json(),
    post: (path: string, said: unknown) =>
      office.app.request(`/api/coordinator${path}`, json('POST', JSON.stringify(said), { cookie })),
  };
}

onEachStore((ground) => {
  test('a submission sent back comes again as the next revision, and both sides see how it stands', async () => {
    const office = await officeOn(ground);
    const mali = await coordinatorOf(office);
    const first = submissionTo(office);
    await office.put(first);
    expect(await standingOf(office, first)).toMatchObject({ revision: 1, standing: 'received' });

    const sendBack = () => mali.post(`/submissions/${first.id}/return`, { comment: 'Which year was it?' });
    expect([(await sendBack()).status, (await sendBack()).status]).toEqual([204, 204]);
    const returned = await standingOf(office, first);
    expect(returned).toMatchObject({ standing: 'returned', comment: 'Which year was it?' });
    const list = StandingList.parse(await mali.get('/surveys/demo/standings?standing=returned'));
    expect(list.submissions).toMatchObject([{ id: first.id, current: 1 }]);

    const better = { ...withAge(first, 42), basedOn: returned.current.hash };
    expect(await (await office.put(better)).json()).toMatchObject({ revision: 2 });
    expect(await standingOf(office, first)).toMatchObject({
      standing: 'received',
      current: { revision: 2, hash: hashIn(better) },
    });
    expect(await exported(office)).toEqual([`${first.id} 2`]);
    const history = History.parse(await mali.get(`/submissions/${first.id}`));
    expect(history.log.map(({ kind, by, day }) => [kind, by, day])).toEqual([
      ['kept', undefined, today],
      ['returned', 'mali', today],
      ['kept', undefined, today],
    ]);
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('two corrections of the same revision are a fork: nothing is overwritten until a coordinator decides', async () => {
    const office = await officeOn(ground);
    const mali = await coordinatorOf(office);
    const first = submissionTo(office);
    const [here, there] = [withAge(first, 42, first), withAge(first, 43, first)];
    for (const one of [first, here, there]) await office.put(one);
    expect(await exported(office)).toEqual([`${first.id} 2`]);
    for (const one of [here, there]) expect((await standingOf(office, one)).standing).toBe('forked');
    expect(await office.store.standingCountsOf('demo')).toMatchObject({ forked: 1 });
    expect((await mali.post(`/submissions/${first.id}/return`, { comment: 'x' })).status).toBe(409);

    const on = withAge(first, 44, there); // somebody goes on with the branch that does not count
    await office.put(on);
    expect(await exported(office)).toEqual([`${first.id} 2`]);
    expect((await mali.post(`/submissions/${first.id}/resolve`, { revision: 3 })).status).toBe(409);
    expect((await mali.post(`/submissions/${first.id}/resolve`, { revision: 9 })).status).toBe(404);
    expect((await mali.post(`/submissions/${first.id}/resolve`, { revision: 4 })).status).toBe(204);
    expect((await mali.post(`/submissions/${first.id}/resolve`, { revision: 4 })).status).toBe(204);
    expect(await exported(office)).toEqual([`${first.id} 4`]);
    expect(await standingOf(office, here)).toMatchObject({ standing: 'received', current: { revision: 4 } });
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('one draft finished on two devices is a fork; a chain that comes in the wrong order is none', async () => {
    const office = await officeOn(ground);
    const first = submissionTo(office);
    await office.put(first);
    await office.put(withAge(first, 50));
    expect((await standingOf(office, first)).standing).toBe('forked');
    expect(await exported(office)).toEqual([`${first.id} 1`]);

    const late = submissionTo(office);
    const correction = withAge(late, 51, late);
    await office.put(correction);
    await office.put(late);
    expect(await standingOf(office, late)).toMatchObject({ standing: 'received', current: { revision: 1 } });
    expect(await exported(office)).toContain(`${late.id} 1`);
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('what was taken back is erased and in no export; the chain still verifies; doing it twice does it once', async () => {
    const office = await officeOn(ground);
    const mali = await coordinatorOf(office);
    const kept = submissionTo(office);
    const gone = submissionTo(office, { answers: { consent: 'agree', work: { words: 'my chief sleeps' } } });
    for (const one of [kept, gone]) await office.put(one);
    const code = codeOf(gone).toLowerCase().replace('-', ' ');
    for (const said of [{ code }, { code }, { code, id: gone.id }]) {
      const reply = await withdraw(office, said);
      expect(reply.status).toBe(200);
      const word: unknown = await reply.json();
      expect(verifyWithdrawal(word, office.keys.publicKeys, codeOf(gone))).toBe(true);
      expect(verifyWithdrawal(word, office.keys.publicKeys, codeOf(kept))).toBe(false);
    }
    expect(await exported(office)).toEqual([`${kept.id} 1`]);
    const { standing, word } = await standingOf(office, gone);
    expect(verifyWithdrawal({ standing, ...word }, office.keys.publicKeys, codeOf(gone))).toBe(true);
    expect(await standingOf(office, kept)).not.toHaveProperty('word');
    const found = await office.store.look(audit);
    expect([found.faults, found.entries]).toEqual([[], 3]);
    const history = JSON.stringify(await mali.get(`/submissions/${gone.id}`));
    expect(history).not.toContain('chief');
    expect((await mali.post(`/submissions/${gone.id}/return`, { comment: 'x' })).status).toBe(409);

    expect((await office.put(gone)).status).toBe(200); // sent again by a phone that did not hear
    await office.put(withAge(gone, 60, gone)); // and corrected by another that had not heard, either
    expect(await exported(office)).toEqual([`${kept.id} 1`]);
    expect((await office.store.history(gone.id))?.bodies).toEqual(['', '']);
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('fifty at the same moment send back, take back and correct the same submission, and the log is whole', async () => {
    const office = await officeOn(ground);
    const first = submissionTo(office);
    await office.put(first);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        n % 10 === 0
          ? office.store.act(first.id, { kind: 'withdrawn' }, today)
          : n % 3 === 0
            ? office.store.act(first.id, { kind: 'returned', by: 'mali', comment: `${n}` }, today)
            : office.put(withAge(first, 20 + n, first)),
      ),
    );
    const found = await office.store.look(audit);
    expect(found.faults).toEqual([]);
    expect((await standingOf(office, first)).standing).toBe('withdrawn');
    expect((await office.store.history(first.id))?.bodies.every((body) => body === '')).toBe(true);
  });
});

test('many are asked about at once; what is not there, or not theirs, is null in its place', async () => {
  const office = await openOffice();
  const mali = await coordinatorOf(office);
  const [one, other, stranger] = [submissionTo(office), submissionTo(office), submissionTo(office)];
  for (const it of [one, other]) await office.put(it);
  await mali.post(`/submissions/${other.id}/return`, { comment: 'Which year?' });
  const asked = [
    { id: one.id, hash: hashIn(one) },
    { id: stranger.id, hash: hashIn(stranger) },
    { id: other.id, hash: hashIn(one) },
    { id: other.id, hash: hashIn(other) },
  ];
  const many = (said: unknown) =>
    office.app.request('/api/submissions/standings', json('POST', JSON.stringify(said)));
  const { standings } = Standings.parse(await (await many({ asked })).json());
  expect(standings.map((it) => it && [it.id, it.standing, it.comment])).toEqual([
    [one.id, 'received', undefined],
    null,
    null,
    [other.id, 'returned', 'Which year?'],
  ]);
  const tooMany = Array.from({ length: 101 }, () => asked[0]);
  for (const said of [{ asked: [] }, { asked: tooMany }, {}]) expect((await many(said)).status).toBe(422);
});

test('only who has a submission hears how it stands', async () => {
  const office = await openOffice();
  const one = submissionTo(office);
  await office.put(one);
  const refusals = [
    await ask(office, one, 'f'.repeat(64)),
    await ask(office, submissionTo(office)),
    await ask(office, one, ''),
    await office.app.request(`/api/submissions/${one.id}/standing`),
  ];
  const said = await Promise.all(refusals.map(async (it) => `${it.status} ${await it.text()}`));
  expect(new Set(said).size).toBe(1);
  expect(said[0]).toContain('404');
});

test('a wrong code and an impossible one are the same answer; with an id it is waited for, whether the id is here or not', async () => {
  const office = await openOffice();
  const [one, other] = [submissionTo(office), submissionTo(office)];
  for (const it of [one, other]) await office.put(it);
  const tellAll = async (tries: object[]) =>
    new Set(
      await Promise.all(
        tries.map(async (said) => {
          const reply = await withdraw(office, said);
          return `${reply.status} ${await reply.text()}`;
        }),
      ),
    );
  expect((await tellAll([{ code: '00000-00000' }, { code: 'hello' }])).size).toBe(1);
  const code = codeOf(one);
  const ahead = await tellAll([
    { code, id: other.id },
    { code, id: submissionTo(office).id },
  ]);
  expect([...ahead]).toEqual([expect.stringContaining('200 ')]);
  expect(await exported(office)).toHaveLength(2);
});

test('guessing ends after twenty wrong codes; who has the right code and the id is not kept waiting for it', async () => {
  const office = await openOffice();
  const mine = submissionTo(office);
  await office.put(mine);
  const guesses = await Promise.all(
    Array.from({ length: 30 }, () => withdraw(office, { code: 'AAAAA-AAAAA' })),
  );
  expect(guesses.filter(({ status }) => status === 404)).toHaveLength(20);
  const blocked = await withdraw(office, { code: codeOf(mine) });
  expect([blocked.status, blocked.headers.get('retry-after')]).toEqual([429, '900']);
  expect((await withdraw(office, { code: codeOf(mine), id: mine.id })).status).toBe(200);
  office.clock.now += 15 * 60_000 + 1;
  expect((await withdraw(office, { code: codeOf(mine) })).status).toBe(200);
});

test('an office of a hundred takes back a hundred by code, behind one address', async () => {
  const office = await openOffice();
  const all = Array.from({ length: 100 }, () => submissionTo(office));
  for (const one of all) await office.put(one);
  for (const one of all) expect((await withdraw(office, { code: codeOf(one) })).status).toBe(200);
  expect(await exported(office)).toEqual([]);
});

test('every reply that no cache keeps says the server’s moment, to the millisecond; what is kept of an anonymous one does not', async () => {
  const office = await openOffice();
  office.clock.now += 123;
  const one = submissionTo(office);
  const reply = await office.put(one);
  expect(reply.headers.get('server-time')).toBe('2026-11-23T09:30:00.123Z');
  expect((await office.app.request('/api/surveys/demo')).headers.get('server-time')).toBeNull();
  const rows: string[] = [];
  await office.store.look(async (snapshot) => {
    for (const table of ['submissions', 'submission_log', 'survey_days'] as const) {
      for await (const row of snapshot.rows(table)) rows.push(JSON.stringify(row));
    }
  });
  expect(rows.join()).not.toMatch(/T\d\d:|09:30/);
});

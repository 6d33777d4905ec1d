import { expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { openAwaited } from '../../src/server/awaited.ts';
import { receiptCode, type Submission, verifyWithdrawal } from '../../src/submission/index.ts';
import { hashOf, json, type Office, openOffice, submissionTo } from './office.ts';
import { type Ground, onEachStore } from './stores.ts';

const hashIn = (one: Submission) => hashOf(JSON.stringify(one));
const withAge = (one: Submission, age: number, basedOn?: Submission): Submission => ({
  ...one,
  answers: { consent: 'agree', work: { age } },
  ...(basedOn && { basedOn: hashIn(basedOn) }),
});
const codeOf = (one: Submission) => receiptCode(one.id, hashIn(one));
const withdraw = (office: Office, one: Submission) =>
  office.app.request('/api/withdrawals', json('POST', JSON.stringify({ id: one.id, code: codeOf(one) })));
const exported = async ({ store }: Office) =>
  (await store.newest('demo', null, 100)).map(({ id, revision }) => `${id} ${revision}`);

async function officeOn(ground: Ground) {
  const store = await ground.newPlace().open();
  onTestFinished(() => store.close());
  return openOffice({ store });
}

onEachStore((ground) => {
  test('what is taken back before it comes is erased as it comes, however late, and by whomever', async () => {
    const office = await officeOn(ground);
    const [late, kept] = [submissionTo(office), submissionTo(office)];
    const reply = await withdraw(office, late);
    expect(reply.status).toBe(200);
    expect(verifyWithdrawal(await reply.json(), office.keys.publicKeys, codeOf(late))).toBe(true);
    for (const one of [kept, late, late]) expect((await office.put(one)).status).toBe(200);
    expect(await exported(office)).toEqual([`${kept.id} 1`]);
    expect((await office.store.history(late.id))?.bodies).toEqual(['']);
    const handedOver = withAge(late, 44, late); // what somebody else made of it
    await office.put(handedOver);
    expect(await exported(office)).toEqual([`${kept.id} 1`]);
    expect(await office.store.awaited.all()).toEqual([]);
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('a version that is not here takes nothing of another’s back, until it comes', async () => {
    const office = await officeOn(ground);
    const theirs = submissionTo(office);
    const mine = withAge(theirs, 50);
    await office.put(theirs);
    expect((await withdraw(office, mine)).status).toBe(200);
    expect(await exported(office)).toEqual([`${theirs.id} 1`]);
    await office.put(mine);
    expect(await exported(office)).toEqual([]);
  });

  test('what comes through another process, or after a restart, is taken back by the next look', async () => {
    const office = await officeOn(ground);
    const [one, other] = [submissionTo(office), submissionTo(office)];
    const elsewhere = openAwaited(office.store, office.media, () => office.clock.now);
    for (const it of [one, other]) await elsewhere.expect(it.id, codeOf(it));
    await office.put(one);
    expect(await exported(office)).toEqual([`${one.id} 1`]);
    await office.awaited.sweep();
    expect(await exported(office)).toEqual([]);
    await office.put(other);
    expect(await exported(office)).toEqual([]);
  });
});

test('one address is answered so often, and then is to ask again later', async () => {
  const office = await openOffice();
  const replies: number[] = [];
  for (let n = 0; n < 510; n++) replies.push((await withdraw(office, submissionTo(office))).status);
  expect(new Set(replies.slice(0, 500))).toEqual(new Set([200]));
  expect(new Set(replies.slice(500))).toEqual(new Set([429]));
});

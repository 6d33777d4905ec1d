import { expect, onTestFinished, test } from 'vitest';
import type { PlanStanding, SurveyPlan } from '../../src/plan/index.ts';
import type { Problem } from '../../src/submission/index.ts';
import { wholePlan } from '../plan/plans.ts';
import { type Somebody, somebody } from './coordinators.ts';
import { json, type Office, openOffice, smallQuestionnaire, submissionTo, today } from './office.ts';
import { onEachStore } from './stores.ts';

/** An office, and a coordinator who makes a survey in it. */
async function making(store?: Office['store']) {
  const office = await openOffice({ ...(store && { store }) });
  if (store) onTestFinished(() => store.close());
  await somebody(office, 'ada', 'admin'); // the first
  const mali = await somebody(office, 'mali', 'coordinator');
  return { office, mali, ...acts(mali) };
}

function acts({ ask }: Somebody) {
  const said = async (reply: Response) => ({
    status: reply.status,
    standing: reply.ok ? ((await reply.json()) as PlanStanding) : null,
    whys: reply.ok ? [] : (((await reply.json()) as Problem).errors ?? []).map(({ code }) => code),
  });
  const read = async (id = 'culture') => said(await ask('GET', `/surveys/${id}/plan`));
  const basis = async () => (await read()).standing?.basis ?? '';
  return {
    read,
    make: async (questionnaire: string, id = 'culture') =>
      said(await ask('POST', '/surveys', { id, questionnaire })),
    change: async (plan: SurveyPlan, from?: string) =>
      said(await ask('PUT', '/surveys/culture/plan', { plan, basis: from ?? (await basis()) })),
    turn: async (state: string) =>
      said(await ask('POST', '/surveys/culture/state', { state, basis: await basis() })),
  };
}

const whole = (changes: Partial<SurveyPlan> = {}) => wholePlan(smallQuestionnaire, changes);
const answering = (office: Office) => submissionTo(office, { survey: 'culture' });

onEachStore(({ newPlace }) => {
  test('a survey is made as a draft, filled in, opened, paused, closed and opened again', async () => {
    const { office, make, change, turn, mali } = await making(await newPlace().open());
    expect((await make(office.hash)).standing).toMatchObject({ state: 'draft', answered: false });
    expect((await make(office.hash)).whys).toEqual(['id-taken']);
    expect(await office.catalogue.survey('culture')).toBeNull();
    expect((await office.put(answering(office))).status).toBe(404);

    const refused = await turn('open');
    expect([refused.status, refused.whys.includes('empty')]).toEqual([409, true]);
    expect((await change(whole())).status).toBe(200);
    expect((await turn('open')).standing?.state).toBe('open');
    expect(await office.catalogue.survey('culture')).toMatchObject({
      title: { en: 'Innovation culture 2026' },
      particulars: expect.arrayContaining(['organisation', 'officer', 'retention_date']),
    });
    const survey = await (await office.app.request('/api/surveys/culture')).json();
    for (const own of ['country', 'targets', 'results', 'earlier']) expect(survey).not.toHaveProperty(own);

    expect((await office.put(answering(office))).status).toBe(200);
    expect((await turn('paused')).standing?.state).toBe('paused');
    expect((await office.catalogue.survey('culture'))?.state).toBe('paused');
    expect((await office.put(answering(office))).status).toBe(200); // what was begun comes in
    expect((await turn('closed')).standing?.plan.closesOn).toBe(today);
    expect((await turn('open')).standing?.state).toBe('open');
    const { surveys } = await (await mali.ask('GET', '/surveys')).json();
    expect(surveys.find(({ id }: { id: string }) => id === 'culture')).toMatchObject({ submissions: 2 });
  });

  test('the first submission fixes the privacy, whichever comes first of a hundred tries', async () => {
    const place = newPlace();
    const [store, others] = [await place.open(), await place.open()];
    const { office, make, change, turn, read } = await making(store);
    const elsewhere = await openOffice({ store: others }); // another process on the same database
    await make(office.hash);
    await change(whole({ privacy: 'confidential' }));
    await turn('open');
    const basis = (await read()).standing?.basis;
    await elsewhere.catalogue.survey('culture'); // it has read what was promised before
    const changing = change(whole({ privacy: 'anonymous' }), basis);
    const sending = Array.from({ length: 100 }, (_, at) =>
      (at % 2 ? office : elsewhere).put(answering(office)),
    );
    const [changed, ...sent] = await Promise.all([changing, ...sending]);
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 200));
    const promised = (await read()).standing?.plan.privacy;
    expect(promised).toBe(changed.status === 200 ? 'anonymous' : 'confidential');
    const kept = await store.newest('culture', null, 200);
    expect(kept).toHaveLength(100);
    for (const { receivedAt } of kept) expect(receivedAt.length === 10).toBe(promised === 'anonymous');
    expect((await change(whole({ privacy: 'identified' }))).whys).toEqual(['privacy-fixed']);
    await others.close();
  });

  test('of two who change the same survey, the second is told', async () => {
    const { office, make, change, read } = await making(await newPlace().open());
    const basis = (await make(office.hash)).standing?.basis;
    expect((await change(whole(), basis)).status).toBe(200);
    const late = await change(whole({ title: 'Something else' }), basis);
    expect([late.status, late.whys]).toEqual([409, ['changed-meanwhile']]);
    expect((await read()).standing?.plan.title).toEqual(whole().title);
  });
});

test('an open survey takes new words and days, and no other privacy, presets or fewer languages', async () => {
  const { office, make, change, turn } = await making();
  await make(office.hash);
  await change(whole({ presets: { colour: 'red' } }));
  await turn('open');
  const open = whole({ presets: { colour: 'red' } });
  expect((await change({ ...open, closesOn: '2026-12-31', title: 'Another title' })).status).toBe(200);
  expect((await change({ ...open, presets: { colour: 'blue' } })).whys).toEqual(['presets-fixed']);
  expect((await change({ ...open, languages: ['en'], defaultLanguage: 'en' })).whys).toEqual([
    'languages-fixed',
  ]);
  const { purpose: _, ...inserts } = open.inserts;
  expect((await change({ ...open, inserts })).whys).toEqual(['empty', 'empty']); // what was said stays said
});

test('a newer version of the questionnaire is taken, another questionnaire is not; drafts stay on theirs', async () => {
  const { office, make, change, turn } = await making();
  await make(office.hash);
  await change(whole());
  await turn('open');
  const newer = await office.catalogue.addQuestionnaire({ ...smallQuestionnaire, version: '2' });
  const other = await office.catalogue.addQuestionnaire({ ...smallQuestionnaire, id: 'other' });
  expect((await change(whole({ questionnaire: other }))).whys).toEqual(['questionnaire-fixed']);
  expect((await change(whole({ questionnaire: newer }))).status).toBe(200);
  expect((await office.put(answering(office))).status).toBe(200);
  expect((await office.put(answering({ ...office, hash: newer }))).status).toBe(200);
  expect((await change(whole({ questionnaire: '0'.repeat(64) }))).status).toBe(404);
});

test('a coordinator of some surveys works in the one they make, and the log says what was done', async () => {
  const { office, make } = await making();
  const oke = await somebody(office, 'oke', 'coordinator', ['demo']);
  const { status } = await oke.ask('POST', '/surveys', { id: 'mine', questionnaire: office.hash });
  expect(status).toBe(200);
  expect((await office.store.person('oke'))?.surveys).toEqual(['demo', 'mine']);
  await make(office.hash);
  expect((await oke.ask('GET', '/surveys/culture/plan')).status).toBe(404);
  const rita = await somebody(office, 'rita', 'reviewer');
  const { surveys } = await (await rita.ask('GET', '/surveys')).json();
  expect(surveys.map(({ id }: { id: string }) => id)).toEqual(['demo']); // a draft is nothing to review
  const lines = await office.store.officeLog(2 ** 31 - 1, 10);
  expect(lines.map(({ who, did, about }) => `${who} ${did} ${about}`)).toEqual([
    'mali made a survey surveys: culture',
    'oke made a survey surveys: mine',
  ]);
});

test('whatever is sent as a plan, nothing breaks', async () => {
  const { office, make, mali } = await making();
  await make(office.hash);
  const { basis } = (await acts(mali).read()).standing ?? {};
  for (const plan of [
    null,
    [],
    {},
    { ...whole(), privacy: 'none' },
    { ...whole(), id: 'x' },
    { ...whole(), inserts: { '__proto__ ': 1 } },
  ])
    expect((await mali.ask('PUT', '/surveys/culture/plan', { plan, basis })).status).toBe(422);
  const cut = await office.app.request(
    '/api/coordinator/surveys/culture/plan',
    json('PUT', '{"plan":', { cookie: mali.cookie }),
  );
  expect(cut.status).toBe(422);
});

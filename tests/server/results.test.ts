import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { compileForm, loadFormulas } from '../../src/questionnaire/index.ts';
import type { Results } from '../../src/results/index.ts';
import { openCatalogue } from '../../src/server/catalogue.ts';
import { openKeys } from '../../src/server/keys.ts';
import { hinting, openResults, openResultsAside, type ResultsDesk } from '../../src/server/results/index.ts';
import { givePassword } from '../../src/server/sessions.ts';
import type { Store } from '../../src/server/store/index.ts';
import { type Submission, submissionIdFor } from '../../src/submission/index.ts';
import { chance, questionnaire } from '../results/people.ts';
import { json, newFolder, openOffice, submissionTo, today } from './office.ts';
import { incomingWith, onEachStore, type Place } from './stores.ts';

await loadFormulas(questionnaire);
compileForm(questionnaire);
const levels = ['nat_hq', 'nat_field', 'subnat', 'local', 'other_pub'];

/** An official of the n-th office: who they are, and what they think of four statements. */
function official(
  hash: string,
  random: () => number,
  changes: Partial<Submission['answers']> = {},
): Submission {
  const pick = (of: readonly string[]) => of[Math.floor(random() ** 2 * of.length)] ?? '';
  const point = () => String(1 + Math.floor(random() * 5));
  return {
    ...submissionTo({ hash }),
    id: submissionIdFor('anonymous', new Date(today), randomBytes(16)),
    questionnaire: hash,
    language: pick(['en', 'th', 'vi']),
    answers: {
      g_consent: { consent: 'agree' },
      scr_public: 'yes',
      g_work: { country: pick(['MY', 'PH', 'TH', 'VN']), gov_level: pick(levels) },
      p1: { int_01: point(), int_02: point(), int_03: point(), int_04: point() },
      ...changes,
    } as Submission['answers'],
  };
}

onEachStore((ground) => {
  let place: Place;
  let store: Awaited<ReturnType<Place['open']>>;
  let hash: string;
  let desk: ResultsDesk;
  const random = chance(1);
  const open = (behind: Store = store) => {
    const catalogue = openCatalogue(behind, openKeys(newFolder()), () => Date.now());
    return { catalogue, desk: openResults({ store: behind, catalogue, now: () => Date.parse(today) }) };
  };
  beforeEach(async () => {
    place = ground.newPlace();
    store = await place.open();
    const opened = open();
    desk = opened.desk;
    hash = await opened.catalogue.addQuestionnaire(questionnaire);
    await opened.catalogue.saveSurvey({
      id: 'demo',
      title: questionnaire.title,
      questionnaire: hash,
      languages: ['en', 'th', 'vi'],
      defaultLanguage: 'en',
      privacy: 'anonymous',
      inserts: {},
    });
  });
  afterEach(() => store.close());

  const keep = async (submission: Submission, changes = {}) => {
    await store.keep(
      incomingWith(submission.id, JSON.stringify(submission), { questionnaire: hash, ...changes }),
    );
    return submission;
  };
  const keepSome = (n: number) => Promise.all(Array.from({ length: n }, () => keep(official(hash, random))));
  const tell = async (by?: string, at = desk): Promise<Results> => {
    const told = await at.tell('demo', by);
    if (!told) throw new Error('no results');
    return told;
  };
  const figure = ({ questions }: Results, name: string) => questions.find((it) => it.name === name)?.all;

  test('figures are those of the submissions, and stand still until enough have come', async () => {
    expect(await tell()).toMatchObject({ submissions: 0, release: null, questions: [] });
    await keepSome(9);
    expect(await tell()).toMatchObject({ submissions: 9, release: null });
    await keepSome(3);
    const told = await tell();
    expect(told).toMatchObject({ submissions: 12, release: { day: today, submissions: 12 } });
    expect(figure(told, 'int_01')).toMatchObject({ valid: 12 });
    await keepSome(5);
    const later = await tell();
    expect(later).toMatchObject({ submissions: 17, release: { submissions: 12 } });
    expect(figure(later, 'int_01')).toEqual(figure(told, 'int_01'));
    expect(await desk.renew('demo')).toBe(false);
    await keepSome(40);
    expect(await tell('gov_level')).toMatchObject({ submissions: 57, release: { submissions: 57 } });
    for (const size of (await tell('gov_level')).by?.sizes ?? [])
      expect(size === null || size === 0 || size >= 10).toBe(true);
  });

  test('what is corrected counts as corrected, what is taken back or in review does not, and nothing of it stays', async () => {
    const some = await keepSome(30);
    await tell();
    const [first, second] = some as [Submission, Submission];
    const better = { ...first, answers: { ...first.answers, g_work: { country: 'VN', gov_level: 'local' } } };
    await keep(better, { basedOn: incomingWith(first.id, JSON.stringify(first)).hash });
    await keep(official(hash, random), { review: true });
    await store.act(second.id, { kind: 'withdrawn' }, today);
    expect(await tell()).toMatchObject({ submissions: 29 });
    const rows = await store.results.counted('demo', null, 100);
    expect(rows.find(({ id }) => id === second.id)).toMatchObject({ entries: 2, facts: '' });
    expect(rows.filter(({ facts }) => facts !== '')).toHaveLength(29);

    // counted from the beginning, it comes to the same
    const before = await store.results.figures('demo');
    await store.results.forget('demo');
    await tell(undefined, open().desk);
    const after = await store.results.figures('demo');
    expect(JSON.parse(after?.head ?? '').lines).toBe(JSON.parse(before?.head ?? '').lines);
    expect(await tell(undefined, open().desk)).toMatchObject({ submissions: 29 });
  });

  test('where the questions change, everything is counted anew, and what was asked before still counts', async () => {
    await keepSome(12);
    await tell();
    const { catalogue, desk: later } = open();
    const fewer = questionnaire.items.filter(({ name }) => name !== 'p2');
    const next = await catalogue.addQuestionnaire({ ...questionnaire, items: fewer, version: 'next' });
    const document = JSON.parse((await store.survey('demo')) ?? '');
    await catalogue.saveSurvey({ ...document, questionnaire: next, results: { groups: ['gov_level'] } });
    const told = await tell(undefined, later);
    expect(told).toMatchObject({ submissions: 12, release: { submissions: 12 } });
    expect(told.groupings.map(({ name }) => name)).toContain('gov_level');
    expect(told.groupings.map(({ name }) => name)).not.toContain('country');
    expect(figure(told, 'int_01')).toMatchObject({ valid: 12 });
    expect(figure(told, 'par_01')).toBeUndefined();
  });

  test('two that count at the same time count nothing twice', async () => {
    const others = [open().desk, open().desk, open().desk];
    for (let round = 0; round < 4; round++) {
      await keepSome(15);
      await Promise.all([desk, ...others].map((one) => tell(undefined, one)));
    }
    for (const one of [desk, ...others])
      expect(await tell(undefined, one)).toMatchObject({ submissions: 60 });
    expect(await store.results.lines('demo')).toBe(60);
  });

  test('who follows is told by hints, and finds without them what another process kept', async () => {
    let hinted = 0;
    const watched = hinting(store, (survey, id) => {
      hinted++;
      desk.hint(survey, id);
    });
    const submission = official(hash, random);
    await watched.keep(incomingWith(submission.id, JSON.stringify(submission), { questionnaire: hash }));
    await watched.act(submission.id, { kind: 'withdrawn' }, today);
    expect(hinted).toBe(2);
    await keepSome(12);
    const following = desk.follow(() => undefined);
    onTestFinished(() => following.stop());
    await expect
      .poll(async () => (await store.results.counted('demo', null, 100)).length, { timeout: 20_000 })
      .toBe(13);
  });

  test('a thread of its own counts the same, knows what was done before it was asked, and leaves the store open', async () => {
    const aside = openResultsAside({ reach: store.reach, dataDir: newFolder() }, console.error);
    const following = aside.follow(console.error);
    const watched = hinting(store, aside.hint);
    for (const { id } of await keepSome(11)) await watched.act(id, { kind: 'accepted', by: 'office' }, today);
    expect(await aside.tell('demo')).toEqual(await tell());
    expect(await aside.tell('elsewhere')).toBeNull();
    const groupings = async () => (await aside.tell('demo'))?.groupings.map(({ name }) => name);
    expect(await groupings()).toContain('country');
    const document = JSON.parse((await store.survey('demo')) ?? '');
    await open().catalogue.saveSurvey({ ...document, results: { groups: ['gov_level'] } });
    expect(await groupings()).not.toContain('country');
    expect(await aside.renew('demo')).toBe(false);
    await following.stop();
    await expect(aside.tell('demo')).rejects.toThrow('closed');
    expect(await store.countsOf('demo')).toMatchObject({ submissions: 11 });
  });
});

const signedIn = async (office: Awaited<ReturnType<typeof openOffice>>) => {
  const password = await givePassword(office.store, 'coordinator');
  const reply = await office.app.request(
    '/api/session',
    json('POST', JSON.stringify({ name: 'coordinator', password })),
  );
  const headers = { cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' };
  return (address: string, method = 'GET') =>
    office.app.request(`/api/coordinator/surveys/demo/results${address}`, { method, headers });
};

test('results are for who is signed in, by what one may group by, and renewed when there is something to renew', async () => {
  const office = await openOffice({ questionnaire, survey: { languages: ['en', 'th', 'vi'] } });
  expect((await office.app.request('/api/coordinator/surveys/demo/results')).status).toBe(401);
  const ask = await signedIn(office);
  const random = chance(2);
  for (let i = 0; i < 11; i++) expect((await office.put(official(office.hash, random))).status).toBe(200);
  expect(await (await ask('')).json()).toMatchObject({ release: { submissions: 11 } });
  expect((await ask('?by=int_01')).status).toBe(404);
  expect((await ask('/renew', 'POST')).status).toBe(409);
  for (let i = 0; i < 9; i++) await office.put(official(office.hash, random));
  expect(await (await ask('?by=country')).json()).toMatchObject({
    submissions: 20,
    release: { submissions: 11 },
  });
  await office.put(official(office.hash, random));
  expect((await ask('/renew', 'POST')).status).toBe(204);
  expect(await (await ask('')).json()).toMatchObject({ release: { submissions: 21 } });
});

test('an attacker at the door, who asks before and after each newcomer, sees no figure change by fewer than ten', async () => {
  const office = await openOffice({ questionnaire, survey: { languages: ['en', 'th', 'vi'] } });
  const ask = await signedIn(office);
  const random = chance(5);
  const seen = new Map<string, number>();
  for (let newcomer = 0; newcomer < 160; newcomer++) {
    await office.put(official(office.hash, random));
    if (random() < 0.1) await ask('/renew', 'POST');
    const by = ['country', 'gov_level', 'submission/language'][newcomer % 3] ?? '';
    const told: Results = await (await ask(`?by=${by}`)).json();
    for (const { name, all, groups = [] } of told.questions)
      for (const [group, it] of [all, ...groups].entries()) {
        if (!it || 'unanimous' in it) continue;
        const key = `${group === 0 ? '' : by} ${group} ${name}`;
        const before = seen.get(key);
        if (before !== undefined && before !== it.valid)
          expect([key, Math.abs(it.valid - before) >= 10]).toEqual([key, true]);
        if (it.valid > 0) expect([key, it.valid >= 10]).toEqual([key, true]);
        seen.set(key, it.valid);
      }
  }
  expect(seen.size).toBeGreaterThan(50);
});

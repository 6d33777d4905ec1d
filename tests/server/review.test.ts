import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { LinePage, Progress } from '../../src/review/index.ts';
import { audit } from '../../src/server/audit.ts';
import { openReview } from '../../src/server/review/index.ts';
import { givePassword } from '../../src/server/sessions.ts';
import {
  History,
  type Role,
  receiptCode,
  type Standing,
  type Submission,
  submissionIdFor,
} from '../../src/submission/index.ts';
import { chance, questionnaire } from '../results/people.ts';
import { hashOf, json, type Office, openOffice, today } from './office.ts';
import { type Ground, onEachStore } from './stores.ts';

const levels = ['nat_hq', 'nat_field', 'subnat', 'local', 'other_pub'];
const random = chance(7);
const pick = (of: readonly string[]) => of[Math.floor(random() * of.length)] ?? '';
const point = () => String(1 + Math.floor(random() * 5));
let minutes = 0;

/** An official who answers by chance. */
function official(
  office: Office,
  changes: Partial<Submission> = {},
  privacy: 'anonymous' | 'confidential' = 'confidential',
): Submission {
  const at = new Date(Date.parse(`${today}T08:00:00Z`) + 1000 * ++minutes);
  const moment = privacy === 'anonymous' ? today : at.toISOString();
  const page = (names: string[]) => Object.fromEntries(names.map((name) => [name, point()]));
  return {
    format: 1,
    id: submissionIdFor(privacy, at, randomBytes(16)),
    survey: 'demo',
    questionnaire: office.hash,
    language: pick(['en', 'th', 'vi']),
    mode: 'self',
    startedAt: moment,
    finishedAt: moment,
    pages: { p1: 60_000, p2: 60_000 },
    app: '1',
    consent: { question: 'consent', answer: 'agree', language: 'en', givenAt: moment },
    answers: {
      g_consent: { consent: 'agree' },
      scr_public: 'yes',
      g_work: { country: 'TH', gov_level: pick(levels) },
      p1: page(['int_01', 'cre_01', 'int_04', 'cre_02', 'int_02', 'cre_04', 'int_03', 'cre_03']),
      p2: page(['par_01', 'rsk_03', 'par_04', 'rsk_01', 'par_02', 'rsk_04', 'par_03', 'rsk_02']),
      p3: page(['exp_01', 'brd_pol', 'brd_proc', 'brd_serv', 'brd_tech']),
      p4: page(['eff_01', 'rsp_01', 'inc_01', 'eff_02']),
    },
    ...changes,
  };
}

async function somebody(office: Office, role: Role) {
  const password = await givePassword(office.store, role);
  await office.store.setRole({ name: role, role, surveys: '*' });
  const said = await office.app.request(
    '/api/session',
    json('POST', JSON.stringify({ name: role, password })),
  );
  const cookie = (said.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = async (path: string, headers = {}) => {
    office.clock.now += 2_000; // counts may be told again for a second
    return office.app.request(`/api/coordinator${path}`, { headers: { cookie, ...headers } });
  };
  return {
    ask,
    lines: async (query = ''): Promise<LinePage> => (await ask(`/surveys/demo/submissions?${query}`)).json(),
    progress: async (): Promise<Progress> => (await ask('/surveys/demo/progress')).json(),
    post: (path: string, said: unknown = {}) =>
      office.app.request(`/api/coordinator${path}`, json('POST', JSON.stringify(said), { cookie })),
  };
}

async function officeOn(ground: Ground, survey: Parameters<typeof openOffice>[0] = {}): Promise<Office> {
  const store = await ground.newPlace().open();
  onTestFinished(() => store.close());
  return openOffice({
    store,
    questionnaire,
    ...survey,
    survey: { privacy: 'confidential', languages: ['en', 'th', 'vi'], ...survey.survey },
  });
}
const hashIn = (submission: Submission) => hashOf(JSON.stringify(submission));

onEachStore((ground) => {
  test('submissions stand newest first, page by page, and every filter finds exactly its own', async () => {
    const office = await officeOn(ground);
    const mali = await somebody(office, 'coordinator');
    const sent: Submission[] = [];
    for (let one = 0; one < 130; one++) {
      const submission = official(office);
      office.clock.now += 60_000;
      await office.put(submission);
      sent.push(submission);
    }
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: LinePage = await mali.lines(next && `after=${next}`);
      seen.push(...page.lines.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(sent.map(({ id }) => id).reverse());

    const idsWith = async (query: string) => {
      const ids: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const page: LinePage = await mali.lines(query + (next && `&after=${next}`));
        ids.push(...page.lines.map(({ id }) => id));
        next = page.next;
      }
      return ids.sort();
    };
    const level = ({ answers }: Submission) => (answers.g_work as { gov_level: string }).gov_level;
    const those = (test: (one: Submission) => boolean) =>
      sent
        .filter(test)
        .map(({ id }) => id)
        .sort();
    expect(await idsWith('language=th')).toEqual(those(({ language }) => language === 'th'));
    expect(await idsWith('group=gov_level%3Dlocal&language=vi')).toEqual(
      those((one) => level(one) === 'local' && one.language === 'vi'),
    );
    expect(await idsWith('group=gov_level%3Dloc')).toEqual([]); // no name is found in another
    expect(await idsWith(`from=${today}&until=${today}`)).toHaveLength(130);
    expect(await idsWith('until=2026-11-22')).toEqual([]);
    expect(await idsWith('from=2026-11-24')).toEqual([]);
    const [first] = sent as [Submission];
    for (const search of [first.id, receiptCode(first.id, hashIn(first))])
      expect((await mali.lines(`search=${search}`)).lines.map(({ id }) => id)).toEqual([first.id]);
    expect((await mali.lines('search=nothing')).lines).toEqual([]);

    const told = await mali.progress();
    expect(told.counted).toBe(130);
    const count = (name: string) =>
      told.groups.find((it) => it.name === 'gov_level')?.values.find((it) => it.name === name)?.count;
    for (const name of levels) expect(count(name)).toBe(those((one) => level(one) === name).length);
  });

  test('what happens to a submission is seen at once in its line, in the filters and in the figures', async () => {
    const office = await officeOn(ground);
    const mali = await somebody(office, 'coordinator');
    const sent = Array.from({ length: 6 }, () => official(office));
    for (const one of sent) await office.put(one);
    const [a, b, c, d, e] = sent as [Submission, Submission, Submission, Submission, Submission];
    expect((await mali.progress()).counted).toBe(6);

    await mali.post(`/submissions/${a.id}/accept`);
    await mali.post(`/submissions/${b.id}/return`, { comment: 'Which office?' });
    await mali.post(`/submissions/${c.id}/aside`, { reason: 'A trial of ours' });
    await office.store.act(d.id, { kind: 'withdrawn' }, today);
    await mali.post(`/submissions/${e.id}/return`, { comment: 'Which year?' });
    await office.put({ ...official(office), id: e.id, basedOn: hashIn(e) });
    const review = openReview({ store: office.store, catalogue: office.catalogue, now: () => Date.now() });
    await review.counts('demo'); // another process saw them first
    const found = Object.fromEntries(
      (await mali.lines()).lines.map(({ id, state, revision }) => [id, `${state} ${revision}`]),
    );
    expect([a, b, c, d, e].map(({ id }) => found[id])).toEqual([
      'accepted 1',
      'returned 1',
      'aside 1',
      'withdrawn 1',
      'corrected 2',
    ]);
    for (const [state, of] of [
      ['accepted', a],
      ['returned', b],
      ['aside', c],
      ['withdrawn', d],
      ['corrected', e],
    ] as const)
      expect((await mali.lines(`state=${state}`)).lines.map(({ id }) => id)).toEqual([of.id]);
    expect((await mali.progress()).counted).toBe(4);
    const gone = (await mali.lines(`search=${d.id}`)).lines[0];
    expect(gone).toEqual({
      id: d.id,
      receivedAt: gone?.receivedAt,
      state: 'withdrawn',
      code: gone?.code,
      revision: 1,
      groups: {},
      flags: [],
    });
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('set aside is not counted and not exported, keeps its reason, and is undone as if it had not been', async () => {
    const office = await officeOn(ground);
    const [mali, somchai] = [await somebody(office, 'coordinator'), await somebody(office, 'reviewer')];
    const one = official(office);
    await office.put(one);
    const exported = async () => (await office.store.newest('demo', null, 10)).map(({ id }) => id);
    expect((await somchai.post(`/submissions/${one.id}/aside`, { reason: 'x' })).status).toBe(403);
    expect((await mali.post(`/submissions/${one.id}/aside`, { reason: 'Our own trial' })).status).toBe(204);
    expect(await exported()).toEqual([]);
    const history = History.parse(await (await mali.ask(`/submissions/${one.id}`)).json());
    expect(history).toMatchObject({ standing: 'aside', comment: 'Our own trial', chained: true });
    expect((await mali.post(`/submissions/${one.id}/accept`)).status).toBe(409);
    expect((await mali.post(`/submissions/${one.id}/return`, { comment: 'x' })).status).toBe(409);
    const better = { ...official(office), id: one.id, basedOn: hashIn(one) };
    await office.put(better); // what comes meanwhile is kept, and stays aside
    expect(await exported()).toEqual([]);
    expect((await mali.post(`/submissions/${one.id}/restore`)).status).toBe(204);
    expect((await mali.post(`/submissions/${one.id}/restore`)).status).toBe(409);
    expect(await exported()).toEqual([one.id]);
    expect((await mali.lines()).lines).toMatchObject([{ state: 'corrected', revision: 2 }]);
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('a comment on a question goes to the device that asks, and to nobody else', async () => {
    const office = await officeOn(ground);
    const somchai = await somebody(office, 'reviewer');
    const one = official(office);
    await office.put(one);
    const remarks = [{ at: '/p1/int_01', text: 'Did you mean the whole ministry?' }];
    const reply = await somchai.post(`/submissions/${one.id}/return`, {
      comment: 'One question, please',
      remarks,
    });
    expect(reply.status).toBe(204);
    const asked = await office.app.request(`/api/submissions/${one.id}/standing`, {
      headers: { 'submission-hash': hashIn(one) },
    });
    expect((await asked.json()) as Standing).toMatchObject({
      standing: 'returned',
      comment: 'One question, please',
      remarks,
    });
    expect((await office.store.look(audit)).faults).toEqual([]);
  });

  test('two that are the same again find each other, whoever comes first, and once corrected are the same no more', async () => {
    const office = await officeOn(ground);
    const mali = await somebody(office, 'coordinator');
    const one = official(office);
    const again = { ...one, id: official(office).id };
    for (const it of [one, official(office), again]) await office.put(it);
    await mali.lines();
    const flagged = async () =>
      (await mali.lines('flag=dup')).lines.map(({ id, flags }) => [id, flags[0]?.about?.[0]]);
    const code = (it: Submission) => receiptCode(it.id, hashIn(it));
    expect(Object.fromEntries(await flagged())).toEqual({ [one.id]: code(again), [again.id]: code(one) });
    await office.put({ ...official(office), id: again.id, basedOn: hashIn(again) });
    expect((await flagged()).map(([id]) => id)).not.toContain(again.id);
  });

  test('two that keep the table at the same time count nothing twice', async () => {
    const office = await officeOn(ground);
    const mali = await somebody(office, 'coordinator');
    const others = [1, 2, 3].map(() =>
      openReview({ store: office.store, catalogue: office.catalogue, now: () => Date.now() }),
    );
    for (let round = 0; round < 3; round++) {
      const some = Array.from({ length: 12 }, () => official(office));
      await Promise.all(some.map((one) => office.put(one)));
      await Promise.all([mali.progress(), ...others.map((it) => it.counts('demo'))]);
    }
    expect((await mali.progress()).counted).toBe(36);
    expect((await mali.progress()).states.find(({ name }) => name === 'received')?.count).toBe(36);
  });
});

test('who follows is told by hints, and finds without them what another process kept', async () => {
  const office = await openOffice({
    questionnaire,
    survey: { privacy: 'confidential', languages: ['en', 'th', 'vi'] },
  });
  const review = openReview({ store: office.store, catalogue: office.catalogue, now: () => Date.now() });
  for (let one = 0; one < 5; one++) await office.put(official(office));
  const following = review.follow(() => undefined);
  onTestFinished(() => following.stop());
  await expect
    .poll(async () => (await office.store.review.counts('demo')).get('s:received'), { timeout: 20_000 })
    .toBe(5);
});

test('the first of a language are judged again once there is a median to judge them by', async () => {
  const office = await openOffice({
    questionnaire,
    survey: { privacy: 'confidential', languages: ['en', 'th', 'vi'] },
  });
  const mali = await somebody(office, 'coordinator');
  const quick = official(office, { language: 'th', pages: { p1: 20_000, p2: 20_000 } });
  await office.put(quick);
  expect((await mali.lines()).lines[0]?.flags).toEqual([]);
  for (let one = 0; one < 31; one++)
    await office.put(official(office, { language: 'th', pages: { p1: 180_000, p2: 180_000, p3: 180_000 } }));
  await mali.progress();
  expect((await mali.lines('flag=speed')).lines.map(({ id }) => id)).toEqual([quick.id]);
});

test('figures stand beside what there should be', async () => {
  const office = await openOffice({
    questionnaire,
    survey: {
      privacy: 'confidential',
      targets: [
        { question: '', value: '', number: 40 },
        { question: 'gov_level', value: 'local', number: 9 },
      ],
    },
  });
  const told = await (await somebody(office, 'coordinator')).progress();
  expect([told.counted, told.target]).toEqual([0, 40]);
  const levels = told.groups.find(({ name }) => name === 'gov_level')?.values;
  expect(levels?.find(({ name }) => name === 'local')).toMatchObject({ count: 0, target: 9 });
  expect(levels?.find(({ name }) => name === 'subnat')?.target).toBeUndefined();
});

test('in an anonymous survey nobody is looked up by who they are, figures are told in tens, and days are the finest', async () => {
  const office = await openOffice({ questionnaire, survey: { languages: ['en', 'th', 'vi'] } });
  const [mali, ana] = [await somebody(office, 'coordinator'), await somebody(office, 'analyst')];
  const level = (gov_level: string) => ({
    g_consent: { consent: 'agree' },
    scr_public: 'yes',
    g_work: { country: 'TH', gov_level },
  });
  for (let one = 0; one < 15; one++)
    await office.put(
      official(office, { language: 'th', answers: level(one < 12 ? 'local' : 'nat_hq') }, 'anonymous'),
    );
  const status = async (query: string) => (await mali.ask(`/surveys/demo/submissions?${query}`)).status;
  expect(await status('group=gov_level%3Dlocal')).toBe(200);
  expect(await status('group=gov_level%3Dnat_hq')).toBe(409);
  expect(await status('group=gov_level%3Dlocal&language=th')).toBe(409);
  expect(await status('state=received&flag=any')).toBe(200);
  expect((await mali.lines()).lines.every(({ receivedAt }) => receivedAt === today)).toBe(true);
  const { groups, counted } = await mali.progress();
  expect(counted).toBe(15);
  expect(groups.find(({ name }) => name === 'gov_level')?.values).toMatchObject([
    { name: 'nat_hq', count: 0, about: true },
    { name: 'nat_field', count: 0 },
    { name: 'subnat', count: 0 },
    { name: 'local', count: 10, about: true },
    { name: 'other_pub', count: 0 },
  ]);
  expect((await ana.ask('/surveys/demo/submissions')).status).toBe(403);
  expect((await ana.ask('/surveys/demo/progress')).status).toBe(200);

  const asked = await mali.ask('/surveys/demo/progress');
  const again = await mali.ask('/surveys/demo/progress', {
    'if-none-match': asked.headers.get('etag') ?? '',
  });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

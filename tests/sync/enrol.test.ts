import { expect, onTestFinished, test } from 'vitest';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import { canonicalJson, versionOf } from '../../src/questionnaire/version.ts';
import {
  beginDraft,
  type Database,
  enrolment,
  finishDraft,
  keepEnrolment,
  keepSurvey,
  questionnaire as keptQuestionnaire,
  survey as keptSurvey,
  outboxState,
} from '../../src/storage/index.ts';
import type { Survey } from '../../src/submission/index.ts';
import { bringEnrolled, enrol, type Post, startRunner } from '../../src/sync/index.ts';
import { checkQuestionnaire } from '../../src/worker/check.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { hashOf } from '../support/media.ts';
import { office, problemOf } from '../support/office.ts';
import { shelf } from '../support/shelf.ts';
import { clock, replies, server, worldOf } from '../support/weather.ts';

const id = '0b8f7a52-6f0f-4f3e-9c53-2d4b0c2f8a11';
const request = { code: '7K3QD-9MWXA', device: id, name: 'Mali' };
const token = (letter: string) => letter.repeat(43);
const check = async (text: string, hash: string) => checkQuestionnaire(text, hash);
const questionnaire = (version: string): Questionnaire => ({
  format: 1,
  id: 'q',
  version,
  title: 'Q',
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items: [{ kind: 'text', name: 'a', label: 'A' }],
  lists: {},
});
const asking = (version: string): Survey => ({
  ...office().survey,
  questionnaire: versionOf(questionnaire(version)),
});

/** A server with one survey that lets everybody in. */
function officeWith(survey: Survey, isReachable = () => true): Post {
  return async ({ path, body }) => {
    if (!isReachable()) throw new TypeError('no way');
    if (path === '/api/enrolments') {
      const { device, name } = JSON.parse(String(body)) as { device: string; name: string };
      return Response.json({ survey, device, name, token: token('t') });
    }
    if (path === `/api/surveys/${survey.id}`) return Response.json(survey);
    const found = ['1', '2'].map(questionnaire).find((one) => path.endsWith(versionOf(one)));
    const headers = { 'content-type': 'application/json' };
    return found ? new Response(canonicalJson(found), { headers }) : Response.json({}, { status: 404 });
  };
}
const way = (db: Database, post: Post) => worldOf(db, post, clock());
const bringer = (db: Database, post: Post) => ({ way: way(db, post), check, shelf: shelf(), hashOf });

test('a device that was let in keeps its token, the survey and its keys, and then the questionnaire', async () => {
  const { db } = device();
  const post = officeWith(asking('1'));
  const outcome = await enrol(db, way(db, post), request, () => 0);
  expect(outcome).toEqual({ kind: 'enrolled', survey: 'demo' });
  expect(await enrolment(db, 'demo')).toMatchObject({ token: token('t'), name: 'Mali', questionnaire: null });
  expect(await bringEnrolled(db, bringer(db, post))).toBe('whole');
  const version = versionOf(questionnaire('1'));
  expect(await enrolment(db, 'demo')).toMatchObject({ questionnaire: version });
  expect(await keptQuestionnaire(db, version)).toEqual(questionnaire('1'));
});

test('a login page, a refusal and a silence leave nothing behind', async () => {
  const { db } = device();
  const said: Array<[Post, object]> = [
    [async () => replies.loginPage(), { kind: 'later', reason: 'not-our-server' }],
    [
      async () => Response.json(problemOf('enrolment-refused', 403), { status: 403 }),
      { kind: 'refused', code: 'enrolment-refused' },
    ],
    [
      async () => Response.json(problemOf('server-busy', 503), { status: 503 }),
      { kind: 'later', reason: 'server-busy' },
    ],
    [officeWith(asking('1'), () => false), { kind: 'later' }],
  ];
  for (const [post, outcome] of said) {
    expect(await enrol(db, way(db, post), request, () => 0)).toMatchObject(outcome);
    expect(await enrolment(db, 'demo')).toBeUndefined();
  }
});

test('a server with other keys is not believed while something of the survey lies here', async () => {
  const { db } = device();
  await keepSurvey(db, office(2).survey);
  await beginDraft(db, draftOf(), []);
  expect(await enrol(db, way(db, officeWith(asking('1'))), request, () => 0)).toEqual({ kind: 'other-keys' });
  expect(await enrolment(db, 'demo')).toBeUndefined();
});

test('a new version is for new interviews, once it is here whole; until then the old one is', async () => {
  const { db } = device();
  await enrol(db, way(db, officeWith(asking('1'))), request, () => 0);
  await bringEnrolled(db, bringer(db, officeWith(asking('1'))));
  const [first, second] = [versionOf(questionnaire('1')), versionOf(questionnaire('2'))];
  const news = officeWith(asking('2'));
  const cut: Post = async (letter) =>
    letter.path.includes('/questionnaires/') ? replies.loginPage() : news(letter);
  expect(await bringEnrolled(db, bringer(db, cut))).toBe('partly');
  expect((await keptSurvey(db, 'demo'))?.questionnaire).toBe(second);
  expect((await enrolment(db, 'demo'))?.questionnaire).toBe(first);
  expect(await bringEnrolled(db, bringer(db, news))).toBe('whole');
  expect((await enrolment(db, 'demo'))?.questionnaire).toBe(second);
  expect(await keptQuestionnaire(db, first)).toBeDefined(); // drafts go on with it
});

test('each survey’s submissions go with its own token, and those of no enrolment with none', async () => {
  const { db } = device();
  const by = office();
  for (const [survey, letter] of [
    ['one', 'a'],
    ['two', 'b'],
  ] as const) {
    await keepSurvey(db, { ...by.survey, id: survey });
    const kept = { survey: { ...by.survey, id: survey }, device: id, token: token(letter), name: 'Mali' };
    await keepEnrolment(db, kept, '2026-11-23T01:00:00Z');
  }
  await keepSurvey(db, { ...by.survey, id: 'free' });
  for (const survey of ['one', 'two', 'free', 'one', 'two']) {
    const draft = draftOf({ survey });
    await beginDraft(db, draft, []);
    await finishDraft(db, submissionOf(draft));
  }
  const there = server(by);
  const runner = startRunner(worldOf(db, there.post, clock()));
  onTestFinished(() => runner.stop());
  await runner.nudge('asked');
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  for (const { letter, texts } of there.asked) {
    const surveys = new Set(texts.map((text) => (JSON.parse(text) as { survey: string }).survey));
    const bearer = { one: `Bearer ${token('a')}`, two: `Bearer ${token('b')}` };
    expect([...surveys].map((survey) => bearer[survey as 'one'])).toEqual([letter.headers.authorization]);
  }
  expect(there.kept.size).toBe(5);
});

test('an invitation goes with its own submission, in a request of its own, and stays with it until it was received', async () => {
  const { db } = device();
  const by = office();
  await keepSurvey(db, { ...by.survey, id: 'free' });
  const invitations = ['A'.repeat(22), undefined, 'B'.repeat(22), undefined];
  const ids = new Map<string, string | undefined>();
  for (const invitation of invitations) {
    const draft = draftOf({ survey: 'free' });
    await beginDraft(db, draft, []);
    const submission = submissionOf(draft);
    ids.set(submission.id, invitation);
    await finishDraft(db, { ...submission, ...(invitation && { invitation }) });
  }
  const there = server(by);
  const runner = startRunner(worldOf(db, there.post, clock()));
  onTestFinished(() => runner.stop());
  await runner.nudge('asked');
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  expect(there.asked.map(({ texts }) => texts.length).sort()).toEqual([1, 1, 2]);
  for (const { letter, texts } of there.asked)
    for (const text of texts) {
      expect(letter.headers.invitation).toBe(ids.get((JSON.parse(text) as { id: string }).id));
      expect(text).not.toContain('AAAA'); // it is no part of the answers
    }
});

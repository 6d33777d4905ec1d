import { expect, test } from 'vitest';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import { canonicalJson, versionOf } from '../../src/questionnaire/version.ts';
import { fetchQuestionnaire, fetchSurvey, type Post } from '../../src/sync/index.ts';
import { checkQuestionnaire } from '../../src/worker/check.ts';
import { device } from '../support/device.ts';
import { office, problemOf } from '../support/office.ts';
import { clock, replies, worldOf } from '../support/weather.ts';

const way = (post: Post) => worldOf(device().db, post, clock());
const check = async (text: string, hash: string) => checkQuestionnaire(text, hash);
const json = (text: string, status = 200) =>
  new Response(text, { status, headers: { 'content-type': 'application/json' } });

const questionnaire: Questionnaire = {
  format: 1,
  id: 'q',
  title: { en: 'Questions', th: 'คำถาม' },
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items: [{ kind: 'text', name: 'a', label: 'A' }],
  lists: {},
};
const hash = versionOf(questionnaire);
const text = canonicalJson(questionnaire);

test('a survey comes with the keys that will be pinned', async () => {
  const { survey } = office();
  const brought = await fetchSurvey(
    'demo',
    way(async ({ path }) => {
      expect(path).toBe('/api/surveys/demo');
      return Response.json(survey);
    }),
  );
  expect(brought).toEqual({ kind: 'brought', it: survey });
});

test('a survey under another name, or of another shape, does not come', async () => {
  const { survey } = office();
  for (const said of [{ ...survey, id: 'other' }, { ...survey, signingKeys: [] }, [], null]) {
    expect(
      await fetchSurvey(
        'demo',
        way(async () => Response.json(said)),
      ),
    ).toEqual({
      kind: 'later',
      reason: 'not-our-server',
    });
  }
});

test('a survey that does not exist is gone, but a strange page that says so proves nothing', async () => {
  const gone = () => Response.json(problemOf('survey-unknown', 404), { status: 404 });
  expect(
    await fetchSurvey(
      'demo',
      way(async () => gone()),
    ),
  ).toEqual({ kind: 'gone' });
  expect(
    await fetchSurvey(
      'demo',
      way(async () => replies.notFound()),
    ),
  ).toMatchObject({ kind: 'later' });
});

test('a questionnaire comes if it is the one with this hash', async () => {
  expect(
    await fetchQuestionnaire(
      hash,
      way(async () => json(text)),
      check,
    ),
  ).toEqual({
    kind: 'brought',
    it: questionnaire,
  });
});

test('a questionnaire with one letter changed, cut short, or not a questionnaire, does not come', async () => {
  const notOne = canonicalJson({ hello: 1 } as unknown as Questionnaire);
  const cases: [string, string][] = [
    [text.replace('คำถาม', 'คำถาน'), hash],
    [text.slice(0, -5), hash],
    [notOne, versionOf(JSON.parse(notOne))],
  ];
  for (const [said, asked] of cases) {
    expect(
      await fetchQuestionnaire(
        asked,
        way(async () => json(said)),
        check,
      ),
    ).toEqual({
      kind: 'later',
      reason: 'not-our-server',
    });
  }
});

test('no network, a login page and a busy server are weather', async () => {
  const reasonOf = async (post: Post) => fetchQuestionnaire(hash, way(post), check);
  expect(await reasonOf(() => Promise.reject(new TypeError('x')))).toMatchObject({ reason: 'unreachable' });
  expect(await reasonOf(async () => replies.loginPage())).toMatchObject({ reason: 'not-our-server' });
  expect(await reasonOf(async () => replies.badGateway())).toMatchObject({ reason: 'server-busy' });
});

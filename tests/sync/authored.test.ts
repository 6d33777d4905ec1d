import { expect, test } from 'vitest';
import {
  type AuthoredFile,
  canonicalJson,
  type Questionnaire,
  versionOf,
} from '../../src/questionnaire/index.ts';
import {
  beginDraft,
  type Database,
  enrolment,
  keepEnrolment,
  keepQuestionnaire,
  keepSurvey,
  questionnaire as keptQuestionnaire,
} from '../../src/storage/index.ts';
import { bringEnrolled, bringFile, type Post, tidyFiles } from '../../src/sync/index.ts';
import { checkQuestionnaire } from '../../src/worker/check.ts';
import { device, draftOf } from '../support/device.ts';
import { hashOf, photo } from '../support/media.ts';
import { office, problemOf } from '../support/office.ts';
import { shelf } from '../support/shelf.ts';
import { clock, replies, worldOf } from '../support/weather.ts';

const market = photo(3_000, 1);
const plan = photo(5_000, 2);

const fileOf = async (bytes: Blob): Promise<AuthoredFile> => ({
  hash: await hashOf(bytes),
  type: bytes.type,
  size: bytes.size,
});

const showing = (files: Record<string, AuthoredFile>): Questionnaire => ({
  format: 1,
  id: 'q',
  title: 'Q',
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items: [{ kind: 'text', name: 'a', label: 'A', media: { image: 'market.png' } }],
  lists: {},
  files,
});

/** A server with one survey, its questionnaire and these files; `asked` are the hashes that were asked for. */
function serverWith(questionnaire: Questionnaire, files: readonly Blob[]) {
  const survey = { ...office().survey, questionnaire: versionOf(questionnaire) };
  const asked: string[] = [];
  const post: Post = async ({ path }) => {
    if (path === `/api/surveys/${survey.id}`) return Response.json(survey);
    if (path.startsWith('/api/questionnaires/'))
      return new Response(canonicalJson(questionnaire), { headers: { 'content-type': 'application/json' } });
    const hash = path.slice('/api/files/'.length);
    asked.push(hash);
    for (const bytes of files) if ((await hashOf(bytes)) === hash) return new Response(bytes);
    return Response.json(problemOf('not-found', 404), { status: 404 });
  };
  return { survey, post, asked };
}

const bringer = (db: Database, post: Post, room?: number) => ({
  way: worldOf(db, post, clock()),
  shelf: shelf(room),
  hashOf,
  check: async (text: string, hash: string) => checkQuestionnaire(text, hash),
});

async function enrolled(db: Database, survey: ReturnType<typeof serverWith>['survey']) {
  await keepSurvey(db, survey);
  const by = { device: '0b8f7a52-6f0f-4f3e-9c53-2d4b0c2f8a11', name: 'Mali', token: 't'.repeat(43) };
  await keepEnrolment(db, { survey, ...by }, '2026-11-23T00:00:00.000Z');
}

test('an enrolled device has a survey only once it has all its pictures, and fetches none twice', async () => {
  const { db } = device();
  const files = {
    'market.png': await fileOf(market),
    'plan.png': await fileOf(plan),
    'again.png': await fileOf(plan),
  };
  const { survey, post, asked } = serverWith(showing(files), [market, plan]);
  await enrolled(db, survey);
  const cut: Post = async (letter) => {
    if (letter.path.endsWith(files['plan.png'].hash)) throw new TypeError('no way');
    return post(letter);
  };
  const half = bringer(db, cut);
  expect(await bringEnrolled(db, half)).toBe('partly');
  expect(await enrolment(db, 'demo')).toMatchObject({ questionnaire: null });

  expect(await bringEnrolled(db, { ...half, way: worldOf(db, post, clock()) })).toBe('whole');
  expect(await enrolment(db, 'demo')).toMatchObject({ questionnaire: survey.questionnaire });
  expect(asked.sort()).toEqual([files['market.png'].hash, files['plan.png'].hash].sort());
  expect((await half.shelf.find(files['plan.png'].hash))?.size).toBe(plan.size);
});

test('where there is no room for a picture, it is said, and the version before stays', async () => {
  const { db } = device();
  const before = serverWith(showing({ 'market.png': await fileOf(market) }), [market]);
  await enrolled(db, before.survey);
  const small = bringer(db, before.post, 4_000);
  expect(await bringEnrolled(db, small)).toBe('whole');
  const after = serverWith(showing({ 'market.png': await fileOf(plan) }), [plan]);
  expect(await bringEnrolled(db, { ...small, way: worldOf(db, after.post, clock()) })).toBe('full');
  expect(await enrolment(db, 'demo')).toMatchObject({ questionnaire: before.survey.questionnaire });
});

test('a picture that the server has lost keeps nobody from going to the field', async () => {
  const { db } = device();
  const { survey, post } = serverWith(showing({ 'market.png': await fileOf(market) }), []);
  await enrolled(db, survey);
  expect(await bringEnrolled(db, bringer(db, post))).toBe('whole');
});

test('a login page and another file under its address are not believed; what was kept wrongly on the way is asked for anew', async () => {
  const { db } = device();
  const file = await fileOf(market);
  const said = async (post: Post) => bringFile(file, bringer(db, post));
  expect(await said(async () => replies.loginPage())).toMatchObject({ kind: 'later' });
  expect(await said(async () => new Response(plan))).toEqual({ kind: 'later', reason: 'altered' });
  expect(await said(async () => Response.json({}, { status: 503 }))).toMatchObject({ reason: 'server-busy' });
  expect(await said(async () => Response.json({}, { status: 404 }))).toEqual({ kind: 'gone' });
  const cached: Post = async ({ headers }) => new Response(headers['cache-control'] ? market : plan);
  const brought = await said(cached);
  expect(brought.kind === 'here' && brought.bytes.type).toBe(file.type);
});

test('files go when nothing here needs them: drafts and surveys keep those of their version', async () => {
  const { db } = device();
  const [old, now, gone] = [market, plan, photo(100, 3)];
  const { shelf: kept } = bringer(db, async () => new Response());
  const versions = [old, now, gone].map(async (bytes) => {
    const questionnaire = showing({ 'market.png': await fileOf(bytes) });
    await kept.keep(await hashOf(bytes), bytes);
    await keepQuestionnaire(db, { hash: versionOf(questionnaire), questionnaire });
    return versionOf(questionnaire);
  });
  const [before = '', current = ''] = await Promise.all(versions);
  await keepSurvey(db, { ...office().survey, questionnaire: current });
  await beginDraft(db, draftOf({ questionnaire: before }), []);
  await tidyFiles(db, kept);
  expect((await kept.hashes()).sort()).toEqual([await hashOf(old), await hashOf(now)].sort());
});

test('a questionnaire that an older app kept without its files is fetched once more', async () => {
  const { db } = device();
  const whole = showing({ 'market.png': await fileOf(market) });
  const { files: _, ...stripped } = whole;
  const { survey, post } = serverWith(whole, [market]);
  await enrolled(db, survey);
  await keepQuestionnaire(db, { hash: versionOf(whole), questionnaire: stripped });
  expect(await bringEnrolled(db, bringer(db, post))).toBe('whole');
  expect(await keptQuestionnaire(db, versionOf(whole))).toEqual(whole);
});

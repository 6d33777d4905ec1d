import { afterAll, expect, test, vi } from 'vitest';
import { carriedIn, linkWith, takeCarried } from '../../src/screens/safety/carry.ts';
import { attachMedia, beginDraft, keepSurvey, openDraft } from '../../src/storage/index.ts';
import { device, draftOf } from '../support/device.ts';
import { office } from '../support/office.ts';

afterAll(() => void vi.unstubAllGlobals());
vi.stubGlobal('location', new URL('https://survey.example/s/demo'));
vi.stubGlobal('__APP_VERSION__', '0');

const draft = draftOf({ name: 'Văn phòng' });

test('a draft goes in a link from one browser to another, once, and stays where it was', async () => {
  const [app, browser] = [device(), device()];
  await keepSurvey(app.db, office().survey);
  await beginDraft(app.db, draft, [{ ref: '/b/b1', answer: 'Ẩn danh' }]);
  const link = await linkWith(app.db, 'demo');
  if (!(link instanceof URL)) throw new Error(link);
  expect(link.href.length).toBeLessThan(2_000);
  const carried = carriedIn(link.href) ?? '';
  const taken = await takeCarried(browser.db, carried);
  expect(taken).toMatchObject({ header: { survey: 'demo' }, drafts: { added: 1 } });
  expect((await openDraft(browser.db, draft.id))?.kept).toEqual([{ ref: '/b/b1', answer: 'Ẩn danh' }]);
  expect((await takeCarried(browser.db, carried)).drafts).toMatchObject({ added: 0, known: 1 });
  expect((await openDraft(app.db, draft.id))?.kept).toHaveLength(1);
});

test('what does not fit is said, and nothing is cut off', async () => {
  const { db } = device();
  expect(await linkWith(db)).toBe('none');
  await keepSurvey(db, office().survey);
  const words = Array.from({ length: 9_000 }, () => Math.random().toString(36).slice(2)).join(' ');
  await beginDraft(db, draft, [{ ref: '/b/b1', answer: words }]);
  expect(await linkWith(db)).toBe('too-long');
  const file = { name: 'a.jpg', hash: 'a'.repeat(64), type: 'image/jpeg', size: 3 } as const;
  await attachMedia(db, { owner: draft.id, ...file }, new Blob(['abc']), draft.startedAt);
  expect(await linkWith(db)).toBe('files');
});

test('a link that was cut, or is another one, brings nothing', async () => {
  const { db } = device();
  expect(carriedIn('https://survey.example/s/demo')).toBeNull();
  for (const carried of ['', 'H4sI', '%%%', 'AAAA'.repeat(99)])
    await expect(takeCarried(db, carried)).rejects.toThrow();
  expect(await db.drafts.count()).toBe(0);
});

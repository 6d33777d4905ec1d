import { expect, test } from 'vitest';
import type { StoredSurvey } from '../../src/plan/index.ts';
import type { Results } from '../../src/results/index.ts';
import { givePassword } from '../../src/server/sessions.ts';
import { json, openOffice, submissionTo } from './office.ts';

async function office(survey: Partial<StoredSurvey> = {}) {
  const open = await openOffice({ survey });
  const password = await givePassword(open.store, 'mali');
  const said = await open.app.request(
    '/api/session',
    json('POST', JSON.stringify({ name: 'mali', password })),
  );
  const headers = { cookie: said.headers.get('set-cookie')?.split(';')[0] ?? '' };
  return {
    ...open,
    ask: (path: string) => open.app.request(`/api/coordinator/surveys/demo${path}`, { headers }),
  };
}
const beginsLikePdf = async (reply: Response) =>
  Buffer.from(await reply.arrayBuffer()).toString('latin1', 0, 5);

test('a report is of the release, whatever has come since, and the hash in it is that of the figures', async () => {
  const { ask, put, ...open } = await office();
  for (let at = 0; at < 12; at++) await put(submissionTo(open));
  const first = await (await ask('/report?lang=en&format=html')).text();
  expect(first).toMatch(/<dt>Submissions in the figures<\/dt><dd>12<\/dd>/);
  const hashIn = (html: string) => /SHA-256 of the figures<\/dt><dd>([0-9a-f]{64})</.exec(html)?.[1];
  expect(hashIn(first)).toBeDefined();
  await put(submissionTo(open));
  const later = await (await ask('/report?lang=en&format=html')).text();
  expect(hashIn(later)).toBe(hashIn(first));
  expect(later).toMatch(/<dt>Submissions in the figures<\/dt><dd>12<\/dd>/);
  const told: Results = await (await ask('/results')).json();
  expect([told.submissions, told.release?.submissions]).toEqual([13, 12]);
  expect(await beginsLikePdf(await ask('/report?lang=vi'))).toBe('%PDF-');
});

test('what there is none of is not printed: a language, a format, a grouping, a poster for a link that nobody has', async () => {
  const { ask } = await office();
  for (const path of ['/report?lang=id', '/report?format=docx', '/report?by=words', '/poster?lang=vi'])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  expect(await beginsLikePdf(await ask('/poster?lang=th,en'))).toBe('%PDF-');
  const devices = await office({ answeredBy: 'devices' });
  expect((await devices.ask('/poster?lang=th')).status).toBe(404);
});

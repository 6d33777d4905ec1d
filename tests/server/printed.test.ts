import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StoredSurvey } from '../../src/plan/index.ts';
import type { Results } from '../../src/results/index.ts';
import { tokenOf } from '../../src/server/invitations.ts';
import { reportFielding } from '../../src/server/report-command.ts';
import { givePassword } from '../../src/server/sessions.ts';
import type { WrittenAnswers } from '../../src/submission/index.ts';
import { json, newFolder, openOffice, submissionTo } from './office.ts';

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
    headers,
    ask: (path: string) => open.app.request(`/api/coordinator/surveys/demo${path}`, { headers }),
  };
}
const runs = (command: string): boolean => spawnSync(command, ['-v']).status === 0;
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

const writing = (open: { hash: string }, words: string) =>
  submissionTo(open, { answers: { consent: 'agree', work: { age: 40, words } } });

test('answers in words are read once thirty have answered: in the order of the alphabet, without those that may say who', async () => {
  const { ask, put, ...open } = await office();
  const read = async (query = '') => (await ask(`/written/words${query}`)).json();
  for (let at = 0; at < 29; at++) await put(writing(open, `Zeal ${at}`));
  expect(await read()).toEqual({ standing: 'few', answers: [], withheld: 0, next: null });
  for (const words of ['Đổi mới', 'Anh', 'ring 0812345678', 'น้ำใจ']) await put(writing(open, words));
  for (let at = 0; at < 12; at++) await put(submissionTo(open));
  const all: WrittenAnswers = await read();
  expect([all.standing, all.withheld, all.next]).toEqual(['shown', 1, null]);
  expect(all.answers).toHaveLength(44);
  expect(all.answers).toEqual([...all.answers].sort(new Intl.Collator('en').compare));
  expect((await read('?search=doi')).answers).toEqual(['Đổi mới']);
  expect((await read(`?search=${encodeURIComponent('น้ำ')}`)).answers).toEqual(['น้ำใจ']);
  expect((await ask('/written/colour')).status).toBe(404);
  expect((await ask('/written/words?after=nothing')).status).toBe(404);
});

test('rintis report writes the file, and says what it cannot do', async () => {
  const { store, catalogue, keys, put, ...open } = await office();
  for (let at = 0; at < 12; at++) await put(submissionTo(open));
  const fielding = await catalogue.fielding('demo');
  if (!fielding) throw new Error('no survey');
  const failed: string[] = [];
  const desk = { store, catalogue, keys, fielding, fail: (sentence: string) => void failed.push(sentence) };
  const output = join(newFolder(), 'report.html');
  await reportFielding(desk, { format: 'html', lang: 'th', output });
  expect(readFileSync(output, 'utf8')).toContain('<html lang="th">');
  await reportFielding(desk, { lang: 'id' });
  await reportFielding(desk, { format: 'docx' });
  await reportFielding(desk, { by: 'words' });
  expect(failed).toEqual(['languageUnknown', 'formatUnknown', 'groupingUnknown']);
});

test('a batch of invitations is printed as cards, and the report tells how many were used', async () => {
  const { ask, store, keys, app, headers } = await office({ invited: true });
  const wish = JSON.stringify({ name: 'North', links: 23 });
  const made = await app.request('/api/coordinator/surveys/demo/batches', {
    ...json('POST', wish),
    headers: { ...headers, 'content-type': 'application/json' },
  });
  const { id } = await made.json();
  const cards = await ask(`/batches/${id}/cards?lang=th`);
  expect(cards.status).toBe(200);
  const [first] = await store.invitations('demo', id, 0, 1);
  if (first && runs('pdftotext')) {
    const bytes = new Uint8Array(await cards.arrayBuffer());
    const text = spawnSync('pdftotext', ['-raw', '-', '-'], { input: bytes, encoding: 'utf8' }).stdout;
    expect(text.replace(/\s/g, '')).toContain(`/s/demo#i=${tokenOf(keys, first)}`);
    expect(text.match(/#i=/g)).toHaveLength(23);
  }
  for (const path of [`/batches/${id}/cards?lang=vi`, `/batches/${'0'.repeat(16)}/cards?lang=th`])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  expect(await (await ask('/report?format=html')).text()).toContain('0 of 23 invitations were used: 0%');
});

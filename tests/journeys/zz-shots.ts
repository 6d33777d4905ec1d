import { writeFileSync } from 'node:fs';
import { openServer } from '../support/server.ts';
import { buildClient } from '../support/build.ts';
import { meet } from '../support/browsers/index.ts';
import { fill, gather } from '../bench/drain/fill.ts';
import { receiptCode } from '../../src/submission/index.ts';
buildClient();
const server = await openServer();
const origin = server.origin;
const lang = process.argv[2]!; const width = Number(process.argv[3]); const height = Number(process.argv[4] ?? 740);
const person = await meet('chromium', { language: lang, size: { width, height } });
const page = (person.tab as any).page;
const shot = async (name: string) => { await page.waitForTimeout(400); writeFileSync(`/tmp/s/shots-sync/${lang}-${width}-${name}.png`, await page.screenshot({ fullPage: true })); };
page.on('pageerror', (e: Error) => console.log('PAGEERROR', e.message));
try {
  await page.route('**/api/submissions*', (r: any) => r.abort());
  await page.route('**/api/submissions/**', (r: any) => r.abort());
  const all = await gather(origin, 6);
  await fill(page, origin, all);
  const [a, b, c, d] = all as any[];
  await page.evaluate(`(async () => { const w = [${JSON.stringify([a, b, c, d].map((x: any) => ({ id: x.id, hash: x.hash, survey: 'demo', code: receiptCode(x.id, x.hash) })))}][0];
    const t = db.transaction(['outbox','receipts','returned','withdrawals','submissions','settings'], 'readwrite');
    const r = (x) => ({ id: x.id, revision: 1, hash: x.hash, survey: 'demo', receivedAt: '2026-11-20', key: 'k', signature: 'A'.repeat(86) });
    t.objectStore('receipts').put(r(w[0])); t.objectStore('outbox').delete(w[0].id);
    t.objectStore('receipts').put(r(w[1])); t.objectStore('outbox').delete(w[1].id);
    t.objectStore('returned').put({ id: w[1].id, survey: 'demo', basedOn: w[1].hash, comment: 'ปีใดแน่ 2567 หรือ 2568? Năm nào?', heardAt: '2026-11-22' });
    t.objectStore('outbox').put({ id: w[2].id, state: 'aside', since: '2026-11-20', tries: 0, triedAt: 0, nextTryAt: 0, problem: { type: 'x', title: 'x', status: 422, code: 'submission-unacceptable' } });
    t.objectStore('receipts').put(r(w[3])); t.objectStore('outbox').delete(w[3].id);
    t.objectStore('withdrawals').put({ code: w[3].code, id: w[3].id, survey: 'demo', state: 'waiting', wishedAt: '2026-11-20', tries: 0, triedAt: 0, nextTryAt: 9e12, reason: 'offline' });
    t.objectStore('settings').put({ name: 'server-time', value: { said: Date.now() + 3600000 * 5, at: Date.now() } });
  })()`);
  await page.goto(`${origin}/mine`); await page.waitForTimeout(2500); await shot('mine');
  for (const [name, x] of [['received', a], ['returned', b], ['aside', c], ['withdrawn', d], ['waiting', all[4]]] as any) {
    await page.goto(`${origin}/`); await page.goto(`${origin}/mine#${x.id}`); await page.waitForTimeout(1500);
    writeFileSync(`/tmp/s/shots-sync/${lang}-${width}-one-${name}.png`, await page.screenshot());
    await page.evaluate('scrollTo(0, 560)'); await page.waitForTimeout(200);
    writeFileSync(`/tmp/s/shots-sync/${lang}-${width}-one-${name}-2.png`, await page.screenshot());
    if (name === 'waiting') { const bs = await page.locator('.buttons .button.plain').all(); await bs[1].click(); await page.waitForTimeout(400); writeFileSync(`/tmp/s/shots-sync/${lang}-${width}-delete.png`, await page.screenshot());
      await page.keyboard.press('Escape'); await bs[0].click(); await page.waitForTimeout(300); writeFileSync(`/tmp/s/shots-sync/${lang}-${width}-withdraw-ask.png`, await page.screenshot()); await page.keyboard.press('Escape'); }
  }
  await page.goto(`${origin}/withdraw`); await page.waitForTimeout(1000); await shot('withdraw');
  await page.goto(`${origin}/`); await page.waitForTimeout(1500); await shot('home');
  await page.goto(`${origin}/mine#${b.id}`); await page.waitForTimeout(1500);
  await page.locator('.button.main').first().click(); await page.waitForTimeout(3000);
  console.log(page.url()); await shot('correcting');
} finally { await person.leaves(); await server.leave(); }
process.exit(0);

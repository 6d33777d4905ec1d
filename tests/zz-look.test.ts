import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { crowd } from './journeys/crowd.ts';
import { openServer } from './support/server.ts';
const D = '/tmp/y-report-try/';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
test('look', async () => {
  const server = await openServer();
  const browser = await chromium.launch({ executablePath: process.env.LOOK_CHROME, args: ['--no-sandbox'] });
  const out: unknown[] = [];
  try {
    await crowd(server.origin, 120);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true, acceptDownloads: true });
    const page = await context.newPage();
    const check = async (name: string) => {
      await page.evaluate(axe);
      const found = await page.evaluate(async () => (await (window as any).axe.run()).violations.map((v: any) => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)]));
      out.push([name, found, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]);
    };
    await page.goto(`${server.origin}/coordinator`);
    await page.evaluate(async ({ name, password }) => { await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }) }); }, server.coordinator);
    for (const lang of ['en', 'th', 'vi']) {
      await page.goto(`${server.origin}/coordinator`);
      await page.waitForSelector('.desk-bar select');
      await page.selectOption('.desk-bar select', lang);
      await page.goto(`${server.origin}/coordinator/surveys/demo/results`);
      await page.waitForSelector('#scores', { timeout: 60000 });
      await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true; });
      await check(`results ${lang}`);
      await page.screenshot({ path: `${D}page-${lang}.png`, fullPage: true });
      await page.goto(`${server.origin}/coordinator/surveys/demo`);
      await page.waitForSelector('.desk-card', { timeout: 60000 });
      await check(`survey ${lang}`);
      await page.screenshot({ path: `${D}survey-${lang}.png`, fullPage: true });
      const html = await page.evaluate(async (lang) => (await fetch(`/api/coordinator/surveys/demo/report?format=html&lang=${lang}&by=gov_level`)).text(), lang);
      writeFileSync(`${D}live-${lang}.html`, html);
      await page.goto(`file://${D}live-${lang}.html`);
      await check(`report ${lang}`);
      await page.screenshot({ path: `${D}report-${lang}.png`, clip: { x: 0, y: 0, width: 1280, height: 3000 }, fullPage: true });
    }
    await page.setViewportSize({ width: 820, height: 1180 });
    await page.goto(`${server.origin}/coordinator/surveys/demo/results`);
    await page.waitForSelector('#scores', { timeout: 60000 });
    const begun = Date.now();
    const download = page.waitForEvent('download', { timeout: 60000 });
    await page.click('section:has(#\\:r0\\:title) button, .buttons .button.main');
    const file = await download;
    await file.saveAs(`${D}live.pdf`);
    out.push(['download', file.suggestedFilename(), Date.now() - begun]);
    await page.screenshot({ path: `${D}tablet.png`, fullPage: true });
  } catch (error) { out.push(String(error)); } finally {
    writeFileSync(`${D}look.json`, JSON.stringify(out, null, 1));
    await browser.close();
    await server.leave();
  }
  expect(1).toBe(1);
}, 240_000);

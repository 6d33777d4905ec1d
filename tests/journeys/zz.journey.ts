import { test } from 'vitest';
import { fewAnswers } from './answers.ts';
import { invite, setStage } from './stage.ts';
test('zz', async () => {
  const stage = await setStage();
  const official = await invite('th');
  const { person: p, t } = official;
  const state = async (x: string) => { try { console.log(x, await p.tab.run('location.href'), JSON.stringify(await p.tab.run(`navigator.serviceWorker.getRegistrations().then(rs => rs.map(r => [r.scope, r.installing?.state, r.waiting?.state, r.active?.state]))`)),
  JSON.stringify(await p.tab.run(`caches.keys().then(async ks => Promise.all(ks.map(async k => [k, (await (await caches.open(k)).keys()).length])))`)), await p.tab.run('!!navigator.serviceWorker.controller')); } catch (e) { console.log(x, String(e)); } };
  await official.arrives(stage.link); await state('arrived');
  await official.agrees(); await state('agreed');
  await official.answers(fewAnswers, 'int_01'); await state('answered');
  if (process.env.KILL) { await p.pauses(); await p.losesPower(); await p.opens(stage.link); await p.pauses(); await state('reopened'); }
  await p.goesOffline(); await stage.server.stop(); await state('offline');
  await official.answers(fewAnswers); await state('review');
  await official.submits(); await state('submitted');
  await p.reads(t('receipt.waiting'));
  await p.reloads().catch(e => console.log(e.message)); await state('reloaded');
});

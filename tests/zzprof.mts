import { folderWithSurvey } from './support/fielding.ts'; import { openServer } from './support/server.ts'; import { meet, bringBrowsers } from './support/browsers/index.ts';
import { fieldForm } from './bench/field/questionnaire.ts'; import { watch, timed, seenSinceOpening } from './bench/field/watch.ts'; import fs from 'node:fs';
await bringBrowsers(['chromium']);
const folder=await folderWithSurvey(fieldForm(5000),'confidential'); const server=await openServer({DATA_DIR:folder}); const person=await meet('chromium',{language:'en',size:{width:1000,height:820}});
const page=(person.tab as any).page; await page.addInitScript(watch); await page.goto(server.origin+'/s/demo'); await page.getByLabel('I agree').check(); await page.locator('button.main').click(); await page.waitForSelector('[data-ref="/b1/b1_q1"]');
const c=await page.context().newCDPSession(page);
async function trace(name:string, f:()=>Promise<unknown>){ const ev:any[]=[]; const h=(e:any)=>ev.push(...e.value); c.on('Tracing.dataCollected',h); await c.send('Tracing.start',{categories:'devtools.timeline,disabled-by-default-devtools.timeline,v8.execute,disabled-by-default-v8.cpu_profiler,blink.user_timing',transferMode:'ReportEvents'}); const r=await f(); await new Promise(r=>setTimeout(r,600)); const done=new Promise(r=>c.once('Tracing.tracingComplete',r)); await c.send('Tracing.end'); await done; c.off('Tracing.dataCollected',h); fs.writeFileSync('/tmp/x-eng2-'+name+'.json',JSON.stringify(ev)); const mains=ev.filter(e=>e.name==='thread_name'&&e.args.name==='CrRendererMain').map(e=>e.pid+':'+e.tid);
 const by:any={}; for(const e of ev) if(e.ph==='X'&&mains.includes(e.pid+':'+e.tid)&&e.dur>1500) { (by[e.name]??=[]).push((e.dur/1000).toFixed(1)); } console.log(name,r,JSON.stringify(by)); }
for (const rate of [1,4]) { await page.evaluate(`location.hash='/b${rate*20}'`); await page.waitForSelector(`[data-ref="/b${rate*20}/b${rate*20}_q1"]`); await page.waitForTimeout(500); await c.send('Emulation.setCPUThrottlingRate',{rate}); const f=(n:number)=>`[data-ref="/b${rate*20}/b${rate*20}_q${n}"] input`;
 const click=async(sel:string,eff:any)=>{const t=page.locator(sel).first(); await t.scrollIntoViewIfNeeded(); await page.waitForTimeout(500); return timed(page,'click',eff,()=>t.click());};
 await trace('plain'+rate,()=>click(f(1),{selector:f(1),checked:true}));
 await trace('plainb'+rate,()=>click(f(4),{selector:f(4),checked:true}));
 await trace('skip'+rate,()=>click(f(9),{selector:f(10)}));
 await trace('next'+rate,()=>timed(page,'click',{selector:`[data-ref="/b${rate*20+1}/b${rate*20+1}_q1"]`},()=>page.locator('.feet button.main').click()));
}
await c.send('Emulation.setCPUThrottlingRate',{rate:1});
await page.goto('about:blank'); await trace('open',async()=>{ await page.goto(server.origin+'/s/demo#/b1',{waitUntil:'commit'}); return seenSinceOpening(page,{selector:'[data-ref="/b1/b1_q1"] input'});});
await person.leaves(); await server.leave(); process.exit(0);

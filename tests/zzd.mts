import { folderWithSurvey } from './support/fielding.ts'; import { openServer } from './support/server.ts'; import { meet, bringBrowsers } from './support/browsers/index.ts';
import { fieldForm } from './bench/field/questionnaire.ts'; import { watch, timed, seenSinceOpening } from './bench/field/watch.ts';
await bringBrowsers(['chromium']);
const folder=await folderWithSurvey(fieldForm(+(process.argv[2]??5000)),'confidential'); const server=await openServer({DATA_DIR:folder}); const person=await meet('chromium',{language:'en',size:{width:1000,height:820}});
const page=(person.tab as any).page; page.on('console',(m:any)=>console.log('C',m.text().slice(0,300))); page.on('pageerror',(e:any)=>console.log('E',String(e.stack).slice(0,600)));
await page.addInitScript(watch); await page.goto(server.origin+'/s/demo'); await page.getByLabel('I agree').check(); await page.locator('button.main').click(); await page.waitForSelector('[data-ref="/b1/b1_q1"]',{timeout:60000});
for (let i=0;i<5;i++){ await page.goto('about:blank'); await page.goto(server.origin+'/s/demo#/b1',{waitUntil:'commit'}); const t=await Promise.race([seenSinceOpening(page,{selector:'[data-ref="/b1/b1_q1"] input'}), new Promise(r=>setTimeout(()=>r('TIMEOUT'),12000))]); console.log(i,t); if(t==='TIMEOUT'){ console.log(await page.evaluate('document.body.innerText.slice(0,500)')); await page.screenshot({path:'/tmp/x-eng2.png'}); } }
await person.leaves(); await server.leave(); process.exit(0);

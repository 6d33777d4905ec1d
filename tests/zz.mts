import { fieldForm } from './bench/field/questionnaire.ts';
import { answer, beginInterview, changes, compileForm, loadFormulas, progress, asked, askedAt, questionAt, keptOf } from '../src/questionnaire/index.ts';
import { stepAt, stepAfter, stepBefore } from '../src/screens/steps.ts';
const t=(n:string,f:()=>unknown,k=1)=>{const a=performance.now(); for(let i=0;i<k;i++) f(); console.log(n,((performance.now()-a)/k).toFixed(3));};
const q=fieldForm(5000); const text=JSON.stringify(q);
t('structuredClone',()=>structuredClone(q));
let rq:any; t('parse',()=>{rq=JSON.parse(text)});
await loadFormulas(rq);
let form:any; t('compile',()=>{form=compileForm(rq)});
const world={now:()=>new Date(),random:Math.random,uuid:()=>crypto.randomUUID()};
let it:any; t('begin',()=>{it=beginInterview(form,{world,language:'en'})});
t('begin kept',()=>{beginInterview(form,{world,language:'en',kept:keptOf(it)})});
const cut={wide:true,hasIntro:()=>false};
for (let r=0;r<6;r++){ const b=`/b${200+r}/b${200+r}_q`;
 for (const [n,k,v] of [['plain',1,'c3'],['number',2,2],['skip',9,'yes']] as const) {
  const before=it; t(n+' answer',()=>{it=answer(it,b+k,v)}); t(n+' changes',()=>changes(before,it));
  t('progress',()=>progress(it)); t('steps',()=>{const s=stepAt(it,`/b${200+r}`,cut)!; stepBefore(it,s,cut); stepAfter(it,s,cut)});
  t('q',()=>questionAt(it,b+k)!.choices.length);
 }}

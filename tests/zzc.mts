import { fieldForm } from './bench/field/questionnaire.ts';
import { compileForm, loadFormulas, beginInterview } from '../src/questionnaire/index.ts';
const q=fieldForm(5000); const text=JSON.stringify(q); const rq=JSON.parse(text);
const cpu=()=>{const u=process.threadCpuUsage?process.threadCpuUsage():process.cpuUsage(); return (u.user+u.system)/1000;};
const a=cpu(); await loadFormulas(rq); const b=cpu(); const form=compileForm(rq); const c=cpu();
const it=beginInterview(form,{world:{now:()=>new Date(),random:Math.random,uuid:()=>crypto.randomUUID()},language:'en'}); const d=cpu();
console.log('load',(b-a).toFixed(1),'compile',(c-b).toFixed(1),'begin',(d-c).toFixed(1), it.evaluations);

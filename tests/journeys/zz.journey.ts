import { writeFile } from 'node:fs/promises';
import { test } from 'vitest';
import { agenciesBook, agencyPlan, begins, enrols, makesCode } from './enumerators.ts';
import { looker } from './look.ts';
import { invite, setStage } from './stage.ts';
import type { Language } from './words.ts';

const size = { width: Number(process.env.W ?? 360), height: Number(process.env.H ?? 740) };
test('shots', async () => {
  const language = (process.env.L ?? 'vi') as Language;
  const stage = await setStage();
  const code = await makesCode(stage, language);
  const one = await invite(language, { size }, agenciesBook);
  const { person, t } = one;
  let n = 0;
  const look = looker(one);
  const shot = async (name: string) => {
    await person.pauses();
    await writeFile(`/tmp/s/talk-shots/${language}-${size.width}-${++n}-${name}.png`, await person.shot());
    await look(name);
  };
  await enrols(one, stage, code, 'Nguyễn Thị Đào');
  await begins(one);
  const plan = {
    ...agencyPlan('Sở Nội vụ Đà Nẵng'),
    innov_n: '3',
    stopped_n: '1',
    case_title: 'Một cửa điện tử liên thông cấp huyện',
    case_domain: ['service'],
    case_stage: 'used',
  };
  await one.answers(plan, 'case_title');
  await one.seesItSaved();
  await person.types(one.t('remark.add'), '').catch(() => undefined);
  await shot('case');
  await person.taps('button', t('remark.add'));
  await person.types(t('remark.label'), 'Tài liệu được xem tại chỗ, không sao chép được.');
  await shot('remark');
  await person.taps('link', t('contents.title'));
  await person.sees('heading', t('contents.title'));
  await shot('contents');
  await person.taps('button', new RegExp(String(t('contents.toDo'))));
  await shot('todo');
  await person.types(t('contents.search'), 'doi moi', 'searchbox');
  await shot('search');
  await person.taps('button', t('step.toReview'));
  await person.sees('heading', t('review.title'));
  await shot('review');
});

import { writeFile } from 'node:fs/promises';
import { test } from 'vitest';
import { looker } from './look.ts';
import { invite, setStage } from './stage.ts';
import type { Language } from './words.ts';

const size = { width: Number(process.env.W ?? 360), height: Number(process.env.H ?? 740) };
const one = (name: string, label: string) => ({ kind: 'one', name, label, list: 'agree' });
const form = {
  format: 1,
  id: 'zz',
  title: 'Grid',
  languages: [{ tag: 'vi', status: 'source' }],
  defaultLanguage: 'vi',
  lists: {
    yn: {
      choices: [
        { name: 'agree', label: 'Đồng ý', media: { image: 'yes.png' } },
        { name: 'no', label: 'Không' },
      ],
    },
    agree: {
      choices: [
        { name: '1', label: 'Hoàn toàn không đồng ý' },
        { name: '2', label: 'Không đồng ý' },
        { name: '3', label: 'Trung lập' },
        { name: '4', label: 'Đồng ý' },
        { name: '5', label: 'Hoàn toàn đồng ý' },
        { name: '98', label: 'Không biết', apart: true },
      ],
    },
  },
  items: [
    {
      kind: 'group',
      name: 'g',
      page: true,
      label: 'Bảng',
      appearance: 'table-list',
      items: [
        one('a', 'Cơ quan tôi khuyến khích cách làm mới'),
        one('b', 'Lãnh đạo ghi nhận người thử cách làm mới, kể cả khi không thành công'),
        one('c', 'Tôi có thời gian cho việc này'),
      ],
    },
    {
      kind: 'one',
      name: 'seen',
      label: 'Có thấy biển này không?',
      list: 'yn',
      media: { image: 'bien-hieu.jpg', audio: { vi: 'cau-hoi.mp3' } },
    },
    {
      kind: 'repeat',
      name: 'case',
      label: 'Trường hợp',
      items: [{ kind: 'text', name: 'title', label: 'Tên gọi' }],
    },
  ],
};
test('shots', async () => {
  const stage = await setStage(form);
  const who = await invite('vi' as Language, { size });
  const { person, t } = who;
  let n = 0;
  const look = looker(who);
  const shot = async (name: string) => {
    await person.pauses();
    await writeFile(`/tmp/s/talk-shots/g-${size.width}-${++n}-${name}.png`, await person.shot());
    await look(name);
  };
  await person.opens(stage.link);
  await person.pauses();
  await person.pauses();
  await shot('begin');
  const next = async () => {
    for (let i = 0; i < 1; i++) {
      await who.goesOn();
      await person.pauses();
    }
  };
  if (size.width > 700) {
    await person.taps('radio', 'Đồng ý', { role: 'group', name: 'Tôi có thời gian cho việc này' });
    await shot('grid');
    await next();
  } else for (let i = 0; i < 3; i++) await next();
  await shot('media');
  await next();
  await person.types(/^Tên gọi/, 'Một cửa');
  await next();
  await shot('repeat');
  await person.taps('button', t('repeat.add'));
  await person.types(/^Tên gọi/, 'Đường dây nóng của huyện miền núi');
  await next();
  await shot('two');
  await person.taps('button', /Bỏ: 1/);
  await shot('removed');
  await person.reloads();
  await person.pauses();
  await person.taps('button', /Khôi phục: 1/);
  await shot('back');
});

import { expect, test } from 'vitest';
import { openOffice, submissionTo } from './office.ts';

test('remarks and how an interview went are kept as they came; the survey says that they may come', async () => {
  const office = await openOffice();
  const good = submissionTo(office);
  const said: unknown = await (await office.app.request('/api/surveys/demo')).json();
  expect(said).toMatchObject({ accepts: ['remarks', 'course'] });
  const more = {
    ...good,
    remarks: [{ at: '/consent', text: 'Đọc từ thẻ.' }],
    course: { languages: ['th', 'en'], changed: { age: 2 }, orders: { colour: ['red', 'blue'] } },
  };
  expect((await office.put(more)).status).toBe(200);
  for (const course of [{ at: '2026-11-23T07:05:00Z' }, { changed: { age: 0.5 } }, { languages: ['th'] }])
    expect((await office.put({ ...more, course })).status).toBe(422);
  expect((await office.put({ ...more, remarks: [{ at: '/consent', text: '' }] })).status).toBe(422);
});

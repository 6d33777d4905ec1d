import { expect, test } from 'vitest';
import visit from '../fixtures/files.json' with { type: 'json' };
import { exported, invite, setStage } from './stage.ts';

const [consent, work] = visit.items;
const question = (name: string, en: string) => ({ kind: 'text', name, label: { en } });
const items = [question('office', 'Which office?'), question('said', 'What was said?')];

/** All that the disk has of what was said, for whoever copies it. */
const disk = `(async () => {
  const db = await new Promise((tell) => { const r = indexedDB.open('rintis'); r.onsuccess = () => tell(r.result); });
  const all = [];
  for (const name of ['drafts', 'answers', 'submissions']) {
    all.push(...await new Promise((tell) => { const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => tell(r.result); }));
  }
  db.close();
  return JSON.stringify(all);
})()`;

test('with a PIN, an interview is locked away, opened again, and arrives as it was', async () => {
  const stage = await setStage({ ...visit, items: [consent, { ...work, items }] });
  const official = await invite('en');
  const { person, t } = official;
  const typesPin = async (pin: string, at = 0) => {
    await person.tab.run(`document.querySelectorAll('input[type=password]')[${at}].focus()`);
    await person.tab.write(pin);
  };
  await official.speaks(stage.link);
  await person.taps('radio', 'I agree');
  await official.goesOn();
  await person.types(/Which office/, 'Secret office');
  await official.seesItSaved();
  expect(await person.tab.run(disk)).toContain('Secret office');

  await person.taps('button', t('menu.open'));
  await person.taps('link', t('menu.storage'));
  await person.taps('button', t('lock.begin'));
  await typesPin('271828');
  await typesPin('271828', 1);
  await person.taps('checkbox', t('lock.understood'));
  expect(await person.axe('everything')).toEqual([]);
  await person.taps('button', t('lock.set'));
  await person.sees('button', t('lock.now'), undefined, 60_000);
  expect(await person.tab.run(disk)).not.toMatch(/Secret|office/);

  await person.opens(stage.link); // another page: whoever was just here is not asked again
  await person.sees('textbox', /Which office/);
  await person.opens(`${stage.road.origin}/storage`);
  await person.taps('button', t('lock.now'));
  await person.sees('heading', t('lock.locked'));
  expect(await person.axe('everything')).toEqual([]);
  await typesPin('000000');
  await person.taps('button', t('lock.open'));
  await person.reads(t('lock.wrong'), 60_000);

  if (person.remembers) await person.losesPower();
  await person.goesOffline();
  await person.opens(stage.link);
  await person.sees('heading', t('lock.locked'));
  await typesPin('271828');
  await person.taps('button', t('lock.open'));
  await person.sees('textbox', /Which office/, undefined, 60_000);
  await official.goesOn();
  await person.types(/What was said/, 'Nothing much');
  await official.goesOn();
  await official.submits();
  await person.goesOnline();
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([{ office: 'Secret office', said: 'Nothing much' }]);
  expect(await person.tab.run(disk)).not.toMatch(/Secret|Nothing/);
});

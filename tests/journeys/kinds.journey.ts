/** Days in the era of the reader, a place among two thousand, a share on a long scale: by touch on a phone, by keyboard on a desk. */
import { expect, test } from 'vitest';
import kinds from '../fixtures/kinds.json' with { type: 'json' };
import { desktop, type Name, type Person, type Size } from '../support/browsers/index.ts';
import { tabTo } from './keys.ts';
import { looker } from './look.ts';
import { exported, invite, type Liking, type Stage, setStage } from './stage.ts';
import { type Language, t } from './words.ts';

const towns = [
  'Đà Nẵng',
  'Cần Thơ',
  'Huế',
  'Bạc Liêu',
  'Cà Mau',
  'Đồng Tháp',
  'Vĩnh Long',
  'Trà Vinh',
  'Sóc Trăng',
  'Hậu Giang',
];
const places = Array.from({ length: 2_000 }, (_, at) => ({
  name: `p${at}`,
  label: `${towns[at % 10]} ${Math.floor(at / 10) + 1}`,
}));
const office = { ...kinds, lists: { ...kinds.lists, places: { choices: places } } };
const questions = kinds.items[1]?.items ?? [];
const asks = (language: Language, name: string): string => {
  const found = questions.find((one) => one.name === name);
  if (!found) throw new Error(`The office has no question ${name}.`);
  return found.label[language];
};
const agreed = office.lists.consent.choices[0]?.label;

/** As the export has it. */
const asGiven = {
  opened: '2026-02-03',
  month: '2025-11-01',
  place: 'p50', // Đà Nẵng 6
  level: 'prov',
  share: '35',
  others: 'p112', // one column: the list has more than 300 places
  'days/wed': '1',
};

test('a Thai official on a phone writes years as they are written there, and finds a place without its marks', async () => {
  const { stage, person, next, look } = await begin('th', { size: { width: 320, height: 640 } });
  const at = (name: string) => ({ role: 'group', name: asks('th', name) });

  await person.sees('group', asks('th', 'opened'));
  await day(person, 'th', 'opened', '3', '2', '2569');
  await person.reads('3 กุมภาพันธ์ 2569');
  await look('a day');
  await next();
  await person.sees('group', asks('th', 'month'));
  await person.chooses(t('th', 'date.month'), '11');
  await person.types(t('th', 'date.yearThai'), '2568');
  await person.chooses(t('th', 'language.label'), 'en'); // whoever changes the language has not said another year
  await person.sees('textbox', t('en', 'date.year'));
  expect(await person.finds({ role: 'textbox', name: t('en', 'date.year') })).toMatchObject([
    { value: '2025' },
  ]);
  await person.chooses(t('en', 'language.label'), 'th');
  await person.sees('textbox', t('th', 'date.yearThai'));
  await next();
  await person.sees('group', asks('th', 'met'));
  await person.taps('button', t('th', 'date.now'));
  await next();
  await person.sees('group', asks('th', 'place'));
  await person.types(t('th', 'choose.search'), 'da nang 6', 'combobox');
  await look('a place among many');
  await person.taps('option', 'Đà Nẵng 6', at('place')); // and that leads on, as with any choice of one
  await person.sees('group', asks('th', 'others'));
  await person.types(t('th', 'choose.search'), 'hue 12', 'combobox');
  await person.taps('option', 'Huế 12', at('others'));
  await look('several places');
  await next('level');
  await person.chooses(asks('th', 'level'), 'prov');
  await look('a list that unfolds');
  await next('share');
  await person.types(t('th', 'range.type'), '๓๕');
  await look('a long scale');
  await next('days');
  await person.taps('checkbox', 'วันพุธ');
  await look('side by side');
  await next();
  await person.sees('heading', t('th', 'review.title'));
  await person.reads('3 กุมภาพันธ์ 2569');
  await person.reads('พฤศจิกายน 2568');
  await person.taps('button', t('th', 'review.submit'));
  await person.reads(t('th', 'receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([asGiven]);
});

test.for(['chromium', 'firefox'] as const)(
  'in %s, the whole page goes by keyboard alone',
  async (browser) => {
    const { stage, person, look } = await begin('vi', { size: desktop, browser });
    const word = (key: string) => t('vi', key);
    const write = async (role: string, name: Name, words: string) => {
      await tabTo(person, role, name);
      await person.tab.write(words);
    };
    const choose = async (name: Name, steps: number) => {
      await tabTo(person, 'combobox', name);
      for (let step = 0; step < steps; step++) await person.presses('ArrowDown');
    };
    /** Nothing is chosen before the list has only what was sought. */
    const search = async (name: string, words: string, found: string) => {
      const within = { role: 'group', name: asks('vi', name) };
      await write('combobox', word('choose.search'), words);
      await person.seesNo('option', 'Cần Thơ 1', within);
      await person.presses('Enter');
      await person.sees('list', word('choose.chosen'), within);
      await person.reads(found);
      await person.presses('Tab');
    };
    await person.sees('group', asks('vi', 'days'));
    if (browser === 'chromium') await look('the page');
    await write('textbox', word('date.day'), '3');
    await choose(word('date.month'), 2);
    await write('textbox', word('date.year'), '2026');
    await choose(word('date.month'), 11);
    await write('textbox', word('date.year'), '2025');
    await tabTo(person, 'button', word('date.now'));
    await person.presses('Space');
    await search('place', 'da nang 6', 'Đà Nẵng 6');
    await search('others', 'hue 12', 'Huế 12');
    await choose(asks('vi', 'level'), 2);
    await write('textbox', word('range.type'), '35');
    await tabTo(person, 'checkbox', 'Thứ Tư');
    await person.presses('Space');
    await tabTo(person, 'button', word('step.toReview'));
    await person.presses('Enter');
    await person.sees('heading', word('review.title'));
    for (const words of ['Đà Nẵng 6', 'Huế 12', '35']) await person.reads(words);
    await tabTo(person, 'button', word('review.submit'));
    await person.presses('Enter');
    await person.reads(word('receipt.received'), 60_000);
    expect(await exported(stage)).toMatchObject([asGiven]);
  },
);

async function begin(language: Language, liking: Liking & { size?: Size }) {
  const stage: Stage = await setStage(office);
  const official = await invite(language, liking);
  const { person } = official;
  await official.speaks(stage.link);
  await person.taps('radio', agreed?.[language] ?? '');
  await official.goesOn();
  return {
    stage,
    person,
    look: looker(official),
    next: async (name?: string) => {
      await official.goesOn();
      if (name) await person.reads(asks(language, name));
    },
  };
}

async function day(
  person: Person,
  language: Language,
  name: string,
  date: string,
  month: string,
  year: string,
) {
  const within = { role: 'group', name: asks(language, name) };
  await person.types(t(language, 'date.day'), date, 'textbox', within);
  await person.chooses(t(language, 'date.month'), month);
  await person.types(t(language, language === 'th' ? 'date.yearThai' : 'date.year'), year, 'textbox', within);
}

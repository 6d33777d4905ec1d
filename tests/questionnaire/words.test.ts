import { expect, test } from 'vitest';
import { inWords, markup, say } from '../../src/questionnaire/index.ts';
import { ask, choices, questionnaire, repeat, Visit } from '../support/scenario.ts';

test('words come in the reader’s language, else its base, else in the first fallback that has them', () => {
  const words = { en: 'Yes', th: 'ใช่', vi: '' };
  expect(inWords(words, 'th', ['en'])).toEqual({ text: 'ใช่', language: 'th' });
  expect(inWords(words, 'th-TH', ['en'])).toEqual({ text: 'ใช่', language: 'th' });
  expect(inWords(words, 'vi', ['en'])).toEqual({ text: 'Yes', language: 'en' });
  expect(inWords({ default: 'Oui' }, 'vi', ['en'])).toEqual({ text: 'Oui', language: 'vi' });
  expect(inWords({ ms: 'Ya' }, 'vi', ['en'])).toEqual({ text: 'Ya', language: 'ms' });
  expect(inWords('ODK', 'vi', [])).toEqual({ text: 'ODK', language: 'vi' });
});

const office = (beginning = {}) =>
  new Visit(
    questionnaire(
      [
        ask.one('country', 'country', { label: { en: 'Country', th: 'ประเทศ' } }),
        ask.text('plan', { label: { en: 'Linked to {{plan}}?', th: 'เชื่อมโยงกับ{{plan}}หรือไม่' } }),
        ask.text('who', { label: '{{who}} asks until {{until}}. {{unknown}}' }),
        ask.calculate('country_label', "jr:choice-name(${country}, '${country}')"),
        ask.note('thanks', { label: { en: 'Thanks from ${country_label}', th: 'ขอบคุณจาก${country_label}' } }),
      ],
      {
        languages: [
          { tag: 'en', status: 'source' },
          { tag: 'th', status: 'draft' },
        ],
        lists: {
          country: choices(
            { name: 'TH', label: { en: 'Thailand', th: 'ไทย' } },
            { name: 'VN', label: 'Viet Nam' },
          ),
        },
        inserts: {
          plan: {
            by: 'country',
            words: { TH: { en: 'the 13th Plan', th: 'แผนฯ 13' }, VN: 'the five-year plan' },
          },
        },
      },
    ),
    {
      inserts: { who: { words: { en: 'The Institute' } }, until: { day: '2027-01-31' } },
      formatDay: (day: string, language: string) => `${language}:${day}`,
      ...beginning,
    },
  );

test('an insert is chosen by an answer, in the language of the moment', () => {
  const visit = office();
  expect(visit.says('plan')).toBe('Linked to ?');
  expect(visit.answer('country', 'TH').says('plan')).toBe('Linked to the 13th Plan?');
  expect(visit.speak('th').says('plan')).toBe('เชื่อมโยงกับแผนฯ 13หรือไม่');
});

test('an insert may be chosen by a preset', () => {
  const visit = office({ presets: { country: 'VN' } });
  expect(visit.says('plan')).toBe('Linked to the five-year plan?');
  expect(visit.pages).not.toContain('/country');
  expect(visit.sends).toMatchObject({ country: 'VN' });
});

test('the survey’s own inserts are words or days; a name that nobody knows stays to be seen', () => {
  expect(office().says('who')).toBe('The Institute asks until en:2027-01-31. {{unknown}}');
});

test('a calculation that reads a label follows the language', () => {
  const visit = office().answer('country', 'TH');
  expect(visit.says('thanks')).toBe('Thanks from Thailand');
  expect(visit.speak('th').says('thanks')).toBe('ขอบคุณจากไทย');
});

test('a question says in which language its words are, so that a screen reader reads them rightly', () => {
  const visit = office().speak('th');
  expect(visit.question('country').label).toMatchObject({ text: 'ประเทศ', language: 'th' });
  expect(visit.question('who').label?.language).toBe('th');
});

test('an answer in a label is shown as it stands, whatever it looks like', () => {
  const visit = new Visit(
    questionnaire([
      ask.text('name'),
      ask.note('hello', { label: '**Hello** ${name}, [see](https://example.org/)' }),
    ]),
  ).answer('name', '**[x](https://evil.example)** <b>');
  const label = visit.question('hello').label;
  expect(label?.text).toContain('<b>');
  expect(label && markup(label)).toEqual([
    [
      { kind: 'strong', inside: ['Hello'] },
      ' **[x](https://evil.example)** <b>, ',
      { kind: 'link', href: 'https://example.org/', inside: ['see'] },
    ],
  ]);
});

test('a heading of an instance speaks of its own answers', async () => {
  const { sectionAt } = await import('../../src/questionnaire/index.ts');
  const visit = new Visit(questionnaire([repeat('case', [ask.text('title')], { label: 'Case: ${title}' })]))
    .add('case', 'k2')
    .answer('/case[k2]/title', 'One-stop counter');
  expect(sectionAt(visit.at, '/case[k2]')).toMatchObject({
    position: 2,
    label: { text: 'Case: One-stop counter' },
  });
});

test('words outside any question are read the same way', () => {
  expect(say(office().at, { en: 'From {{who}}' }).text).toBe('From The Institute');
});

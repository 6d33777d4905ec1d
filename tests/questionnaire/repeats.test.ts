import { beforeAll, expect, test } from 'vitest';
import { loadFormulas } from '../../src/questionnaire/index.ts';
import { ask, choices, group, interview, questionnaire, repeat, Visit } from '../support/scenario.ts';

beforeAll(() => loadFormulas(questionnaire([ask.calculate('x', 'indexed-repeat(${x}, ${x}, 1)')])));

const household = () =>
  interview(
    repeat('person', [
      ask.text('name'),
      ask.integer('age'),
      ask.text('school', { relevant: '${age} < 18', label: 'Where does ${name} go to school?' }),
      ask.calculate('number', 'position(..)'),
    ]),
    ask.calculate('people', 'count(${person})'),
    ask.calculate('years', 'sum(${age})'),
  );

test('a repeat begins with one instance, and grows and shrinks by hand', () => {
  const visit = household().add('person', 'k2');
  expect(visit.sends).toMatchObject({ people: 2 });
  visit.remove('/person[1]');
  expect(visit.sends).toMatchObject({ people: 1 });
});

test('a condition inside a repeat looks at its own instance', () => {
  const visit = household().add('person', 'k2');
  visit.answer('/person[1]/age', 40).answer('/person[k2]/age', 9).answer('/person[k2]/name', 'Mai');
  expect(visit.asks('/person[1]/school')).toBe(false);
  expect(visit.asks('/person[k2]/school')).toBe(true);
  expect(visit.says('/person[k2]/school')).toBe('Where does Mai go to school?');
});

test('the place of an answer stays the same when a sibling goes', () => {
  const visit = household().add('person', 'k2').answer('/person[k2]/name', 'Mai').remove('/person[1]');
  expect(visit.question('/person[k2]/name').answer).toBe('Mai');
  expect(visit.question('/person[k2]/number').answer).toBe(1);
  expect(() => visit.answer('/person[1]/name', 'Anan')).toThrow();
});

test('a sum over all instances follows each of them', () => {
  const visit = household().add('person', 'k2').answer('/person[1]/age', 40).answer('/person[k2]/age', 9);
  expect(visit.sends).toMatchObject({ years: 49 });
  visit.remove('/person[k2]');
  expect(visit.sends).toMatchObject({ years: 40 });
});

test('a counted repeat follows its count; what was answered beyond it comes back when the count does', () => {
  const visit = interview(
    ask.integer('cases'),
    repeat('case', [ask.text('title')], { count: '${cases}' }),
  ).answer('cases', 2);
  visit.answer('/case[2]/title', 'One-stop counter');
  expect(visit.pages).toEqual(['/cases', '/case[1]/title', '/case[2]/title']);
  visit.answer('cases', 1);
  expect(visit.sends).toEqual({ cases: 1, case: [{}] });
  visit.answer('cases', 3);
  expect(visit.sends).toEqual({ cases: 3, case: [{}, { title: 'One-stop counter' }, {}] });
});

test('a count of a billion does not stop the phone', () => {
  const visit = interview(ask.integer('cases'), repeat('case', [ask.text('title')], { count: '${cases}' }));
  visit.answer('cases', 1_000_000_000);
  expect(visit.at.sheet.stacks.get(2)?.count).toBe(10_000);
});

test('instances of a skipped repeat are neither asked nor counted', () => {
  const visit = interview(
    ask.text('any'),
    repeat('person', [ask.text('name')], { relevant: "${any} = 'yes'" }),
    ask.calculate('people', 'count(${person})'),
  );
  expect(visit.pages).toEqual(['/any']);
  expect(visit.sends).toEqual({ people: 0 });
  visit.answer('any', 'yes');
  expect(visit.pages).toEqual(['/any', '/person[1]/name', '/person']);
  expect(visit.sends).toEqual({ any: 'yes', person: [{}], people: 1 });
});

test('repeats stand in repeats', () => {
  const visit = interview(
    repeat('village', [
      ask.text('place'),
      repeat('house', [ask.integer('people'), ask.calculate('where', "concat(${place}, ' ', position(..))")]),
      ask.calculate('inhabitants', 'sum(${people})'),
    ]),
    ask.calculate('all', 'sum(${people})'),
  );
  visit.add('village', 'v2').add('/village[v2]/house', 'h1').add('/village[v2]/house', 'h2');
  visit.answer('/village[1]/house[1]/people', 3).answer('/village[v2]/place', 'Ban Mai');
  visit.answer('/village[v2]/house[h1]/people', 4).answer('/village[v2]/house[h2]/people', 5);
  expect(visit.sends).toEqual({
    village: [
      { house: [{ people: 3, where: ' 1' }], inhabitants: 3 },
      {
        place: 'Ban Mai',
        house: [
          { people: 4, where: 'Ban Mai 1' },
          { people: 5, where: 'Ban Mai 2' },
        ],
        inhabitants: 9,
      },
    ],
    all: 12,
  });
});

test('a running total may look at the instance before it', () => {
  const visit = interview(
    repeat('day', [
      ask.integer('visits'),
      ask.calculate('so_far', '${visits} + coalesce(indexed-repeat(${so_far}, ${day}, position(..) - 1), 0)'),
    ]),
  );
  for (const key of ['d2', 'd3']) visit.add('day', key);
  for (const [at, key] of ['1', 'd2', 'd3'].entries()) visit.answer(`/day[${key}]/visits`, at + 1);
  const totals = () => ['1', 'd2', 'd3'].map((key) => visit.question(`/day[${key}]/so_far`).answer);
  expect(totals()).toEqual([1, 3, 6]);
  visit.answer('/day[1]/visits', 11);
  expect(totals()).toEqual([11, 13, 16]);
});

test('a page group holds all its questions; a repeat on a page holds its instances and the way to add one', () => {
  const visit = interview(
    group('family', [ask.text('head'), repeat('child', [ask.text('called')])], { page: true }),
  ).add('child', 'k');
  expect([...visit.pages]).toEqual(['/family']);
});

test('the key of an instance is not taken twice', () => {
  const visit = household().add('person', 'k2');
  expect(() => visit.add('person', 'k2')).toThrow('cannot be the key');
  expect(() => visit.add('person', 'a]/b')).toThrow('cannot be the key');
});

test('a repeat within a condition on its own number settles', () => {
  const visit = new Visit(
    questionnaire(
      [
        repeat('step', [ask.one('more', 'yn')], {
          count: "if(count(${step}[more = 'yes']) = count(${step}), count(${step}) + 1, count(${step}))",
        }),
      ],
      { lists: { yn: choices('yes', 'no') } },
    ),
  );
  visit.answer('/step[1]/more', 'yes').answer('/step[2]/more', 'yes');
  expect(visit.pages).toEqual(['/step[1]/more', '/step[2]/more', '/step[3]/more']);
  visit.answer('/step[3]/more', 'no');
  expect(visit.pages).toHaveLength(3);
});

test('indexed-repeat finds the same answer whichever of two nested repeats is named first', () => {
  const visit = interview(
    repeat('house', [repeat('room', [ask.text('colour')])]),
    ask.calculate('inner', 'indexed-repeat(${colour}, ${house}, 2, ${room}, 1)'),
    ask.calculate('outer', 'indexed-repeat(${colour}, ${room}, 1, ${house}, 2)'),
  );
  visit.add('house', 'h2').add('/house[h2]/room', 'r1');
  visit.answer('/house[1]/room[1]/colour', 'red').answer('/house[h2]/room[r1]/colour', 'blue');
  expect(visit.sends).toMatchObject({ inner: 'blue', outer: 'blue' });
});

test('a repeat in an added instance begins with none: nobody has said yet that there are any', () => {
  const visit = interview(repeat('woman', [ask.text('name'), repeat('child', [ask.text('name')])]));
  expect(visit.pages).toEqual(['/woman[1]/name', '/woman[1]/child[1]/name', '/woman[1]/child', '/woman']);
  visit.add('woman', 'w2');
  expect(visit.pages.slice(3)).toEqual(['/woman[w2]/name', '/woman[w2]/child', '/woman']);
});

import { expect, test } from 'vitest';
import { ask, interview, questionnaire, quietWorld, repeat, Visit } from '../support/scenario.ts';

test('a literal default is there when the interview begins, in the form of its question', () => {
  const visit = interview(
    ask.integer('people', { default: { literal: '4' } }),
    ask.many('means', 'yn', { default: { literal: 'yes no' } }),
    ask.date('since', { default: { literal: '2026-01-31' } }),
  );
  expect(visit.sends).toEqual({ people: 4, means: ['yes', 'no'], since: '2026-01-31' });
});

test('a default that is a formula is worked out once, after what it looks at', () => {
  const visit = interview(
    ask.date('visited', { default: { formula: 'today()' } }),
    ask.integer('double', { default: { formula: '${half} * 2' } }),
    ask.integer('half', { default: { literal: '3' } }),
  );
  expect(visit.sends).toEqual({ visited: '2026-11-23', double: 6, half: 3 });
  visit.answer('half', 5);
  expect(visit.sends).toMatchObject({ double: 6 });
});

test('a default that was taken back stays away when the draft is opened again', () => {
  const visit = interview(ask.integer('people', { default: { literal: '4' } }));
  visit.answer('people', null).resume();
  expect(visit.sends).toEqual({});
});

test('each new instance gets its defaults, the others keep their answers', () => {
  const visit = interview(
    ask.text('village'),
    repeat('house', [
      ask.text('place', { default: { formula: '${village}' } }),
      ask.integer('floors', { default: { literal: '1' } }),
    ]),
  );
  visit.answer('village', 'Ban Mai').add('house', 'k2').answer('village', 'Ban Klang').add('house', 'k3');
  expect(visit.sends).toEqual({
    village: 'Ban Klang',
    house: [{ floors: 1 }, { place: 'Ban Mai', floors: 1 }, { place: 'Ban Klang', floors: 1 }],
  });
});

test('a trigger runs its calculation when its answer changes, and at no other time', () => {
  const visit = interview(
    ask.text('name'),
    ask.integer('other'),
    ask.calculate('changed', 'concat(${name}, ${other})', { trigger: ['name'] }),
  );
  expect(visit.sends).toEqual({});
  visit.answer('other', 7);
  expect(visit.sends).toEqual({ other: 7 });
  visit.answer('name', 'Anan');
  expect(visit.sends).toMatchObject({ changed: 'Anan7' });
  visit.answer('other', 8).resume();
  expect(visit.sends).toMatchObject({ changed: 'Anan7' });
  visit.answer('name', 'Anan');
  expect(visit.sends).toMatchObject({ changed: 'Anan7' });
});

test('what a trigger fills in may be changed by hand', () => {
  const visit = interview(ask.text('name'), ask.text('letter', { calculate: '${name}', trigger: ['name'] }));
  expect(visit.question('letter').readOnly).toBe(false);
  visit.answer('name', 'Anan').answer('letter', 'Khun Anan');
  expect(visit.sends).toEqual({ name: 'Anan', letter: 'Khun Anan' });
});

test('once() and chance are decided once, also when the draft is opened again', () => {
  let chance = 0;
  const world = quietWorld({ random: () => ++chance / 100 });
  const visit = new Visit(
    questionnaire([ask.calculate('draw', 'once(random())'), ask.calculate('die', 'random()')]),
    { world },
  );
  const before = visit.sends;
  visit.resume();
  expect(visit.sends).toEqual(before);
});

test('metadata is recorded at the beginning, the end at the end', async () => {
  const { answersOf, finish } = await import('../../src/questionnaire/index.ts');
  const world = quietWorld({ metadata: { deviceid: 'tablet-7' } });
  const visit = new Visit(
    questionnaire([
      ask.metadata('start', 'start'),
      ask.metadata('day', 'today'),
      ask.metadata('device', 'deviceid'),
      ask.metadata('end', 'end'),
    ]),
    { world },
  );
  const begun = { start: '2026-11-23T14:05:00.000+07:00', day: '2026-11-23', device: 'tablet-7' };
  expect(visit.sends).toEqual(begun);
  expect(answersOf(finish(visit.at))).toEqual({ ...begun, end: '2026-11-23T14:05:00.000+07:00' });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how formulas name answers
import { describe, expect, test } from 'vitest';
import { toAnswer } from '../../../src/questionnaire/formula/index.ts';
import { evaluate, find, says, tree } from './tree.ts';

const family = tree({
  data: {
    age: '42',
    empty: '',
    born: '1984-02-29',
    langs: 'th en vi',
    child: [
      { name: 'An', years: '7', toy: [{ what: 'ball' }, { what: 'kite' }] },
      { name: 'Bo', years: '9', toy: [{ what: 'drum' }] },
      { name: 'Cy', years: '', toy: [] },
    ],
  },
});
const at = (path: string) => find(family, path);

describe('paths walk the tree', () => {
  test.each([
    ['/data/age', '42'],
    ['count(//what)', '3'],
    ['/data/child[2]/name', 'Bo'],
    ['/data/child[years > 7]/name', 'Bo'],
    ['/data/child[last()]/name', 'Cy'],
    ['(//what)[3]', 'drum'],
    ['join(",", /data/child/name)', 'An,Bo,Cy'],
    ['join(",", //toy[position() = 1]/what)', 'ball,drum'],
    ['name(//what/ancestor::child[1]/..)', 'data'],
    ['/data/child[name = "Bo"]/preceding-sibling::child/name', 'An'],
    ['join(" ", /data/age | /data/child/name | /data/age)', '42 An Bo Cy'],
    ['/data/*[. = "42"]', '42'],
    ['/data/nothing/at/all', ''],
    ['/data/age/text()', '42'],
    ['/data/orx:age', '42'],
  ])('%s', (source, expected) => {
    expect(says(source, family)).toBe(expected);
  });

  test('`.` is the question, `..` its group, and `current()` stays the question inside brackets', () => {
    expect(says('.', at('data/child#2/years'))).toBe('9');
    expect(says('../name', at('data/child#2/years'))).toBe('Bo');
    expect(says('/data/child[years < current()]/name', at('data/child#2/years'))).toBe('An');
    expect(says('position(..)', at('data/child#3/years'))).toBe('3');
  });
});

describe('values are compared as people mean them', () => {
  test.each([
    ['0.1 + 0.2 = 0.3', true],
    ['0.1 + 0.7 + 0.2 <= 1', true],
    ['1234567890123456 = 1234567890123457', false],
    ['${age} > 9', true],
    ['"10" < "9"', false],
    ['${empty} = ""', true],
    ['${empty} < 1', false],
    ['${nowhere} = ""', false],
    ['${born} < today()', true],
    ['today() = "2026-11-23"', true],
    ['today() + 1 > now()', true],
    ['//years = 9', true],
    ['//years != 9', true],
    ['not(//years = 8)', true],
    ['boolean("false")', true],
    ['1 = 1 = 1', true],
    ['selected(${langs}, "en") and not(selected(${langs}, "e"))', true],
    ['selected(${empty}, "")', true],
  ])('%s', (source, expected) => {
    expect(evaluate(source, family)).toBe(expected);
  });
});

describe('numbers and text', () => {
  test.each([
    ['1 div 3 * 3', '1'],
    ['-7 mod 3', '-1'],
    ['2 + "2026-11-23" - date("2026-11-23")', '2'],
    ['number("0x1F")', 'NaN'],
    ['number("Infinity")', 'NaN'],
    ['number("1,5")', 'NaN'],
    ['number(" 1.50 ")', '1.5'],
    ['1000000000000000000000 * 10', '10000000000000000000000'],
    ['1 div 10000000000', '0.0000000001'],
    ['round(2.5)', '3'],
    ['round(-2.5)', '-3'],
    ['round(1.005, 2)', '1.01'],
    ['int(-0.5)', '0'],
    ['substr("ประเทศไทย", -3)', 'ไทย'],
    ['substring("12345", 0, 3)', '12'],
    ['coalesce(${empty}, "x")', 'x'],
    ['coalesce(${empty} + 1, 0)', '0'],
    ['count-selected(${langs}) * 2', '6'],
    ['selected-at(${langs}, 1)', 'en'],
    ['sum(//child[years != ""]/years)', '16'],
    ['max(1, "3", 2)', '3'],
    ['uuid(8)', 'ffffffff'],
  ])('%s', (source, expected) => {
    expect(says(source, family)).toBe(expected);
  });

  test('what is no number is blank when stored', () => {
    expect(toAnswer(evaluate('${empty} + 1', family))).toBe('');
    expect(toAnswer(evaluate('date("soon")', family))).toBe('');
    expect(toAnswer(evaluate('"NaN"', family))).toBe('NaN');
  });

  test('`once` keeps what is there', () => {
    expect(says('once(random())', at('data/empty'))).toBe('0.5');
    expect(says('once(random())', at('data/age'))).toBe('42');
    expect(says('once(${empty} * 2)', at('data/empty'))).toBe('');
  });
});

describe('dates are in the zone of the world', () => {
  test.each([
    ['today()', '2026-11-23'],
    ['now()', '2026-11-23T12:00:00.000+07:00'],
    ['date(0.5)', '1970-01-01T19:00:00.000+07:00'],
    ['date(today() - 30)', '2026-10-24'],
    ['date("2026-09-31")', 'Invalid Date'],
    ['date("")', ''],
    ['int((today() - ${born}) div 365.25)', '42'],
    ['format-date("2026-03-05", "%e/%n/%Y %a %b %%")', '5/3/2026 Thu Mar %'],
    ['format-date-time("2026-03-05T01:02:03.004Z", "%H:%M:%S.%3")', '08:02:03.004'],
    ['format-date("never", "%Y")', ''],
    ['decimal-time("18:00:00.000+07:00")', '0.75'],
    ['difference-in-months("2026-01-31", "2026-02-28")', '0'],
    ['add-date("2026-01-31", 1)', '2027-01-31'],
  ])('%s', (source, expected) => {
    expect(says(source, family)).toBe(expected);
  });

  test('months have the names of the language, years stay Gregorian', () => {
    expect(says('format-date("2026-03-05", "%B %Y")', family, { language: 'vi' })).toMatch(/^tháng 3 2026$/i);
    expect(says('format-date("2026-03-05", "%b %Y")', family, { language: 'th' })).toBe('มี.ค. 2026');
    expect(says('format-date("2026-03-05", "%b")', family, { language: 'not a language' })).toBe('Mar');
  });
});

describe('repeats', () => {
  test.each([
    ['indexed-repeat(${name}, ${child}, 2)', 'Bo'],
    ['indexed-repeat(${what}, ${child}, 1, ${toy}, 2)', 'kite'],
    ['indexed-repeat(${what}, ${child}, 2, ${toy}, 2)', ''],
    ['indexed-repeat(${name}, ${child}, 9)', ''],
    ['indexed-repeat(/data/child/name, /data/child, 3)', 'Cy'],
    ['sum-if(${years}, ${years} != "")', '16'],
    ['count-if(${name}, ${years} > 8)', '1'],
    ['join-if(", ", ${name}, ${years} > 5)', 'An, Bo'],
    ['max-if(${years}, ${name} = "An")', '7'],
  ])('%s', (source, expected) => {
    expect(says(source, family)).toBe(expected);
  });

  test('an outer repeat left open is the one the question stands in', () => {
    expect(says('indexed-repeat(//what, //toy, 1)', at('data/child#2/years'))).toBe('drum');
    expect(says('indexed-repeat(//what, //toy, 1)', at('data/child#1/years'))).toBe('ball');
  });

  test('`index()` is the number of the repeat instance', () => {
    expect(says('index()', at('data/child#2/years'))).toBe('2');
  });
});

describe('the outside is asked, never taken', () => {
  const outside = {
    choiceLabel: (question: string, value: string) => `${question}:${value}`,
    itext: (id: string) => `words of ${id}`,
    property: (name: string) => (name === 'deviceid' ? 'D1' : undefined),
  };
  test.each([
    ["jr:choice-name(${age}, '${age}')", '${age}:42'],
    ['choice-label(${age}, "1")', '${age}:1'],
    ['jr:itext("a")', 'words of a'],
    ['property("deviceid")', 'D1'],
    ['version()', ''],
  ])('%s', (source, expected) => {
    expect(says(source, family, outside)).toBe(expected);
  });
});

describe('what leaves this system agrees with others', () => {
  test.each([
    ['digest("ข้าว", "SHA-1", "hex")', '0d256b54d90977d918d1d858a4036447246a8879'],
    ['base64-decode("4LiC4LmJ4Liy4Lin")', 'ข้าว'],
    ['base64-decode("!")', ''],
    ['digest("x", "CRC")', ''],
    ['area("0 0;0 1;1 1;1 0")', '12391256135.81'],
    ['distance("13.75 100.5", "18.79 98.98")', '584067.8'],
    ['geofence("0.5 0.5", "0 0;0 1;1 1;1 0;0 0")', 'true'],
    ['geofence("0.5 1.5", "0 0;0 1;1 1;1 0;0 0")', 'false'],
    ['intersects("0 0;1 1;0 1;1 0")', 'true'],
    ['intersects("0 0;0 1;1 1;1 0;0 0")', 'false'],
  ])('%s', (source, expected) => {
    expect(says(source, family)).toContain(expected);
  });
});

test('the same seed gives the same order; a text is a seed too', () => {
  const letters = tree({ data: { l: [...'ABCDEF'] } });
  const order = (seed: string) => says(`join("", randomize(/data/l${seed}))`, letters);
  expect(order(', 42')).toBe(order(', "42"'));
  expect(order(', 42')).toBe(order(', 42.9'));
  expect(order(', "a person"')).toBe(order(', "a person"'));
  expect(new Set([order(', 1'), order(', 2'), order(', "x"'), order(', "y"')]).size).toBeGreaterThan(2);
  expect([...order(', 7')].sort().join('')).toBe('ABCDEF');
});

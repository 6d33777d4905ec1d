import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPattern } from '../../../src/questionnaire/formula/functions/matcher.ts';

const matches = (pattern: string, text: string) => readPattern(pattern)?.(text);

describe('a pattern finds what it describes', () => {
  test.each([
    ['^[0-9]{10}$', '0812345678', '081234567'],
    ['[0-9]{3}', 'abc1234', 'ab12'],
    ['^(?:a|b)+c?$', 'abac', 'abacd'],
    ['^\\d{2,4}-\\w+$', '123-x_9', '1-x'],
    ['^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', 'a.b@c.org', 'a@b'],
    ['^(?=.*\\d)(?!.*x).{4,}$', 'abc1', 'xbc1'],
    ['^(?i)yes$', 'YES', 'no'],
    ['^\\p{L}+$', 'Đặng', 'a1'],
    ['^[ก-๙\\s.]+$', 'สม ชาย', 'Som'],
    ['\\bcat\\b', 'a cat', 'concat'],
    ['^[\\w-.]+$', 'a-b.c', 'a b'],
    ['^a{0}b{2,}$', 'bbb', 'b'],
    ['^(a*)*$', 'aaa', 'b'],
    ['^x\\{1\\}$', 'x{1}', 'x'],
    ['^[]a]$|^é$', 'é', ']'],
  ])('%s', (pattern, yes, no) => {
    expect([matches(pattern, yes), matches(pattern, no)]).toEqual([true, false]);
  });
});

test('a broken pattern is told from one that does not match', () => {
  for (const broken of ['(', '[a', 'a)', '*a', '(?<=a)b', '(a)\\1', 'a{3,1}', '\\', '(?', 'a{99999}']) {
    expect([broken, readPattern(broken)]).toEqual([broken, undefined]);
  }
});

test('patterns that make others hang take steps in proportion to the text', () => {
  const long = 'a'.repeat(5_000);
  for (const pattern of [
    '^(a+)+$',
    '^(a|a)*$',
    '^(a*)*b$',
    '(.*)*x',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    'a*a*a*a*a*a*a*b',
  ]) {
    expect(matches(pattern, `${long}!`)).toBe(false);
  }
});

test('it agrees with the platform wherever both read a pattern', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    'a|b',
    '(a|)',
    '(?:b)',
    'a*',
    'b+',
    'a?',
    'a{2}',
    '(ab){1,2}',
    'b*?',
    '^',
    '$',
    '\\b',
    '(?=a)',
    '(?!b)',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.stringMatching(/^[ab1 ]{0,8}$/), (pieces, text) => {
      const pattern = pieces.join('');
      expect([pattern, text, matches(pattern, text)]).toEqual([
        pattern,
        text,
        new RegExp(pattern).test(text),
      ]);
    }),
    { numRuns: 3000 },
  );
});

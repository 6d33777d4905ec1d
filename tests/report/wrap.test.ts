import { expect, test } from 'vitest';
import { wrap } from '../../src/report/index.ts';

test('a label is broken between words, and no line begins with a full stop or ends with an opening bracket', () => {
  expect(wrap('My supervisor asks staff for new ideas.', 38, 'en')).toEqual([
    'My supervisor asks staff for new',
    'ideas.',
  ]);
  const lines = wrap(
    'Phần lớn ý tưởng mới của cán bộ, nhân viên nhanh chóng bị bác bỏ. (đảo chiều)',
    38,
    'vi',
  );
  for (const line of lines) expect(line).toMatch(/^[^.,)].*[^(]$/);
  expect(lines.join(' ')).toBe(
    'Phần lớn ý tưởng mới của cán bộ, nhân viên nhanh chóng bị bác bỏ. (đảo chiều)',
  );
});

test('Thai is broken where its words end, and its marks take no room', () => {
  const text = 'องค์กรปกครองระดับรัฐ ภาค หรือจังหวัด';
  const lines = wrap(text, 12, 'th');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  for (const line of lines) expect(line).not.toMatch(/^\p{M}/u);
});

test('what is too long ends with an ellipsis', () => {
  expect(wrap('one two three four five six', 5, 'en', 2)).toEqual(['one', 'two …']);
});

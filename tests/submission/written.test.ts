import { expect, test } from 'vitest';
import { maySayWho } from '../../src/submission/index.ts';

test.each([
  'โทร 081-234-5678',
  'โทร ๐๘๑ ๒๓๔ ๕๖๗๘',
  'call me: +60 12 345 6789',
  'mali@example.go.th',
  'Số điện thoại 0912.345.678',
  'Zalo: nguyenvana',
  'ID 1-1037-02071-81-1',
])('“%s” may say who it is', (text) => expect(maySayWho(text)).toBe(true));

test.each([
  'In 2026 we saved 1.2 million baht in 12 offices.',
  'Decree 73/2023/NĐ-CP helps, and so does RMK13 (2026–2030).',
  'แผนพัฒนาฯ ฉบับที่ 13 (พ.ศ. 2566–2570)',
  'Three of 5 ideas failed @ first try',
])('“%s” says nothing of who it is', (text) => expect(maySayWho(text)).toBe(false));

/** Functions that other tools have, in their spelling. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how formulas name answers
import { hashes, keygen, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { beforeAll, expect, test } from 'vitest';
import { loadMore } from '../../../src/questionnaire/formula/index.ts';
import { ask, interview } from '../../support/scenario.ts';
import { says, tree } from './tree.ts';

beforeAll(() => loadMore());
const form = tree({ data: { a: '' } });

test.each([
  ["coalesce('', '', 'c', 'd')", 'c'],
  ["coalesce('')", ''],
  ["cht:difference-in-days('2026-11-01', '2026-11-23')", '22'],
  ["cht:difference-in-weeks('2026-11-01', '2026-11-23')", '3'],
  ["cht:difference-in-years('2000-11-24', '2026-11-23')", '25'],
  ["cht:difference-in-months('2026-01-31', '2026-03-01')", '1'],
  ["cht:strip-whitespace(' a b ')", 'ab'],
  ["parse-timestamp-to-date('1577836800000')", '2020-01-01'],
  ["parse-timestamp-to-date('2020-01-01T10:00:00Z')", '2020-01-01'],
  ["parse-timestamp-to-date('soon')", ''],
])('%s', (source, expected) => {
  expect(says(source, form)).toBe(expected);
});

test('a signed message is read with the key that signed it, and with no other', () => {
  hashes.sha512 = sha512;
  const [ours, other] = [keygen(), keygen()];
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const message = new TextEncoder().encode('สวัสดี 7');
  const signed = base64(Buffer.concat([sign(message, ours.secretKey), message]));
  expect(says(`extract-signed('${signed}', '${base64(ours.publicKey)}')`, form)).toBe('สวัสดี 7');
  expect(says(`extract-signed('${signed}', '${base64(other.publicKey)}')`, form)).toBe('');
  expect(says("extract-signed('nothing', 'of this')", form)).toBe('');
});

test('SurveyCTO’s relevant() follows the question', () => {
  const visit = interview(
    ask.integer('age'),
    ask.text('school', { relevant: '${age} < 18' }),
    ask.calculate('asked', "if(relevant(${school}), 'yes', 'no')"),
  );
  expect(visit.answer('age', 7).sends).toMatchObject({ asked: 'yes' });
  expect(visit.answer('age', 40).sends).toMatchObject({ asked: 'no' });
});

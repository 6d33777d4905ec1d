import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson, versionOf } from '../../src/questionnaire/index.ts';
import { ask, questionnaire } from '../support/scenario.ts';

test('the order of names does not make another version, a word does', () => {
  const one = questionnaire([ask.text('a', { label: { en: 'Name', vi: 'Tên' } })]);
  const turned = Object.fromEntries(Object.entries(one).toReversed()) as typeof one;
  expect(versionOf(turned)).toBe(versionOf(one));
  expect(versionOf({ ...one, title: 'Other' })).not.toBe(versionOf(one));
});

test('a version is SHA-256 of the canonical text, in lower-case hex, as any other tool works it out', () => {
  const of = questionnaire([ask.text('ชื่อ')]);
  const hash = createHash('sha256').update(canonicalJson(of), 'utf8').digest('hex');
  expect(versionOf(of)).toBe(hash);
  expect(versionOf(JSON.parse(canonicalJson(of)))).toBe(hash);
});

test('canonical JSON is as RFC 8785 writes it', () => {
  expect(canonicalJson({ b: 1e21, a: '\u20ac', c: [0.1, 1.0] } as never)).toBe(
    '{"a":"€","b":1e+21,"c":[0.1,1]}',
  );
});

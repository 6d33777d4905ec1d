import { expect, test } from 'vitest';
import { inMinutes } from '../../src/controls/media/Recording.tsx';
import { plainType } from '../../src/controls/media/recorder.ts';
import { linesOf } from '../../src/controls/media/writing.ts';

const letters = (text: string) => text.length;

test('words are broken where their language breaks them', () => {
  expect(linesOf('the entrance is on the left', 12, letters, 'en')).toEqual([
    'the entrance',
    'is on the',
    'left',
  ]);
  const thai = linesOf('ทางเข้าอยู่ด้านซ้ายของอาคาร', 12, letters, 'th');
  expect(thai.length).toBeGreaterThan(1);
  expect(thai.join('')).toBe('ทางเข้าอยู่ด้านซ้ายของอาคาร');
  expect(thai.every((line) => !/^[ะาำิ-ฺ็-๎]/u.test(line))).toBe(true); // no line begins with a mark
});

test('a word that is longer than the line has a line of its own', () => {
  expect(linesOf('a wwwwwwwwwwwwwwww b', 5, letters, 'en')).toEqual(['a', 'wwwwwwwwwwwwwwww', 'b']);
});

test('the time of a recording is read as minutes and seconds', () => {
  expect([0, 9.9, 75, 3_600].map(inMinutes)).toEqual(['0:00', '0:09', '1:15', '60:00']);
});

test('the codecs are left out of a media type', () => {
  expect(plainType('audio/webm;codecs=opus')).toBe('audio/webm');
});

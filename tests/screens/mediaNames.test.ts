import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeName, ownName, pieceName, piecesName, unlike } from '../../src/screens/mediaNames.ts';
import { MediaName } from '../../src/submission/media.ts';

const chance = Uint8Array.from([0, 1, 2, 10, 35, 36, 71, 255]);
const isName = (name: string) => MediaName.safeParse(name).success;

test('a made name tells the question, and neither when nor whose', () => {
  expect(madeName('case_photo', 'image/jpeg', chance)).toBe('case_photo-012az0z3.jpg');
  expect(madeName('_ภาพ', 'audio/webm;codecs=opus', chance)).toBe('ภาพ-012az0z3.webm');
});

test('a name that the file came with is tamed, and its ending is that of what it is', () => {
  expect(ownName('Biên bản họp: tháng 11?.docx', 'application/pdf')).toBe('Biên bản họp- tháng 11-.pdf');
  expect(ownName('../../etc/passwd', 'text/plain')).toBe('etc-passwd.txt');
  expect(ownName('รายงาน.pdf', 'application/pdf')).toBe('รายงาน.pdf');
  expect(ownName('.htaccess', 'text/plain')).toBeUndefined();
});

test('no two files of an interview have the same name', () => {
  expect(unlike([], 'minutes.pdf')).toBe('minutes.pdf');
  expect(unlike(['Minutes.pdf', 'minutes (2).pdf'], 'minutes.pdf')).toBe('minutes (3).pdf');
});

test('whatever a file is called, the name it is kept under is one that the server takes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { maxLength: 150 }), (codes) => {
      const name = String.fromCharCode(...codes);
      const own = ownName(name, 'application/pdf');
      if (own !== undefined) expect(isName(unlike([own], own))).toBe(true);
      expect(isName(madeName(name, 'image/png', chance))).toBe(true);
    }),
  );
});

test('the pieces of a recording stand in their order, and apart from those of another instance', () => {
  const here = '/case[k3]/voice';
  expect(isName(pieceName(here, 0, 'audio/webm;codecs=opus'))).toBe(true);
  expect([10, 2, 1].map((at) => pieceName(here, at, 'audio/webm')).sort()).toEqual(
    [1, 2, 10].map((at) => pieceName(here, at, 'audio/webm')),
  );
  expect(pieceName('/case[k31]/voice', 0, 'audio/webm').startsWith(piecesName(here))).toBe(false);
});

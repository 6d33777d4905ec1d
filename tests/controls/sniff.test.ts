import { expect, test } from 'vitest';
import { typeOf } from '../../src/controls/media/sniff.ts';

const bytes = (...parts: (string | number[])[]) =>
  new Blob(parts.map((part) => (typeof part === 'string' ? part : Uint8Array.from(part))));
const office = 'application/vnd.openxmlformats-officedocument';

test.each<[string, Blob, string | undefined, string?]>([
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe1], 'Exif'), 'image/jpeg'],
  ['a PNG', bytes([0x89], 'PNG\r\n'), 'image/png'],
  ['a WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp'],
  ['a photo of an iPhone', bytes([0, 0, 0, 24], 'ftypheic'), 'image/heic'],
  ['a film of an iPhone', bytes([0, 0, 0, 20], 'ftypqt  '), 'video/quicktime'],
  ['a film', bytes([0, 0, 0, 24], 'ftypisom'), 'video/mp4'],
  ['a voice memo', bytes([0, 0, 0, 24], 'ftypM4A '), 'audio/mp4'],
  ['a voice memo that only its name tells', bytes([0, 0, 0, 24], 'ftypisom'), 'audio/mp4', 'talk.m4a'],
  ['an MP3 with a title', bytes('ID3', [4, 0]), 'audio/mpeg'],
  ['an MP3 without', bytes([0xff, 0xfb, 0x90, 0x64]), 'audio/mpeg'],
  ['an Ogg file', bytes('OggS', [0]), 'audio/ogg'],
  ['a WAV', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), 'audio/wav'],
  ['a PDF', bytes('%PDF-1.7'), 'application/pdf'],
  [
    'a Word document',
    bytes('PK', [3, 4], '…[Content_Types].xml… word/document.xml'),
    `${office}.wordprocessingml.document`,
  ],
  ['an Excel workbook', bytes('PK', [3, 4], '… xl/workbook.xml'), `${office}.spreadsheetml.sheet`],
  [
    'an OpenDocument text',
    bytes('PK', [3, 4], 'x'.repeat(26), 'mimetypeapplication/vnd.oasis.opendocument.text'),
    'application/vnd.oasis.opendocument.text',
  ],
  ['another archive', bytes('PK', [3, 4], 'photos/1.jpg'), 'application/zip'],
  ['a table', bytes('name,age\nสมชาย,40\n'), 'text/csv', 'people.CSV'],
  ['a note in Vietnamese', bytes('Đã họp ngày 23 tháng 11'), 'text/plain', 'note.txt'],
  ['a program', bytes([0x7f], 'ELF', [2, 1, 1, 0, 0]), undefined, 'photo.jpg'],
  ['nothing at all', bytes(), undefined, 'photo.jpg'],
])('%s is known by its bytes', async (_, file, type, name) => {
  expect(await typeOf(file, name)).toBe(type);
});

test('what a browser recorded is sound or film as the browser says', async () => {
  const recorded = (type: string) => new Blob([Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3]), '…webm'], { type });
  expect(await typeOf(recorded('audio/webm'))).toBe('audio/webm');
  expect(await typeOf(recorded('video/webm'))).toBe('video/webm');
});

test('a text may be in an encoding of its time', async () => {
  const thai = new Blob([Uint8Array.from([0xa1, 0xd2, 0xc3, 0x2c, 0x34, 0x30, 0x0d, 0x0a])]);
  expect(await typeOf(thai, 'people.csv')).toBe('text/csv');
  expect(await typeOf(bytes([0xff, 0xfe, 0x41, 0]), 'note.txt')).toBe('text/plain');
});

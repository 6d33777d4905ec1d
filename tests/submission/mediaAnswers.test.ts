import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Item } from '../../src/questionnaire/index.ts';
import {
  type MediaFile,
  type MediaReceipt,
  mediaAnswersOf,
  mediaFaultsOf,
  mediaReceiptMessage,
  uploadNameOf,
  verifyMediaReceipt,
} from '../../src/submission/index.ts';

const pair = generateKeyPairSync('ed25519');
const key = { id: 'first', publicKey: String(pair.publicKey.export({ format: 'jwk' }).x) };
const expected = { submission: '019aa000-0000-7000-8000-000000000001', hash: 'ab'.repeat(32), size: 3_000 };

function receipt(): MediaReceipt {
  const unsigned = { ...expected, receivedAt: '2026-11-23', key: 'first' };
  const signature = sign(null, mediaReceiptMessage(unsigned), pair.privateKey).toString('base64url');
  return { ...unsigned, signature };
}

test('the server’s word for a file is known on the phone, and for no other file', () => {
  expect(verifyMediaReceipt(receipt(), [key], expected)).toBe(true);
  for (const other of [
    { hash: 'cd'.repeat(32) },
    { size: 2_999 },
    { submission: expected.submission.replace(/1$/, '2') },
  ])
    expect(verifyMediaReceipt(receipt(), [key], { ...expected, ...other })).toBe(false);
  for (const changed of [{ size: 2_999 }, { receivedAt: '2026-11-24' }, { key: 'second' }])
    expect(verifyMediaReceipt({ ...receipt(), ...changed }, [key], { ...expected, ...changed })).toBe(false);
  for (const said of ['<html>', null, undefined, {}, [receipt()]])
    expect(verifyMediaReceipt(said, [key], expected)).toBe(false);
});

test('a receipt for answers is none for a file with the same words in it', () => {
  const text = Buffer.from(mediaReceiptMessage(receipt())).toString();
  expect(text.split('\n')[0]).toBe('rintis media receipt 1');
});

test('the address of an upload is the same in ten years', () => {
  expect(uploadNameOf(expected.submission, expected.hash)).toMatchInlineSnapshot(
    `"c3a1eca96997fc628913fab453e3f4297b746c5a"`,
  );
});

const items: Item[] = [
  { kind: 'photo', name: 'board' },
  { kind: 'text', name: 'words' },
  {
    kind: 'group',
    name: 'inside',
    items: [
      { kind: 'audio', name: 'sound', default: { literal: 'silence.mp3' } },
      {
        kind: 'repeat',
        name: 'room',
        items: [{ kind: 'group', name: 'wall', items: [{ kind: 'file', name: 'plan' }] }],
      },
    ],
  },
];
const answers = {
  board: 'a.jpg',
  words: 'b.jpg',
  inside: { sound: 'silence.mp3', room: [{}, { wall: { plan: 'c.pdf' } }] },
};
const listed = (name: string): MediaFile => ({
  name,
  hash: Buffer.from(name).toString('hex').padEnd(64, '0'),
  type: 'image/jpeg',
  size: 10,
});
const faults = (...media: MediaFile[]) =>
  mediaFaultsOf(items, { answers, media }).map(({ pointer, code }) => `${pointer} ${code}`);

test('answers that name files are found in groups and in cases', () => {
  expect(mediaAnswersOf(items, answers).map(({ place, name, pointer }) => [place, name, pointer])).toEqual([
    ['board', 'a.jpg', '/board'],
    ['sound', 'silence.mp3', '/inside/sound'],
    ['room-2-plan', 'c.pdf', '/inside/room/1/wall/plan'],
  ]);
  expect(mediaAnswersOf(items, { board: null, inside: { sound: '', room: [] } })).toEqual([]);
  expect(mediaAnswersOf(items, { inside: 'no group' })).toEqual([]);
});

test('what is listed is what is named, each once', () => {
  const [a, c] = [listed('a.jpg'), listed('c.pdf')];
  expect(faults(a, c)).toEqual([]);
  expect(faults(a, { ...c, hash: a.hash })).toEqual([]); // the same photo twice is one file with two names
  expect(faults(a)).toEqual(['/answers/inside/room/1/wall/plan media-not-listed']);
  expect(faults(a, c, listed('b.jpg'))).toEqual(['/media/2 media-not-named']); // named, but by a text
  expect(faults(a, c, { ...listed('x'), name: 'a.jpg' })).toEqual(['/media/2/name media-name-twice']);
  expect(faults(a, { ...c, hash: a.hash, size: 11 })).toEqual(['/media/1 media-contradictory']);
  expect(mediaFaultsOf(items, { answers })).toEqual([]); // as it was before there were files
});

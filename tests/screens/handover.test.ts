import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newPassphrase } from '../../src/screens/handover/acts.ts';
import { type Opening, type Sealing, seal, unseal } from '../../src/screens/handover/seal.ts';
import { openSealed } from '../../src/server/handover-open.ts';
import { HandOverRefused } from '../../src/submission/index.ts';
import { newFolder } from '../server/office.ts';

const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);
const stranger = await generateIdentity();

async function* each(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

const sealing = (bytes: Uint8Array, packed: boolean, how: Sealing = { recipient }) =>
  seal(each(bytes), how, packed);

/** The bytes, or why not. */
async function opened(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | string> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of bytes) pieces.push(piece.slice());
  } catch (error) {
    if (error instanceof HandOverRefused) return error.why;
    throw error;
  }
  return Buffer.concat(pieces);
}
const open = (file: Blob, opening: Opening = { identities: [stranger, identity] }) =>
  opened(unseal(file, opening));

test('what a phone seals, a phone and the server open', async () => {
  const path = join(newFolder(), 'file.rintis');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200_000 }), fc.boolean(), async (bytes, packed) => {
      const file = await sealing(bytes, packed);
      expect(await open(file)).toEqual(Buffer.from(bytes));
      writeFileSync(path, Buffer.from(await file.arrayBuffer()));
      const openers = { identities: [stranger, identity], passphrase: undefined };
      expect(await opened(openSealed(path, openers))).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 20 },
  );
});

test('words are packed to a fraction; photos are left as they are', async () => {
  const words = Buffer.from('{"answer":"เห็นด้วยอย่างยิ่ง"}\n'.repeat(5_000));
  expect((await sealing(words, true)).size).toBeLessThan(words.length / 10);
  expect((await sealing(words, false)).size).toBeGreaterThan(words.length);
});

test('a passphrase opens what was sealed with it, however its marks are written, and nothing else does', async () => {
  const file = await sealing(Buffer.from('x'), true, { passphrase: 'bằng lăng tím' });
  expect(await open(file, { identities: [], passphrase: 'bằng lăng tím'.normalize('NFD') })).toEqual(
    Buffer.from('x'),
  );
  expect(await open(file, { identities: [identity], passphrase: 'bằng lăng' })).toBe('not-for-here');
  expect(await open(file, { identities: [identity] })).toBe('not-for-here');
});

test('who is not enrolled opens nothing, and a file that was cut or changed opens nowhere to its end', async () => {
  const file = Buffer.from(await (await sealing(Buffer.alloc(150_000, 'a'), false)).arrayBuffer());
  expect(await open(new Blob([file]), { identities: [stranger] })).toBe('not-for-here');
  expect(await open(new Blob([file]), { identities: [] })).toBe('not-for-here');
  for (let length = 0; length < file.length; length += 1 + Math.floor(length / 7))
    expect(await open(new Blob([file.subarray(0, length)]))).toMatch(/^(broken|not-ours)$/);
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(await open(new Blob([changed]))).toMatch(/^(broken|not-ours|not-for-here)$/);
    }),
    { numRuns: 60 },
  );
});

test('a bomb comes out in small pieces, so that whoever reads may stop; half of a packed file is none', async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const bomb = Uint8Array.from(await encrypter.encrypt(gzipSync(Buffer.alloc(300_000_000))));
  for await (const piece of unseal(new Blob([bomb]), { identities: [identity] })) {
    expect(piece.length).toBeLessThan(8 * 1024 * 1024);
    break;
  }
  const half = Uint8Array.from(await encrypter.encrypt(gzipSync(Buffer.from('words')).subarray(0, 12)));
  expect(await open(new Blob([half]))).toBe('broken');
});

test('a suggested passphrase is never the same, and has no letters that are read as digits', () => {
  const made = Array.from({ length: 200 }, newPassphrase);
  expect(new Set(made).size).toBe(200);
  for (const one of made) expect(one).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){2}[0-9A-HJKMNP-TV-Z]{5}$/);
});

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { treeOf } from '../../src/server/tree.ts';
import {
  forkOf,
  leafOf,
  type Receipt,
  readReceiptCode,
  receiptCode,
  receiptMessage,
  treeMessage,
  verifyReceipt,
  verifyReceipts,
} from '../../src/submission/index.ts';

const pair = generateKeyPairSync('ed25519');
const key = { id: 'first', publicKey: String(pair.publicKey.export({ format: 'jwk' }).x) };
const id = '019aa000-0000-7000-8000-000000000001';
const hash = 'ab'.repeat(32);

function receipt(changes: Partial<Receipt> = {}): Receipt {
  const unsigned = {
    id,
    revision: 1,
    hash,
    survey: 'demo',
    receivedAt: '2026-11-23',
    key: 'first',
    ...changes,
  };
  const signature = sign(null, receiptMessage(unsigned), pair.privateKey).toString('base64url');
  return { ...unsigned, signature };
}

test('the signature of the server is known on the phone, by another library', () => {
  expect(verifyReceipt(receipt(), [key], { id, hash })).toBe(true);
  expect(verifyReceipt(JSON.parse(JSON.stringify(receipt())), [key], { id, hash })).toBe(true);
});

test('a receipt for other words, another submission or from a stranger is none', () => {
  expect(verifyReceipt(receipt(), [key], { id, hash: 'cd'.repeat(32) })).toBe(false);
  expect(verifyReceipt(receipt(), [key], { id: id.replace(/1$/, '2'), hash })).toBe(false);
  expect(verifyReceipt(receipt({ key: 'unknown' }), [key], { id, hash })).toBe(false);
  const other = {
    id: 'first',
    publicKey: String(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x),
  };
  expect(verifyReceipt(receipt(), [other], { id, hash })).toBe(false);
  expect(verifyReceipt(receipt(), [{ id: 'first', publicKey: 'A'.repeat(43) }], { id, hash })).toBe(false);
});

test.each<[string, Partial<Receipt>]>([
  ['revision', { revision: 2 }],
  ['survey', { survey: 'other' }],
  ['day', { receivedAt: '2026-11-24' }],
])('a receipt whose %s was changed on the way is none', (_, change) => {
  expect(verifyReceipt({ ...receipt(), ...change }, [key], { id, hash })).toBe(false);
});

test('a login page, an empty reply and nonsense are no receipts', () => {
  for (const reply of [
    '<html>Welcome to our hotel</html>',
    undefined,
    null,
    {},
    [],
    42,
    { receipt: receipt() },
  ]) {
    expect(verifyReceipt(reply, [key], { id, hash })).toBe(false);
  }
});

test('the code is ten letters that nobody misreads, and reads back however it was written', () => {
  const uuid = fc.uuid({ version: 7 });
  const hex = fc
    .array(fc.nat(255), { minLength: 32, maxLength: 32 })
    .map((it) => Buffer.from(it).toString('hex'));
  fc.assert(
    fc.property(uuid, hex, (id, hash) => {
      const code = receiptCode(id, hash);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(receiptCode(id, hash)).toBe(code);
      expect(readReceiptCode(code.toLowerCase().replace('-', ' '))).toBe(code);
      expect(readReceiptCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
    }),
  );
  expect(readReceiptCode('12345')).toBeNull();
  expect(readReceiptCode('UUUUU-UUUUU')).toBeNull();
});

test('the code of a certain submission is the same in ten years', () => {
  expect(receiptCode(id, hash)).toMatchInlineSnapshot(`"PVWYD-Y1XFB"`);
  expect(receiptMessage(receipt()).length).toBeGreaterThan(100);
});

test('the code is the first fifty bits of its digest, whoever works that out', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.string(),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (id, hash, digest) => {
        const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        const digits = bits.slice(0, 50).match(/.{5}/g) ?? [];
        const code = digits
          .map((five) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number.parseInt(five, 2)])
          .join('');
        expect(receiptCode(id, hash, () => digest).replace('-', '')).toBe(code);
        const ours = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
        expect(receiptCode(id, hash, ours)).toBe(receiptCode(id, hash));
      },
    ),
  );
});

test('what was signed together is proven as if it were alone, and nothing else is', () => {
  for (const count of [2, 3, 5, 16]) {
    const all = Array.from({ length: count }, (_, at) => ({
      id: id.replace(/01$/, String(at).padStart(2, '0')),
      ...{ revision: 1, hash: String(at).padStart(2, '0').repeat(32), survey: 'demo' },
      ...{ receivedAt: '2026-11-23', key: 'first' },
    }));
    const { top, paths } = treeOf(all);
    const signature = sign(null, treeMessage(top, 'first'), pair.privateKey).toString('base64url');
    const receipts = all.map((one, at) => ({ ...one, signature, path: paths[at] ?? '' }));
    for (const [at, one] of receipts.entries()) {
      const sent = { id: one.id, hash: one.hash };
      const [path = '', other = ''] = [one.path, receipts[(at + 1) % count]?.path];
      expect(verifyReceipt(JSON.parse(JSON.stringify(one)), [key], sent)).toBe(true);
      const { path: _, ...alone } = one;
      const turned = path.replace(/^./, (side) => (side === 'l' ? 'r' : 'l'));
      for (const changed of [
        { ...one, revision: 2 },
        { ...one, receivedAt: '2026-11-24' },
        { ...one, path: turned },
        { ...one, path: other },
        { ...one, path: path + path },
        { ...one, path: path.slice(44) },
        { ...one, path: path.repeat(10) },
        { ...one, path: `l${'/'.repeat(43)}` },
        alone,
      ])
        expect(verifyReceipt(changed, [key], sent)).toBe(false);
      expect(verifyReceipt(one, [key], { ...sent, hash })).toBe(false);
    }
  }
});

test('a signature over a tree is none over a receipt, and a branch is no receipt', () => {
  const [one, two] = [receipt(), receipt({ revision: 2 })];
  const top = forkOf(leafOf(one), leafOf(two));
  expect(top).not.toEqual(leafOf(one));
  const signature = sign(null, treeMessage(top, 'first'), pair.privateKey).toString('base64url');
  expect(verifyReceipt({ ...one, signature }, [key], { id, hash })).toBe(false);
  const path = `r${Buffer.from(leafOf(two)).toString('base64url')}`;
  expect(verifyReceipt({ ...one, signature, path }, [key], { id, hash })).toBe(true);
  expect(verifyReceipt({ ...one, path }, [key], { id, hash })).toBe(false); // signed alone, said to be signed together
});

test('one signature is proven once, however many stand under it', async () => {
  const all = Array.from({ length: 16 }, (_, at) => ({ ...receipt(), revision: at + 1 }));
  const { top, paths } = treeOf(all);
  const signature = sign(null, treeMessage(top, 'first'), pair.privateKey).toString('base64url');
  let asked = 0;
  const prover = async () => {
    asked++;
    return true;
  };
  const claims = all.map((one, at) => ({
    receipt: { ...one, signature, path: paths[at] },
    sent: { id, hash },
  }));
  expect(await verifyReceipts(claims, [key], prover)).toEqual(all.map(() => true));
  expect(asked).toBe(1);
});

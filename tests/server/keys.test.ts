import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { exportKeys, importKeys, openKeys, rotateKeys } from '../../src/server/keys.ts';
import { verifyReceipt } from '../../src/submission/index.ts';
import { newFolder } from './office.ts';

const id = '019aa000-0000-7000-8000-000000000001';
const unsigned = { id, revision: 1, hash: 'a'.repeat(64), survey: 'demo', receivedAt: '2026-11-23' };
const expected = { id, hash: unsigned.hash };

test('the first start makes a key that nobody else can read, and the next start finds it', () => {
  const folder = newFolder();
  const first = openKeys(folder);
  expect(statSync(join(folder, 'signing-keys.json')).mode & 0o777).toBe(0o600);
  expect(openKeys(folder).publicKeys).toEqual(first.publicKeys);
});

test('after a change of keys old receipts stay good, are written again as they were, and new ones have the new key', () => {
  const folder = newFolder();
  const before = openKeys(folder);
  const old = before.sign({ ...unsigned, key: before.publicKeys[0].id });
  const fresh = rotateKeys(folder);
  const after = openKeys(folder);
  expect(after.publicKeys.map(({ id }) => id)).toEqual([fresh.id, before.publicKeys[0].id]);
  expect(verifyReceipt(old, after.publicKeys, expected)).toBe(true);
  expect(after.sign({ ...unsigned, key: old.key })).toEqual(old);
  const signed = after.sign({ ...unsigned, key: fresh.id });
  expect(verifyReceipt(signed, after.publicKeys, expected)).toBe(true);
  expect(verifyReceipt(signed, before.publicKeys, expected)).toBe(false);
  expect(statSync(join(folder, 'signing-keys.json')).mode & 0o777).toBe(0o600);
});

test('a receipt of a key that was taken away is signed by the newest', () => {
  const keys = openKeys(newFolder());
  const receipt = keys.sign({ ...unsigned, key: 'taken away' });
  expect(receipt.key).toBe(keys.publicKeys[0].id);
  expect(verifyReceipt(receipt, keys.publicKeys, expected)).toBe(true);
});

test('another thread signs the same', async () => {
  const keys = openKeys(newFolder());
  for (const key of [keys.publicKeys[0].id, 'taken away'])
    expect(await keys.signAside({ ...unsigned, key })).toEqual(keys.sign({ ...unsigned, key }));
});

test('each survey has a pair of its own for hand-over, the same at every start, in a file that nobody else can read', async () => {
  const folder = newFolder();
  const keys = openKeys(folder);
  expect(statSync(join(folder, 'hand-over-keys.json')).mode & 0o777).toBe(0o600);
  const identity = keys.handOverIdentityOf('demo');
  expect(await identityToRecipient(identity)).toBe(keys.handOverTo('demo'));
  expect(openKeys(folder).handOverIdentityOf('demo')).toBe(identity);
  expect(keys.handOverIdentityOf('other')).not.toBe(identity);

  const sealing = new Encrypter();
  sealing.addRecipient(keys.handOverTo('demo'));
  const sealed = await sealing.encrypt('three visits');
  const opening = new Decrypter();
  opening.addIdentity(identity);
  expect(await opening.decrypt(sealed, 'text')).toBe('three visits');
});

test('the keys of a backup come with their secret for hand-over, and what was sealed for the one here still opens', () => {
  const [from, to] = [newFolder(), newFolder()];
  const [old, here] = [openKeys(from), openKeys(to)];
  importKeys(to, exportKeys(from));
  const both = openKeys(to);
  expect(both.handOverTo('demo')).toBe(old.handOverTo('demo'));
  expect(both.handOverIdentitiesOf('demo')).toEqual([old, here].map((it) => it.handOverIdentityOf('demo')));
  importKeys(to, JSON.stringify(JSON.parse(exportKeys(from)).signing)); // as backups were before
  expect(openKeys(to).handOverTo('demo')).toBe(old.handOverTo('demo'));
});

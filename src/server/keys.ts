/** The pairs of keys that sign receipts. The newest signs; the older ones still stand for the receipts they signed. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import {
  type MediaReceipt,
  mediaReceiptMessage,
  type Receipt,
  receiptMessage,
  type SigningKey,
  treeMessage,
  type Unsigned,
} from '../submission/index.ts';
import {
  type HandOverKeys,
  HandOverSecrets,
  openHandOver,
  readHandOver,
  writeHandOver,
} from './handover-keys.ts';
import { writeKeys } from './keyFile.ts';
import { treeOf } from './tree.ts';

export interface Keyring extends HandOverKeys {
  /** Newest first. */
  readonly publicKeys: readonly [SigningKey, ...SigningKey[]];
  /** Signs with the key that the receipt names, or with the newest if that one has been taken away. */
  sign(receipt: Unsigned): Receipt;
  /** The same by another thread: for one of many, since a signature takes as long as all else that a submission asks for. */
  signAside(receipt: Unsigned): Promise<Receipt>;
  /** Some at once, with one signature (`signedMessage`); all name the same key. */
  signTogether(receipts: readonly Unsigned[]): Receipt[];
  /** The same for a file of a submission. */
  signMedia(receipt: Omit<MediaReceipt, 'signature'>): MediaReceipt;
  /** The newest key's signature. */
  signBytes(bytes: Uint8Array): Buffer;
}

const KeyFile = z.array(z.object({ id: z.string(), privateKey: z.string() })).check(z.minLength(1));
type KeyFile = z.infer<typeof KeyFile>;

const fileIn = (dataDir: string): string => join(dataDir, 'signing-keys.json');

/** The keys of this data folder; the first start makes one. */
export function openKeys(dataDir: string): Keyring {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(fileIn(dataDir))) write(dataDir, [makeKey()], 'first');
  return { ...toKeyring(read(dataDir)), ...openHandOver(dataDir) };
}

/** Makes a new key that signs from the next start on. */
export function rotateKeys(dataDir: string): SigningKey {
  openKeys(dataDir);
  write(dataDir, [makeKey(), ...read(dataDir)], 'replace');
  return openKeys(dataDir).publicKeys[0];
}

/** All keys as they stand in their files: for a backup. */
export const exportKeys = (dataDir: string): string => {
  openKeys(dataDir);
  return JSON.stringify({ signing: read(dataDir), handOver: readHandOver(dataDir) }, null, 2);
};

/** Backups of the time before there were hand-overs have the signing keys alone. */
const Exported = z.union([
  z.object({ signing: KeyFile, handOver: HandOverSecrets }),
  z.pipe(
    KeyFile,
    z.transform((signing) => ({ signing, handOver: [] })),
  ),
]);

/** Takes in the keys of a backup. They sign from now on; those that were here stay good for what they signed and open. */
export function importKeys(dataDir: string, text: string): void {
  const keys = Exported.parse(JSON.parse(text));
  openKeys(dataDir);
  write(dataDir, withOthers(keys.signing, read(dataDir)), 'replace');
  writeHandOver(dataDir, withOthers(keys.handOver, readHandOver(dataDir)));
}

const withOthers = <Key extends { id: string }>(first: Key[], more: Key[]): Key[] => [
  ...first,
  ...more.filter(({ id }) => first.every((key) => key.id !== id)),
];

function toKeyring(file: KeyFile): Omit<Keyring, keyof HandOverKeys> {
  const pairs = file.map(({ id, privateKey }) => {
    const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    return { id, key, publicKey: toPublic(key) };
  });
  const [newest, ...older] = pairs;
  if (!newest) throw new Error('there is no signing key');
  const named = (name: string) => pairs.find(({ id }) => id === name) ?? newest;
  return {
    publicKeys: [toSigningKey(newest), ...older.map(toSigningKey)],
    signBytes: (bytes) => sign(null, bytes, newest.key),
    sign(receipt) {
      const { id, key } = named(receipt.key);
      const unsigned = { ...receipt, key: id };
      return { ...unsigned, signature: sign(null, receiptMessage(unsigned), key).toString('base64url') };
    },
    async signAside(receipt) {
      const { id, key } = named(receipt.key);
      const unsigned = { ...receipt, key: id };
      const signature = await inPool(null, receiptMessage(unsigned), key);
      return { ...unsigned, signature: signature.toString('base64url') };
    },
    signTogether(receipts) {
      const { id, key } = named(receipts[0]?.key ?? '');
      const all = receipts.map((receipt) => ({ ...receipt, key: id }));
      const { top, paths } = treeOf(all);
      const signature = sign(null, treeMessage(top, id), key).toString('base64url');
      return all.map((receipt, at) => ({ ...receipt, signature, path: paths[at] ?? '' }));
    },
    signMedia(receipt) {
      const { id, key } = named(receipt.key);
      const unsigned = { ...receipt, key: id };
      return { ...unsigned, signature: sign(null, mediaReceiptMessage(unsigned), key).toString('base64url') };
    },
  };
}

const inPool = promisify(sign);

const toSigningKey = ({ id, publicKey }: SigningKey): SigningKey => ({ id, publicKey });

const toPublic = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'jwk' }).x);

function makeKey(): KeyFile[number] {
  const { privateKey } = generateKeyPairSync('ed25519');
  const id = createHash('sha256').update(toPublic(privateKey)).digest('base64url').slice(0, 12);
  return { id, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
}

const read = (dataDir: string): KeyFile => KeyFile.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));

const write = (dataDir: string, keys: KeyFile, how: 'first' | 'replace'): void =>
  writeKeys(fileIn(dataDir), keys, how);

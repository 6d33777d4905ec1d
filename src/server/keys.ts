/** The pairs of keys that sign receipts. The newest signs; the older ones still stand for the receipts they signed. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import {
  type MediaReceipt,
  mediaReceiptMessage,
  type Receipt,
  receiptMessage,
  type SigningKey,
} from '../submission/index.ts';

export interface Keyring {
  /** Newest first. */
  readonly publicKeys: readonly [SigningKey, ...SigningKey[]];
  /** Signs with the key that the receipt names, or with the newest if that one has been taken away. */
  sign(receipt: Omit<Receipt, 'signature'>): Receipt;
  /** The same by another thread: for one of many, since a signature takes as long as all else that a submission asks for. */
  signAside(receipt: Omit<Receipt, 'signature'>): Promise<Receipt>;
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
  return toKeyring(read(dataDir));
}

/** Makes a new key that signs from the next start on. */
export function rotateKeys(dataDir: string): SigningKey {
  openKeys(dataDir);
  write(dataDir, [makeKey(), ...read(dataDir)], 'replace');
  return openKeys(dataDir).publicKeys[0];
}

/** The keys as they stand in their file: for a backup. */
export const exportKeys = (dataDir: string): string => {
  openKeys(dataDir);
  return readFileSync(fileIn(dataDir), 'utf8');
};

/** Takes in the keys of a backup. They sign from now on; those that were here stay good for what they signed. */
export function importKeys(dataDir: string, text: string): void {
  const keys = KeyFile.parse(JSON.parse(text));
  openKeys(dataDir);
  const others = read(dataDir).filter(({ id }) => keys.every((key) => key.id !== id));
  write(dataDir, [...keys, ...others], 'replace');
}

function toKeyring(file: KeyFile): Keyring {
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

/** Whole or not at all, also in a power cut; of two first starts at the same time, one wins. */
function write(dataDir: string, keys: KeyFile, how: 'first' | 'replace'): void {
  const draft = `${fileIn(dataDir)}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, `${JSON.stringify(keys, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  if (how === 'replace') renameSync(draft, fileIn(dataDir));
  else {
    try {
      linkSync(draft, fileIn(dataDir));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // the other one was faster: its key counts
    }
    rmSync(draft);
  }
  const folder = openSync(dataDir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** The signing keys in a backup, sealed by a passphrase; and why a backup cannot be restored. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import * as z from 'zod/mini';

/** Why a file cannot be restored, as a person at the keyboard may put it right. */
export class BackupRefused extends Error {
  readonly why: 'not-a-backup' | 'broken' | 'other-version' | 'passphrase';
  constructor(why: BackupRefused['why']) {
    super(why);
    this.why = why;
  }
}

export const Sealed = z.object({ salt: z.string(), nonce: z.string(), tag: z.string(), sealed: z.string() });
export type Sealed = z.infer<typeof Sealed>;

const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }; // 128 MB and half a second for each guess

/** Seals the signing keys: whoever has them can sign receipts in our name. */
export function seal(text: string, passphrase: string): Sealed {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(
    'aes-256-gcm',
    scryptSync(passphrase.normalize('NFC'), salt, 32, cost),
    nonce,
  );
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const to64 = (bytes: Buffer) => bytes.toString('base64');
  return { salt: to64(salt), nonce: to64(nonce), tag: to64(cipher.getAuthTag()), sealed: to64(sealed) };
}

export function unseal({ salt, nonce, tag, sealed }: Sealed, passphrase: string): string {
  const from64 = (text: string) => Buffer.from(text, 'base64');
  try {
    const key = scryptSync(passphrase.normalize('NFC'), from64(salt), 32, cost);
    const decipher = createDecipheriv('aes-256-gcm', key, from64(nonce), { authTagLength: 16 });
    decipher.setAuthTag(from64(tag));
    return Buffer.concat([decipher.update(from64(sealed)), decipher.final()]).toString('utf8');
  } catch {
    throw new BackupRefused('passphrase');
  }
}

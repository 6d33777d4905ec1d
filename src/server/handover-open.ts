/** Opens what was handed over: an age file on the disk, as the bytes inside, piece by piece. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { HandOverRefused, sealedHead, sealOf, unlocked } from '../submission/index.ts';

export interface Openers {
  /** age identities: of every survey here, since a file does not tell for which of them it is. */
  readonly identities: readonly string[];
  readonly passphrase: string | undefined;
}

/** The bytes inside, unpacked if they were packed. Rejects with `HandOverRefused` where the file is not for here, or changed. */
export async function* openSealed(
  path: string,
  { identities, passphrase }: Openers,
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  if (sealOf(await headOf(path)) === 'passphrase') {
    if (!passphrase) throw new HandOverRefused('not-for-here');
    decrypter.addPassphrase(passphrase.normalize('NFC'));
  } else for (const identity of identities) decrypter.addIdentity(identity);
  const file = createReadStream(path);
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(file) as ReadableStream<Uint8Array>);
    yield* unlocked(unpacked(plain), (key) => decrypter.decrypt(key));
  } catch (error) {
    throw toRefusal(error);
  } finally {
    file.destroy();
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sealedHead), 0, sealedHead, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What holds no files was packed by gzip (RFC 1952) before it was sealed; its first two bytes say so. */
async function* unpacked(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = plain[Symbol.asyncIterator]();
  const { value: first } = await pieces.next();
  async function* all() {
    if (first) yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  if (first?.[0] !== 0x1f || first[1] !== 0x8b) return yield* all();
  const gunzip = createGunzip();
  pipeline(Readable.from(all()), gunzip).catch(() => undefined); // whoever reads what comes out hears of it
  yield* gunzip as AsyncIterable<Uint8Array>;
}

/** The library speaks in words. A disk that fails is no fault of the file. */
function toRefusal(error: unknown): unknown {
  if (error instanceof HandOverRefused) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  if (code !== '' && !code.startsWith('Z_')) return error;
  const isOthers = error instanceof Error && error.message.startsWith('no identity matched');
  return new HandOverRefused(isOthers ? 'not-for-here' : 'broken');
}

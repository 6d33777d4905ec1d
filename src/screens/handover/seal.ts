/** A hand-over becomes a sealed file, and such a file its bytes again: age around it, a piece at a time. */
import { Decrypter, Encrypter } from 'age-encryption';
import { Gunzip, Gzip } from 'fflate';
import { HandOverRefused, passphraseWork, sealedHead, sealOf, unlocked } from '../../submission/index.ts';

/** For whom: the survey's devices and its server, or whoever has the passphrase. */
export type Sealing = { readonly recipient: string } | { readonly passphrase: string };
/** With what: the identities of all surveys that this device is enrolled in, or a passphrase. */
export interface Opening {
  readonly identities: readonly string[];
  readonly passphrase?: string;
}

export const fileType = 'application/x-rintis';

/** The sealed file. `packed`: without photos it is a fraction of its size. Of the whole, the browser and not the page holds the bytes. */
export async function seal(
  bytes: AsyncIterable<Uint8Array>,
  sealing: Sealing,
  packed: boolean,
): Promise<Blob> {
  const encrypter = new Encrypter();
  if ('recipient' in sealing) encrypter.addRecipient(sealing.recipient);
  else {
    encrypter.setPassphrase(sealing.passphrase.normalize('NFC')); // some keyboards write marks apart
    encrypter.setScryptWorkFactor(passphraseWork);
  }
  const sealed = await encrypter.encrypt(toStream(packed ? gzipped(bytes) : bytes));
  return gathered(sealed);
}

/** A key, sealed for whoever may open a survey's hand-overs. */
export async function sealKey(key: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(key);
}

/** Whether a passphrase opens the file, or a key. */
export const howSealed = async (file: Blob) =>
  sealOf(new Uint8Array(await file.slice(0, sealedHead).arrayBuffer()));

/** The bytes inside. Rejects with `HandOverRefused`, at the latest where the file is cut off. */
export async function* unseal(file: Blob, { identities, passphrase }: Opening): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  if ((await howSealed(file)) === 'key') for (const identity of identities) decrypter.addIdentity(identity);
  else decrypter.addPassphrase((passphrase ?? '').normalize('NFC'));
  try {
    const plain = await decrypter.decrypt(file.stream());
    yield* unlocked(unpacked(piecesOf(plain)), (key) => decrypter.decrypt(key));
  } catch (cause) {
    if (cause instanceof HandOverRefused) throw cause;
    const isOthers = cause instanceof Error && cause.message.startsWith('no identity matched');
    throw new HandOverRefused(isOthers ? 'not-for-here' : 'broken');
  }
}

const breath = 1024 * 1024; // bytes between two moments in which the page may draw

function toStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  let since = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) return controller.close();
      since += value.length;
      if (since > breath) {
        since = 0;
        await aMoment();
      }
      controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Safari cannot yet go through a stream by `for await`. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let since = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      since += value.length;
      if (since > breath) {
        since = 0;
        await aMoment();
      }
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // a broken one is closed already
  }
}

/** Parts of a few megabytes each, so that the browser may put them on the disk. */
async function gathered(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const parts: Blob[] = [];
  let some: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of piecesOf(stream)) {
    some.push(piece as Uint8Array<ArrayBuffer>);
    length += piece.length;
    if (length < 4 * breath) continue;
    parts.push(new Blob(some));
    some = [];
    length = 0;
  }
  return new Blob([...parts, ...some], { type: fileType });
}

async function* gzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  const gzip = new Gzip((piece) => out.push(piece));
  for await (const piece of bytes) {
    gzip.push(piece);
    yield* out.splice(0);
  }
  gzip.push(new Uint8Array(), true);
  yield* out;
}

const atOnce = 4 * 1024; // bytes unpacked at once: of the densest bomb they make 4 MB

/** What holds no photos was packed (RFC 1952) before it was sealed; its first two bytes say so. */
async function* unpacked(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gunzip: Gunzip | null | undefined;
  let isWhole = false;
  const out: Uint8Array[] = [];
  const hear = (some: Uint8Array, final: boolean) => {
    out.push(some);
    isWhole ||= final;
  };
  for await (const piece of plain) {
    if (gunzip === undefined) {
      const isPacked = piece[0] === 0x1f && piece[1] === 0x8b;
      gunzip = isPacked ? new Gunzip(hear) : null;
    }
    if (gunzip === null) yield piece;
    else
      for (let at = 0; at < piece.length; at += atOnce) {
        gunzip.push(piece.slice(at, at + atOnce));
        yield* out.splice(0);
      }
  }
  if (!gunzip) return;
  gunzip.push(new Uint8Array(), true);
  yield* out;
  if (!isWhole) throw new HandOverRefused('broken');
}

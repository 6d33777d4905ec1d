/** What an age file tells before it is opened (age-encryption.org/v1): whether a key opens it or a passphrase. */
import { HandOverRefused } from './handover.ts';

/** Bytes of a file's beginning that are enough to tell. */
export const sealedHead = 8 * 1024;

/** A passphrase is stretched by scrypt; each step doubles work and memory. 2^16 are 64 MB, which a small phone has. */
export const passphraseWork = 16;
const hardestWork = 18; // what the `age` tool itself takes; beyond, a file could ask for all memory there is

export type Seal = 'key' | 'passphrase';

/**
 * How a file is sealed, by its first bytes. Rejects what is no age file, has no end to its header, or asks for more work than
 * any honest one: the library that opens it would read on and on.
 */
export function sealOf(head: Uint8Array): Seal {
  const text = String.fromCharCode(...head.subarray(0, sealedHead));
  const [, header] =
    /^age-encryption\.org\/v1\n((?:-> [^\n]*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)--- [A-Za-z0-9+/]{43}\n/.exec(
      text,
    ) ?? [];
  if (header === undefined)
    throw new HandOverRefused(text.startsWith('age-encryption.org/v1\n') ? 'broken' : 'not-ours');
  const work = /^-> scrypt \S+ (\d+)$/m.exec(header)?.[1];
  if (work === undefined) return 'key';
  if (Number(work) > hardestWork) throw new HandOverRefused('broken');
  return 'passphrase';
}

/** Digests, base64 and seeded order: what needs the hash library. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, toBase64 } from './base64.ts';
import { seedFunction } from './registry.ts';
import { places, type Rules, takes, text } from './rule.ts';
import { numberOfSeed, seedOf, shuffled } from './shuffle.ts';

export const digests: Rules = {
  digest: takes([text, text, text], 'text', (_, ...args) => digest(...args), 2),
  'base64-decode': takes([text], 'text', (_, it) => decodeBase64(it)),
  randomize: takes(
    [places, text],
    'places',
    ({ world }, all, seed?: string) => shuffled(all, seed === undefined ? world.random : seedOf(seed)),
    1,
  ),
  [seedFunction]: takes([text], 'number', (_, seed) => numberOfSeed(seed)),
};

const algorithms: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  MD5: md5,
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

/** ODK's `digest`: blank when the algorithm is none of the five. */
export function digest(text: string, algorithm: string, encoding = 'base64'): string {
  const hash = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm]?.(utf8ToBytes(text)) : undefined;
  if (!hash) return '';
  return encoding === 'hex' ? bytesToHex(hash) : toBase64(hash);
}

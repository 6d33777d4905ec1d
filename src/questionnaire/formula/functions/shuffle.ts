/** Random order that is the same on every device for the same seed (ODK XForms, `randomize`). */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const modulus = 2_147_483_647;

/** A seed as a number; of a text that is none, as the specification has it since 2024, its SHA-256. */
export function numberOfSeed(text: string): number {
  const number = Number(text.trim() || Number.NaN);
  return Number.isNaN(number)
    ? Number(BigInt.asIntN(64, firstEight(sha256(utf8ToBytes(text)))) % BigInt(modulus))
    : Math.trunc(Math.max(-(2 ** 63), Math.min(2 ** 63, number)));
}

/** Park and Miller's generator. */
export function seedOf(text: string): () => number {
  let state = numberOfSeed(text) % modulus;
  if (state <= 0) state += modulus - 1;
  return () => {
    state = (state * 16_807) % modulus;
    return (state - 1) / (modulus - 1);
  };
}

const firstEight = (bytes: Uint8Array): bigint =>
  bytes.slice(0, 8).reduce((so, byte) => (so << 8n) | BigInt(byte), 0n);

/** Fisher and Yates, building the new list from the front: the variant that ODK's engines share. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const mixed: T[] = [];
  list.forEach((one, i) => {
    const j = Math.floor(random() * (i + 1));
    if (j < i) mixed.push(mixed[j] as T);
    mixed[j] = one;
  });
  return mixed;
}

/** Chance that comes out the same for the same seed (splitmix32: https://arxiv.org/abs/1805.01407 for its kind). */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number;
  happens(probability: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  one<T>(list: readonly [T, ...T[]]): T;
  bytes(count: number): Uint8Array;
  /** A source of its own, so that what is drawn there does not move what is drawn here. */
  apart(): Chance;
}

export function chance(seed: number): Chance {
  let state = seed | 0;
  const whole = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const next = () => whole() / 2 ** 32;
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    happens: (probability) => next() < probability,
    between,
    one: (list) => list[between(0, list.length - 1)] ?? list[0],
    bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)),
    apart: () => chance(whole()),
  };
}

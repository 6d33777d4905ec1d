/**
 * Numbers as they are counted: whole numbers from 0 to 20 each by itself, beyond that by 1–2–5 steps. The bounds are the same for
 * every survey and every day, so that no bound tells what anybody answered.
 */
const exact = 20;
const steps = [50, 100, 200, 500];
const decades = 10; // up to a trillion

const bounds: readonly number[] = [
  ...Array.from({ length: exact + 1 }, (_, at) => at),
  exact + 1,
  ...Array.from({ length: decades }, (_, decade) => steps.map((step) => step * 10 ** decade))
    .flat()
    .filter((bound, at, all) => bound > exact + 1 && all.indexOf(bound) === at)
    .sort((a, b) => a - b),
];

/** The name of a bucket is where it begins; the first one has all that is below nought. */
export const bucketNames: readonly string[] = ['<0', ...bounds.map(String)];

/** Which bucket a number falls into. */
export function bucketOf(value: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first number that is no longer in it; `null` where it has no end. */
export const bucketEnd = (bucket: number): number | null => bounds[bucket] ?? null;
/** Whether everything in it is the same whole number, if it is whole. */
export const isExact = (bucket: number): boolean => bucket >= 1 && bucket <= exact + 1;

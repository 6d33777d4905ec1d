/** The word that was most likely meant. */

/** The nearest of `known`, and how many letters differ; `null` where none is near or two are equally near. */
export function nearestOf(
  word: string,
  known: Iterable<string>,
  most: number,
): { word: string; distance: number } | null {
  let best: { word: string; distance: number } | null = null;
  let alone = false;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const distance = distanceOf(word, candidate);
    if (distance > most || (best && distance > best.distance)) continue;
    alone = !best || distance < best.distance;
    best = { word: candidate, distance };
  }
  return alone ? best : null;
}

/** Letters to add, leave out, change, or swap with their neighbour (Damerau 1964, restricted). */
export function distanceOf(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        at(row, j) + 1,
        at(next, j - 1) + 1,
        at(row, j - 1) + (same ? 0 : 1),
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

const at = (row: readonly number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY;

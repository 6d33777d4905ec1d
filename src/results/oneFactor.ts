/**
 * The one-factor model by maximum likelihood: loadings λ and uniquenesses ψ so that λλᵀ + ψ is as near to the correlations as
 * it can be. By the EM steps of Rubin & Thayer (1982), which never leave the valid range and need no library of matrices: with one
 * factor the inverse is a line (Sherman–Morrison). `factanal` of R comes to the same numbers (tests/results/reliability.test.ts).
 */

const least = 0.005; // the smallest uniqueness, as in factanal: below it the model is no model (a Heywood case)
const enough = 1e-10; // of change in a step
const mostSteps = 20_000; // of k² operations: a tenth of a second for thirty items

export interface OneFactor {
  readonly loadings: readonly number[];
  readonly uniquenesses: readonly number[];
}

/** The model for k variables, three or more; `null` where nothing is common to them, or it does not come to rest. */
export function oneFactor(k: number, r: (i: number, j: number) => number): OneFactor | null {
  if (k < 3) return null;
  const all = Array.from({ length: k }, (_, i) => i);
  const matrix = Float64Array.from({ length: k * k }, (_, at) => r(Math.floor(at / k), at % k));
  if (matrix.some((x) => !Number.isFinite(x))) return null;
  let loadings = begin(k, matrix);
  let psi = loadings.map((x) => Math.max(least, 1 - x * x));
  for (let step = 0; step < mostSteps; step++) {
    const scaled = all.map((i) => (loadings[i] as number) / (psi[i] as number));
    const share = 1 + all.reduce((sum, i) => sum + (loadings[i] as number) * (scaled[i] as number), 0);
    const beta = scaled.map((x) => x / share);
    const withFactor = all.map((i) => all.reduce((sum, j) => sum + at(i, j) * (beta[j] as number), 0));
    const ofFactor =
      1 / share + all.reduce((sum, i) => sum + (beta[i] as number) * (withFactor[i] as number), 0);
    const next = withFactor.map((x) => x / ofFactor);
    const nextPsi = all.map((i) =>
      Math.max(least, at(i, i) - (next[i] as number) * (withFactor[i] as number)),
    );
    const moved = all.reduce(
      (most, i) =>
        Math.max(
          most,
          Math.abs((next[i] as number) - (loadings[i] as number)),
          Math.abs((nextPsi[i] as number) - (psi[i] as number)),
        ),
      0,
    );
    [loadings, psi] = [next, nextPsi];
    if (moved < enough) return toward(loadings, psi);
  }
  return null;

  function at(i: number, j: number): number {
    return matrix[i * k + j] as number;
  }
}

/** The first principal component, by powers: near enough to begin with. */
function begin(k: number, matrix: Float64Array): number[] {
  let vector = new Array<number>(k).fill(1);
  for (let step = 0; step < 50; step++) {
    const next = vector.map((_, i) =>
      vector.reduce((sum, x, j) => sum + (matrix[i * k + j] as number) * x, 0),
    );
    const length = Math.hypot(...next);
    if (!(length > 0)) break;
    vector = next.map((x) => x / length);
  }
  return vector.map((x) => x * 0.7 * Math.sqrt(k));
}

/** A factor has no sign: turned so that most loadings are positive. Nothing in common is no factor. */
function toward(loadings: number[], uniquenesses: number[]): OneFactor | null {
  const sum = loadings.reduce((all, x) => all + x, 0);
  if (loadings.every((x) => Math.abs(x) < 1e-4)) return null;
  return { loadings: sum < 0 ? loadings.map((x) => -x) : loadings, uniquenesses };
}

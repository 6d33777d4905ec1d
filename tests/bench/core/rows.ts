/** The way this bench reports: medians over rounds, and how many times as long others take, within a round. */

/** Of one engine: what it took in each round. */
export interface Row {
  readonly name: string;
  readonly took: readonly number[];
  /** How many times as long as ours this engine is to take, at least. */
  readonly goal?: number;
}

/** Prints a table, ours first; gives the goals that were not reached. A void one reaches none. */
export function printRows(what: string, [ours, ...others]: readonly Row[], isVoid: string | null): string[] {
  if (!ours) return [`${what}: nothing was measured`];
  if (isVoid !== null) {
    console.log(`${what.padEnd(26)} void: ${isVoid}`);
    return [`${what} is void`];
  }
  printRow(what, ours, '   1.0×');
  return others.flatMap((row) => {
    const ratio = ratioOf(row, ours);
    const goal = row.goal === undefined ? '' : `goal ${row.goal}×, ${ratio >= row.goal ? 'met' : 'not met'}`;
    printRow(what, row, `${ratio.toFixed(1)}×`.padStart(7), goal);
    return row.goal === undefined || ratio >= row.goal
      ? []
      : [`${what}: ${row.name} takes ${ratio.toFixed(1)}×, not ${row.goal}×`];
  });
}

/** How many times as long, within a round, for rounds differ in their noise. */
export const ratioOf = (row: Row, ours: Row): number =>
  median(row.took.map((time, round) => time / (ours.took[round] ?? Number.NaN)));

function printRow(what: string, { name, took }: Row, ratio: string, goal = ''): void {
  const spread = `(${ms(Math.min(...took))}–${ms(Math.max(...took))})`;
  console.log(
    `${what.padEnd(26)} ${name.padEnd(14)} ${ms(median(took)).padStart(8)} ms ${spread.padEnd(17)} ${ratio}  ${goal}`.trimEnd(),
  );
}

export function median(all: readonly number[]): number {
  const sorted = [...all].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Three figures that mean something, for what takes microseconds and what takes seconds. */
export const ms = (time: number): string =>
  time >= 100 ? String(Math.round(time)) : time >= 10 ? time.toFixed(1) : time.toPrecision(2);

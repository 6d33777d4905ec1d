/**
 * Work that many wait for, some at a time. A thousand phones may send at once, and a slow one takes a minute: reading them
 * side by side costs their bytes. To unpack and read all of them at once would cost ten times as much, and none would be done
 * sooner: there is one processor, and a disk that commits a hundred as fast as one.
 */
export interface Turns {
  /** Pieces of work at the same time. */
  readonly most: number;
  /** What they may weigh together; one alone may weigh more. */
  readonly weight: number;
}

export type TakeTurn = <Result>(weight: number, work: () => Promise<Result>) => Promise<Result>;

/** In the order in which they came. */
export function takeTurns({ most, weight: allowed }: Turns): TakeTurn {
  const waiting: { readonly weight: number; readonly begin: () => void }[] = [];
  let [working, load] = [0, 0];
  const next = () => {
    for (let [one] = waiting; one; [one] = waiting) {
      if (working > 0 && (working >= most || load + one.weight > allowed)) return;
      waiting.shift();
      working++;
      load += one.weight;
      one.begin();
    }
  };
  return async (weight, work) => {
    await new Promise<void>((begin) => {
      waiting.push({ weight, begin });
      next();
    });
    try {
      return await work();
    } finally {
      working--;
      load -= weight;
      next();
    }
  };
}

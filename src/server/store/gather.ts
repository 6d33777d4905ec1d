/**
 * Group commit: what arrives while earlier work runs is done together next. Nobody waits for a timer; one alone goes at once,
 * a hundred at once cost one commit.
 */
export function gather<In, Out>(
  work: (group: In[]) => Promise<Out[]>,
  { most, lanes, another = 1, isHopeless = () => false }: GatherOptions,
): Gathering<In, Out> {
  const waiting: Waiting<In, Out>[] = [];
  const busy = new Set<Promise<void>>();

  const next = () => {
    while (busy.size < lanes && waiting.length >= (busy.size === 0 ? 1 : another)) {
      const served = serve(waiting.splice(0, most), work, isHopeless).finally(() => {
        busy.delete(served);
        next();
      });
      busy.add(served);
    }
  };
  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length === 1)
          queueMicrotask(next); // so that a batch, given in one go, is one group
        else if (waiting.length === another) next(); // or, a large one, is begun while the rest is being read
      }),
    async idle() {
      next();
      while (busy.size > 0) await Promise.all(busy);
    },
  };
}

export interface GatherOptions {
  readonly most: number;
  readonly lanes: number;
  /** So many must wait before another lane is taken: half-empty groups cost as much as full ones. */
  readonly another?: number;
  /** Failures that have nothing to do with any item: then none is tried alone. */
  readonly isHopeless?: (error: unknown) => boolean;
}

export interface Gathering<In, Out> {
  add(item: In): Promise<Out>;
  /** When everything that was added is done. */
  idle(): Promise<void>;
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/** A group that fails is tried one by one, so that a single bad item is the only one refused. */
async function serve<In, Out>(
  group: Waiting<In, Out>[],
  work: (group: In[]) => Promise<Out[]>,
  isHopeless: (error: unknown) => boolean,
): Promise<void> {
  try {
    const results = await work(group.map(({ item }) => item));
    for (const [at, result] of results.entries()) group[at]?.resolve(result);
  } catch (error) {
    if (group.length === 1 || isHopeless(error)) for (const { reject } of group) reject(error);
    else for (const one of group) await serve([one], work, isHopeless);
  }
}

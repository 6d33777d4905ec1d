/** Counts what went wrong, by whatever key, for a while; a clock that is set back ends it, for else it could last for years. */
export function countTries(now: () => number, window: number) {
  const counted = new Map<string, { times: number; begun: number }>();
  const counts = ({ begun }: { begun: number }) => now() >= begun && now() < begun + window;
  const current = (key: string) => {
    const it = counted.get(key);
    return it && counts(it) ? it : undefined;
  };
  return {
    of: (key: string): number => current(key)?.times ?? 0,
    add(key: string): void {
      for (const [old, it] of counted) {
        if (counts(it)) break; // in the order of their beginning: the first that still counts ends the sweep
        counted.delete(old);
      }
      const it = current(key) ?? { times: 0, begun: now() };
      it.times++;
      counted.set(key, it);
    },
    /** Takes one back that turned out well. */
    take(key: string): void {
      const it = current(key);
      if (it) it.times--;
    },
    forget: (key: string): void => void counted.delete(key),
  };
}

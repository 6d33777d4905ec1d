/** Counts what went wrong, by whatever key, for a while. */
export function countTries(now: () => number, window: number) {
  const counted = new Map<string, { times: number; until: number }>();
  const current = (key: string) => {
    const it = counted.get(key);
    return it && it.until > now() ? it : undefined;
  };
  return {
    of: (key: string): number => current(key)?.times ?? 0,
    add(key: string): void {
      for (const [old, { until }] of counted) {
        if (until > now()) break; // in the order of their beginning: the first that still counts ends the sweep
        counted.delete(old);
      }
      const it = current(key) ?? { times: 0, until: now() + window };
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

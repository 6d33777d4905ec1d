import { useEffect, useState } from 'preact/hooks';

/** Something that tells its value now and after every change: a look at the tables, the state of sending. */
export interface Watchable<T> {
  subscribe(observer: { next(value: T): void; error?(cause: unknown): void }): { unsubscribe(): void };
}

/** The value of a watchable as the screen's state; undefined until it first speaks. */
export function useLive<T>(open: () => Watchable<T>, deps: readonly unknown[]): T | undefined {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    const watching = open().subscribe({ next: (told) => setValue(() => told), error: setFailure });
    return () => watching.unsubscribe();
    // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what the query depends on
  }, deps);
  if (failure) throw failure; // only a bug or a broken database comes here: the page's catcher tells the person
  return value;
}

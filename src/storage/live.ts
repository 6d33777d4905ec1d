import { liveQuery } from 'dexie';

/** Something that can be watched: tells its value now and after every change, until told to stop. */
export interface Live<T> {
  subscribe(observer: { next(value: T): void; error?(reason: unknown): void }): { unsubscribe(): void };
}

/** A look at the tables that is taken again whenever an act, in any tab, changed what it saw. */
export const live = <T>(query: () => Promise<T>): Live<T> => liveQuery(async () => query()); // async as written: only then does Dexie watch what is read after an await

const rest = 500; // milliseconds

/** The same, but it looks twice a second at most for as long as a value says that much is going on. */
export const calmly = <T>(watched: Live<T>, isMuch: (value: T) => boolean): Live<T> => ({
  subscribe(observer) {
    let watching: { unsubscribe(): void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      let toldAt: number | undefined;
      watching = watched.subscribe({
        ...observer,
        next(value) {
          observer.next(value);
          const now = performance.now();
          // What is told first was not a change: with nothing going on, nothing is read again.
          const isBusy = toldAt !== undefined && now - toldAt < rest;
          toldAt = now;
          if (!isBusy || !isMuch(value)) return;
          watching?.unsubscribe();
          timer = setTimeout(watch, rest);
        },
      });
    };
    watch();
    return {
      unsubscribe() {
        clearTimeout(timer);
        watching?.unsubscribe();
      },
    };
  },
});

import { liveQuery } from 'dexie';

/** Something that can be watched: tells its value now and after every change, until told to stop. */
export interface Live<T> {
  subscribe(observer: { next(value: T): void; error?(reason: unknown): void }): { unsubscribe(): void };
}

/** A look at the tables that is taken again whenever an act, in any tab, changed what it saw. */
export const live = <T>(query: () => Promise<T>): Live<T> => liveQuery(async () => query()); // async as written: only then does Dexie watch what is read after an await

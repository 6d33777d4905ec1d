/** A newer app that lies ready, told to the pages that may offer it. */
export interface AppUpdate {
  apply(): void;
}

let ready: AppUpdate | null = null;
const watchers = new Set<(update: AppUpdate) => void>();

/** Says that a newer app lies ready. */
export function offerUpdate(update: AppUpdate): void {
  ready = update;
  for (const watcher of watchers) watcher(update);
}

/** Calls with the newer app, now or when there is one; gives back how to stop. */
export function watchUpdate(watcher: (update: AppUpdate) => void): () => void {
  watchers.add(watcher);
  if (ready) watcher(ready);
  return () => watchers.delete(watcher);
}

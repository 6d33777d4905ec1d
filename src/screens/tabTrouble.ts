import type { TabTrouble } from '../storage/index.ts';

let trouble: TabTrouble | null = null;
const watchers = new Set<(trouble: TabTrouble) => void>();

/** Says that another tab stands in the way of this one, or has brought a newer app. */
export function tellTabTrouble(what: TabTrouble): void {
  trouble = what;
  for (const watcher of watchers) watcher(what);
}

/** Calls with the trouble, now or when there is one; gives back how to stop. */
export function watchTabTrouble(watcher: (trouble: TabTrouble) => void): () => void {
  watchers.add(watcher);
  if (trouble) watcher(trouble);
  return () => watchers.delete(watcher);
}

import { type Database, openDatabase } from './database.ts';
import { isLostConnection } from './trouble.ts';

/** blocked: another tab with an older page keeps the database; outdated: another tab brought a newer page. */
export type TabTrouble = 'blocked' | 'outdated';

export type Opened =
  | { readonly kind: 'open'; readonly db: Database }
  /** The browser keeps nothing for us (private window, storage switched off), or cannot. */
  | { readonly kind: 'refused'; readonly why: string };

// Safari was seen never to answer (WebKit 226547); a person waits no longer than this for the truth.
const patience = 10_000;

/** Opens what this device remembers, or says that the browser refuses. */
export async function openHere(
  onTabTrouble: (trouble: TabTrouble) => void = () => {},
  db = openDatabase(),
  wait = patience,
): Promise<Opened> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the browser does not answer')), wait);
  });
  watchTabs(db, (trouble) => {
    if (trouble === 'blocked') clearTimeout(timer); // the person was told: it opens when the other tab is closed
    onTabTrouble(trouble);
  });
  try {
    // iOS, coming back: the first open may die with the connection that is just being closed
    await Promise.race([
      db.open().catch((cause) => (isLostConnection(cause) ? db.open() : Promise.reject(cause))),
      tooLong,
    ]);
    return { kind: 'open', db };
  } catch (cause) {
    return {
      kind: 'refused',
      why: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
    };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A newer page in another tab wants to upgrade the tables: this tab lets go at once, and its next act opens them again
 * (Dexie reads tables that are newer than it knows). Dexie's own handler lets go; here the screen is told.
 */
function watchTabs(db: Database, onTabTrouble: (trouble: TabTrouble) => void): void {
  db.on('blocked', () => onTabTrouble('blocked'));
  db.on('versionchange', () => onTabTrouble('outdated'));
}

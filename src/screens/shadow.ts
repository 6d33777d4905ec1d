/**
 * The answers that are on their way to the database, kept beside it until it has them: iOS has killed the database under an open
 * page, and the page after it. In `localStorage`, which is written at once. Nothing where this device is locked: then only what is
 * encrypted may lie here.
 */
import type { Change } from '../questionnaire/index.ts';
import { type Database, keepAnswers } from '../storage/index.ts';

const nameOf = (draft: string): string => shadowsBegin + draft;
export const shadowsBegin = 'rintis.shadow.';
const longest = 200_000; // letters: of a calculation that changes thousands of rows the database alone must do

/**
 * Keeps the changes of a draft; none of them: they are in the database. `since`: when the draft was changed last as far as the database
 * may know of it without these.
 */
export function keepShadow(draft: string, changes: readonly Change[], since?: readonly string[]): void {
  try {
    if (changes.length === 0) localStorage.removeItem(nameOf(draft));
    else if (!localStorage.getItem('rintis.lock')) {
      const text = JSON.stringify({ at: new Date().toISOString(), since, changes });
      if (text.length < longest) localStorage.setItem(nameOf(draft), text);
    }
  } catch {
    // no room, or storage is switched off: the database says what it could keep
  }
}

/**
 * Brings back what did not arrive: only where the database has nothing later of this draft, whatever the clock said meanwhile. Says
 * whether it did.
 */
export async function bringShadow(db: Database, draft: string, changedAt: string): Promise<boolean> {
  try {
    const { at, since, changes } = JSON.parse(localStorage.getItem(nameOf(draft)) ?? '{"at":""}');
    const isMissing = since ? since.includes(changedAt) : at > changedAt; // one of before has only its own time
    if (isMissing) await keepAnswers(db, draft, changes as Change[], { changedAt: at });
    keepShadow(draft, []);
    return isMissing;
  } catch {
    return false; // the next start tries again
  }
}

export { endWithPage } from './leaving.ts';

/** The name of this device's database. Tests give names of their own. */
export const databaseName = 'rintis';

/**
 * Whether this device has our database, told without loading Dexie. A browser that cannot list its databases (Firefox
 * before 126) or refuses to counts as one that may: then the rest is loaded and looks for itself.
 */
export async function knownHere(databases = listDatabases): Promise<boolean> {
  try {
    const there = await databases();
    return there === undefined || there.some(({ name }) => name === databaseName);
  } catch {
    return true;
  }
}

const listDatabases = async (): Promise<readonly { name?: string }[] | undefined> =>
  globalThis.indexedDB?.databases?.();

/** What stands before the first answer of a survey, and whether there is more of this survey here than that. */
export interface Glance {
  readonly survey: unknown;
  readonly questionnaire: unknown;
  /** A draft, or something submitted: then the whole of storage is needed. */
  readonly begun: boolean;
}

/**
 * A look at a survey without Dexie, for the moment in which a person waits: a notice that is on this device is shown before
 * the rest of the program is read. Null where there is nothing, or this browser will not say: then storage looks for itself.
 */
export async function glance(id: string): Promise<Glance | null> {
  try {
    const db = await openAsItIs();
    try {
      return await lookAt(db, id);
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

const enrolledMark = 'rintis.enrolled';

/** Notes beside the database that this device is enrolled: only so that its start page can begin to load at once. */
export function markEnrolled(): void {
  try {
    localStorage.setItem(enrolledMark, '1');
  } catch {
    // storage is switched off: the page loads a moment later
  }
}

export function wasEnrolled(): boolean {
  try {
    return localStorage.getItem(enrolledMark) === '1';
  } catch {
    return false;
  }
}

/** Whether this device is enrolled in a survey: then its start page is an enumerator's. */
export async function enrolledHere(): Promise<boolean> {
  if (!(await knownHere())) return false;
  try {
    const db = await openAsItIs();
    try {
      return (await settled(db.transaction('enrolments').objectStore('enrolments').count())) > 0;
    } finally {
      db.close();
    }
  } catch {
    return false; // tables of before there were enrolments
  }
}

function openAsItIs(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName);
  request.onupgradeneeded = () => request.transaction?.abort(); // not there: a glance makes nothing
  return settled(request);
}

async function lookAt(db: IDBDatabase, id: string): Promise<Glance | null> {
  const shelf = db.transaction(['surveys', 'questionnaires', 'drafts', 'submissions']);
  const count = (table: string) => settled(shelf.objectStore(table).index('survey').count(id));
  const [survey, drafts, submissions] = await Promise.all([
    settled<{ questionnaire?: string } | undefined>(shelf.objectStore('surveys').get(id)),
    count('drafts'),
    count('submissions'),
  ]);
  if (!survey?.questionnaire) return null;
  const begun = drafts + submissions > 0;
  if (begun) return { survey, questionnaire: null, begun }; // its notice is not shown: a long questionnaire is read once, not twice
  const kept = await settled<{ questionnaire: unknown } | undefined>(
    shelf.objectStore('questionnaires').get(survey.questionnaire),
  );
  return kept ? { survey, questionnaire: kept.questionnaire, begun } : null;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

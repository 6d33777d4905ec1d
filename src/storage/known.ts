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

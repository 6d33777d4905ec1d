/** The device has no room left. Nothing of the act was kept. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/** The device cannot keep anything just now (a broken disk, a browser that gave up). Nothing of the act was kept. */
export class StorageBroken extends Error {
  override readonly name = 'StorageBroken';
}

/** The draft is not here any more: finished or discarded, perhaps in another tab. */
export class DraftGone extends Error {
  override readonly name = 'DraftGone';
}

/** A submission is finished once. Another body under the same id would be an edit. */
export class AlreadyFinished extends Error {
  override readonly name = 'AlreadyFinished';
}

/** What the storage room says of an error: full, broken, or one of our own, which passes as it is. */
export function toTrouble(cause: unknown): unknown {
  if (isFull(cause)) return new StorageFull('no room left on this device', { cause });
  if (isOfTheDatabase(cause)) return new StorageBroken('this device could not keep it', { cause });
  return cause;
}

/**
 * The browser closed the database under us: iOS does so to pages in the background ("Connection to Indexed Database
 * server lost", enketo#1576), and a second tab may, to upgrade. An abort without a cause of ours is taken for one, too.
 */
export const isLostConnection = (cause: unknown): boolean =>
  !isFull(cause) &&
  chain(cause).some(({ name }) =>
    [
      'UnknownError',
      'InvalidStateError',
      'DatabaseClosedError',
      'AbortError',
      'TransactionInactiveError',
    ].includes(name),
  );

// Chrome says a full disk as UnknownError or AbortError with the reason in the message only.
const fullDisk = /quota|no[_ ]space|disk (is )?full|not enough space/i;
const isFull = (cause: unknown): boolean =>
  chain(cause).some(({ name, message }) => name === 'QuotaExceededError' || fullDisk.test(message));

const isOfTheDatabase = (cause: unknown): boolean =>
  cause instanceof DOMException || (cause instanceof Error && ('inner' in cause || 'failures' in cause));

/** An error and those inside it: Dexie puts the browser's own into `inner`, the failures of a bulk into `failures`. */
function chain(cause: unknown, deep = 0): { name: string; message: string }[] {
  if (typeof cause !== 'object' || cause === null || deep > 4) return [];
  const { name, message, inner, failures } = cause as Record<string, unknown>;
  const inside = [inner, ...(Array.isArray(failures) ? failures.slice(0, 1) : [])];
  return [{ name: String(name), message: String(message) }, ...inside.flatMap((one) => chain(one, deep + 1))];
}

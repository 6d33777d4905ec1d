/** How safe this device's storage is, for the screen to say in plain words. */
export interface Safety {
  /** kept: only the person can clear it. maybe-cleared: the browser may, when space runs short. unknown: it does not tell. */
  readonly keeping: 'kept' | 'maybe-cleared' | 'unknown';
  readonly usedBytes: number | undefined;
  readonly freeBytes: number | undefined;
  /** Less than 50 MB left: time to send, and to free space. */
  readonly tight: boolean;
}

type Manager = Partial<Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>>;

/** What the browser says of our storage now. Never asks the person anything. */
export async function safety(manager: Manager | undefined = here()): Promise<Safety> {
  const persisted = await manager?.persisted?.().catch(() => undefined);
  const estimate = await manager?.estimate?.().catch(() => undefined);
  const { usage, quota } = estimate ?? {};
  const freeBytes = usage === undefined || quota === undefined ? undefined : Math.max(0, quota - usage);
  return {
    keeping: persisted === undefined ? 'unknown' : persisted ? 'kept' : 'maybe-cleared',
    usedBytes: usage,
    freeBytes,
    tight: freeBytes !== undefined && freeBytes < 50_000_000,
  };
}

/** Asks the browser not to clear our storage by itself. Firefox asks the person: call it after a tap that explains why. */
export async function askToKeep(
  manager: Manager | undefined = here(),
): Promise<'kept' | 'refused' | 'unsupported'> {
  if (!manager?.persist) return 'unsupported';
  const granted = await manager.persist().catch(() => false);
  return granted ? 'kept' : 'refused';
}

// Missing where the page is not secure (http in an office network).
const here = (): Manager | undefined => globalThis.navigator?.storage;

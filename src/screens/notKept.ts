/**
 * What a screen says where this device could not keep something: that it is full, or only that it failed. Null where something else
 * went wrong. By the name of the error, since the notice is shown before the room that makes it is here.
 */
export function notKept(cause: unknown): 'full' | 'failed' | null {
  const { name } = cause instanceof Error ? cause : {};
  return name === 'StorageFull' ? 'full' : name === 'StorageBroken' ? 'failed' : null;
}

import type { FileShelf } from '../../src/sync/index.ts';

/** A browser's cache with room for so many bytes. */
export function shelf(room = Number.POSITIVE_INFINITY): FileShelf {
  const kept = new Map<string, Blob>();
  return {
    has: async (hash) => kept.has(hash),
    find: async (hash) => kept.get(hash),
    async keep(hash, bytes) {
      const taken = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
      if (taken + bytes.size > room) return 'full';
      kept.set(hash, bytes);
      return 'kept';
    },
    hashes: async () => [...kept.keys()],
    drop: async (hash) => void kept.delete(hash),
  };
}

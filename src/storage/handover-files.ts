import type { HandOverFile } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { mediaPieceSize } from './rows.ts';
import { StorageBroken } from './trouble.ts';

/**
 * Keeps a file that comes in pieces of any size, one of ours in memory at a time. It counts from the last act on; bytes that are
 * here already are not written again.
 */
export async function takeFile(
  db: Database,
  { hash, type, size }: HandOverFile,
  bytes: AsyncIterable<Uint8Array>,
  now: Date,
): Promise<'added' | 'known'> {
  if (await look(db, [db.media], () => db.media.get(hash))) return 'known';
  let piece = new Uint8Array(Math.min(mediaPieceSize, size));
  let filled = 0;
  let pieces = 0;
  const put = async () => {
    const row = { hash, at: pieces++, bytes: piece.slice(0, filled).buffer };
    await act(db, [db.mediaPieces], async () => {
      await db.mediaPieces.put(row);
    });
    filled = 0;
  };
  for await (const some of bytes) {
    for (let from = 0; from < some.length; ) {
      const part = some.subarray(from, from + piece.length - filled);
      piece.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled === piece.length) await put();
    }
  }
  if (filled > 0) await put();
  piece = new Uint8Array();
  await act(db, [db.media, db.mediaPieces], async () => {
    const there = await db.mediaPieces
      .where('[hash+at]')
      .between([hash, 0], [hash, Number.POSITIVE_INFINITY])
      .count();
    if (there !== pieces) throw new StorageBroken('pieces of a file went away while it was written'); // another tab swept
    await db.media.put({ hash, type, size, pieces, keptAt: now.toISOString() });
  });
  return 'added';
}

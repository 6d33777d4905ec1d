import { look } from './act.ts';
import type { Database } from './database.ts';
import { mediaPieceSize } from './rows.ts';

/** A part of a file, from `start` to before `end`; `undefined` where a piece of it is not here. */
export async function mediaSlice(
  db: Database,
  hash: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const part = new Uint8Array(end - start);
  for (let at = Math.floor(start / mediaPieceSize); at * mediaPieceSize < end; at++) {
    const piece = await look(db, [db.mediaPieces], () => db.mediaPieces.get([hash, at]));
    if (!piece) return undefined;
    const from = at * mediaPieceSize;
    const wanted = new Uint8Array(piece.bytes).subarray(Math.max(start - from, 0), end - from);
    part.set(wanted, Math.max(from - start, 0));
  }
  return part;
}

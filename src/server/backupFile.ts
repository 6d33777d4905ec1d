/** A backup's file as it is read: lines, and between them the bytes of files. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

export interface BackupReader {
  /** The next line, without its end; undefined after the last. */
  line(): Promise<Buffer | undefined>;
  /** So many bytes, as they come; fewer where the file ends before. */
  take(size: number): AsyncGenerator<Buffer>;
}

/** What was packed is cut off or was changed. */
export class NotPacked extends Error {}

/** Reads it to its end or not, and closes it. Lines end in line feeds only: a body may have every other kind of line end in it. */
export async function reading<Result>(
  file: string,
  read: (reader: BackupReader) => Promise<Result>,
): Promise<Result> {
  const unpacked = createReadStream(file)
    .on('error', (error) => unpacked.destroy(error))
    .pipe(createGunzip());
  unpacked.on('error', () => undefined); // it may come before anybody reads; the one who reads next hears of it
  const pieces = (unpacked as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<Buffer | undefined> => {
    const next = await pieces.next().catch((error: { code?: unknown }) => {
      throw String(error.code).startsWith('Z_') ? new NotPacked() : error;
    });
    return next.done ? undefined : next.value;
  };
  const reader: BackupReader = {
    async line() {
      for (let from = 0; ; ) {
        const end = rest.indexOf(10, from);
        if (end >= 0) {
          const line = rest.subarray(0, end);
          rest = rest.subarray(end + 1);
          return line;
        }
        from = rest.length;
        const piece = await more();
        if (!piece) return undefined; // a last line without its end is none
        rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      }
    },
    async *take(size) {
      for (let left = size; left > 0; ) {
        const piece = rest.length > 0 ? rest : await more();
        if (!piece) return;
        rest = piece.subarray(left);
        yield piece.subarray(0, left);
        left -= Math.min(left, piece.length);
      }
    },
  };
  try {
    return await read(reader);
  } finally {
    unpacked.destroy();
  }
}

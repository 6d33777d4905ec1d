/**
 * Files as one ZIP, while they are read (APPNOTE 6.3.9): stored as they are, since pictures get no smaller, with no times in it,
 * and in the 64-bit form where 4 GB or 65,535 files are passed. Each file is read twice, so that its checksum can stand before
 * it: not every program reads the other order.
 */
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** With slashes for folders. */
  readonly name: string;
  /** Its bytes: asked for twice. */
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Bytes; less than 4 GB. */
  readonly size: number;
}

const firstDay = 0x21; // 1 January 1980, the earliest that there is
const utf8 = 0x0800;
const many = 0xffff;
const long = 0xffff_ffff;

export async function* toZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let at = 0;
  for await (const { name, read, size } of entries) {
    const letters = Buffer.from(name);
    let crc = 0;
    for await (const piece of read()) crc = crc32(piece, crc);
    const facts = fields([utf8, 2], [0, 2], [0, 2], [firstDay, 2], [crc, 4], [size, 4], [size, 4]);
    const head = Buffer.concat([
      fields([0x0403_4b50, 4], [20, 2]),
      facts,
      fields([letters.length, 2], [0, 2]),
      letters,
    ]);
    yield head;
    yield* read();
    const far = at >= long ? fields([1, 2], [8, 2], [at, 8]) : Buffer.alloc(0);
    directory.push(
      fields([0x0201_4b50, 4], [0x033f, 2], [far.length > 0 ? 45 : 20, 2]),
      facts,
      fields([letters.length, 2], [far.length, 2], [0, 2], [0, 2], [0, 2], [0o100644 * 0x10000, 4]),
      fields([Math.min(at, long), 4]),
      letters,
      far,
    );
    at += head.length + size;
  }
  const count = directory.length / 6;
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  yield* directory;
  if (count >= many || at + length >= long) {
    const sizes = [[count, 8] as const, [count, 8] as const, [length, 8] as const, [at, 8] as const];
    yield fields([0x0606_4b50, 4], [44, 8], [0x033f, 2], [45, 2], [0, 4], [0, 4], ...sizes);
    yield fields([0x0706_4b50, 4], [0, 4], [at + length, 8], [1, 4]);
  }
  const counts = [[Math.min(count, many), 2] as const, [Math.min(count, many), 2] as const];
  yield fields(
    [0x0605_4b50, 4],
    [0, 2],
    [0, 2],
    ...counts,
    [Math.min(length, long), 4],
    [Math.min(at, long), 4],
    [0, 2],
  );
}

/** Numbers of so many bytes, the lowest first. */
function fields(...all: ReadonlyArray<readonly [value: number, bytes: number]>): Buffer {
  const made = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of all) {
    if (bytes === 8) made.writeBigUInt64LE(BigInt(value), at);
    else made.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return made;
}

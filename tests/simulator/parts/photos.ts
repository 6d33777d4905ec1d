/** Photos as people take them in a world: mostly small, some larger than a piece. */
import { createHash } from 'node:crypto';
import { type Attachment, mediaPieceSize } from '../../../src/storage/index.ts';
import type { Chance } from './chance.ts';

export interface Photo {
  readonly attachment: Attachment;
  readonly bytes: Blob;
}

/** The same picture again, for another interview: it is on the device once. */
export const again = ({ attachment, bytes }: Photo, owner: string): Photo => ({
  attachment: { ...attachment, owner },
  bytes,
});

export function takePhoto(owner: string, chance: Chance): Photo {
  const isLarge = chance.happens(0.1);
  const size = isLarge ? mediaPieceSize + chance.between(1, 200_000) : chance.between(1, 4_000);
  const bytes = new Uint8Array(size).fill(chance.between(0, 255));
  bytes.set(chance.bytes(Math.min(16, size)));
  const hash = hashOfBytes(bytes);
  const name = `photo-${chance.between(0, 1e9)}.jpg`;
  return { attachment: { owner, name, hash, type: 'image/jpeg', size }, bytes: asBlob(bytes) };
}

export const hashOfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The platform reads a Blob in threads of its own; this one is read at once. */
const asBlob = (bytes: Uint8Array<ArrayBuffer>): Blob =>
  ({
    size: bytes.length,
    slice: (from = 0, to = bytes.length) => asBlob(bytes.slice(from, to)),
    arrayBuffer: async () => bytes.slice().buffer,
  }) as unknown as Blob;

/** Pictures and sounds beside words. */
import type { Media } from '../questionnaire/index.ts';
import { given, type Reading } from './reading.ts';
import type { TableRow } from './table.ts';

/** The media columns and what they are called in a questionnaire. */
export const mediaColumns = {
  image: 'image',
  big_image: 'bigImage',
  audio: 'audio',
  video: 'video',
} as const satisfies Record<string, keyof Media>;

export function readMedia(row: TableRow, path: string, reading: Reading): Media | undefined {
  const media = given({
    image: reading.words(row, 'image', path),
    bigImage: reading.words(row, 'big_image', path, 'bigImage'),
    audio: reading.words(row, 'audio', path),
    video: reading.words(row, 'video', path),
  });
  return Object.keys(media).length > 0 ? media : undefined;
}

/** Whether bytes are what they are said to be. Kept so that nobody is handed a program under a picture's name. */
import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { MediaType } from '../../submission/index.ts';

const office = ['application/zip']; // of which they are made; some write the parts in an order that tells no more

/** What the library may say of a file of this type, besides the type itself. Recordings without a picture are found as video. */
const aliases: Partial<Record<MediaType, readonly string[]>> = {
  'image/png': ['image/apng'],
  'audio/mp4': ['video/mp4', 'audio/x-m4a', 'video/quicktime', 'video/x-m4v'],
  'audio/ogg': ['audio/ogg; codecs=opus', 'application/ogg', 'video/ogg'],
  'audio/webm': ['video/webm', 'video/matroska'],
  'video/mp4': ['video/x-m4v', 'video/quicktime', 'audio/mp4', 'audio/x-m4a', 'video/3gpp', 'video/3gpp2'],
  'video/webm': ['video/matroska', 'audio/webm'],
  'video/quicktime': ['video/mp4', 'video/x-m4v'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': office,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': office,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': office,
  'application/vnd.oasis.opendocument.text': office,
  'application/vnd.oasis.opendocument.spreadsheet': office,
};

export async function isOfType(path: string, type: string): Promise<boolean> {
  const asked = MediaType.safeParse(type);
  if (!asked.success) return false;
  if (asked.data.startsWith('text/')) return isText(path); // no first bytes tell it: a table may begin with “BM”, as a bitmap does
  const found = (await fileTypeFromFile(path))?.mime;
  if (found === undefined) return false;
  if (asked.data === 'application/zip') return await beginsWith(path, 'PK'); // whatever is inside
  return found === asked.data || (aliases[asked.data]?.includes(found) ?? false);
}

async function beginsWith(path: string, letters: string): Promise<boolean> {
  for await (const piece of createReadStream(path, { end: letters.length - 1 }))
    return String(piece) === letters;
  return false;
}

/** In whatever encoding: a spreadsheet still writes TIS-620 and Windows-1258. No text has a NUL in it, but UTF-16 with its mark. */
async function isText(path: string): Promise<boolean> {
  let isFirst = true;
  let isWide = false;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    if (isFirst) isWide = ['fffe', 'feff'].includes(piece.subarray(0, 2).toString('hex'));
    isFirst = false;
    if (!isWide && piece.some(isNoLetter)) return false;
  }
  return true;
}

/** Control characters but tab, line feed, form feed, carriage return, and the end of file that DOS wrote. */
const isNoLetter = (byte: number): boolean =>
  byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26;

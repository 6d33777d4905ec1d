/** Names of files: the answer that a table shows, so readable, and of the characters that `MediaName` allows. */

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/zip': 'zip',
  'text/csv': 'csv',
  'text/plain': 'txt',
};
const endingOf = (type: string): string => endings[type.split(';')[0] ?? ''] ?? 'bin';

const longest = 100; // of the 120 that a name may have: an ending and a number still go on

/** What a file system, a shell or a spreadsheet might take for something else becomes a hyphen. */
const tame = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._()-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[ .]+$/u, '')
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, ''); // half of a character

/** `case_photo-5k2m8q1x.jpg`: tells the question, and neither when nor whose. */
export const madeName = (question: string, type: string, chance: Uint8Array): string =>
  `${tame(question) || 'file'}-${Array.from(chance, (byte) => (byte % 36).toString(36)).join('')}.${endingOf(type)}`;

/** The name that a file came with; its ending is that of what it really is. */
export function ownName(name: string, type: string): string | undefined {
  const stem = tame(name.replace(/\.[A-Za-z0-9]{1,8}$/, ''));
  return stem === '' ? undefined : `${stem}.${endingOf(type)}`;
}

/** The name itself, or with a number where it is taken: `minutes (2).pdf`. Large and small letters are the same file to many. */
export function unlike(taken: readonly string[], name: string): string {
  const known = new Set(taken.map((one) => one.toLowerCase()));
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/u.exec(name) ?? [];
  let free = name;
  for (let number = 2; known.has(free.toLowerCase()); number++) free = `${stem} (${number})${ending}`;
  return free;
}

/** Pieces of a recording that is not finished, in their order; refs have characters that names may not. */
export const piecesName = (ref: string): string =>
  `piece-${Array.from(ref, (it) => (/[A-Za-z0-9]/.test(it) ? it : `_${it.charCodeAt(0).toString(16)}`))
    .join('')
    .slice(-longest)}-`;

export const pieceName = (ref: string, at: number, type: string): string =>
  `${piecesName(ref)}${String(at).padStart(6, '0')}.${endingOf(type)}`;

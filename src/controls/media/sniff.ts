/** What a file is, by its own bytes: its name and what the browser says of it may both be wrong. */

const at = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The media type, or nothing where the bytes are none that we know. */
export async function typeOf(file: Blob, name = ''): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, 4_100).arrayBuffer());
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const begins = (text: string, from = 0) => at(head, from, from + text.length) === text;

  if (begins('\xff\xd8\xff')) return 'image/jpeg';
  if (begins('\x89PNG')) return 'image/png';
  if (begins('GIF8')) return 'image/gif';
  if (begins('RIFF')) return { WEBP: 'image/webp', WAVE: 'audio/wav' }[at(head, 8, 12)];
  if (begins('%PDF-')) return 'application/pdf';
  if (begins('OggS')) return 'audio/ogg';
  if (begins('ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg';
  if (begins('ftyp', 4)) return ofMp4(at(head, 8, 12), file.type, ending);
  if (begins('\x1a\x45\xdf\xa3')) return ofWebm(at(head, 0, 64), file.type);
  if (begins('PK\x03\x04')) return ofZip(file, at(head, 30, 120));
  if (head.length === 0 || !isText(head)) return undefined;
  return ending === 'csv' ? 'text/csv' : 'text/plain';
}

/** ISO base media: the four letters after `ftyp` say for whom it was written. */
function ofMp4(brand: string, declared: string, ending: string): string {
  if (/^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand)) return 'image/heic';
  if (brand === 'avif' || brand === 'avis') return 'image/avif';
  if (brand === 'qt  ') return 'video/quicktime';
  const isSound = /^M4[AB] /.test(brand) || declared.startsWith('audio/') || ending === 'm4a';
  return isSound ? 'audio/mp4' : 'video/mp4';
}

/** Sound and film look the same from the outside; the browser that made it knows. */
const ofWebm = (head: string, declared: string): string | undefined =>
  head.includes('webm') ? (declared.startsWith('audio/') ? 'audio/webm' : 'video/webm') : undefined;

const office = 'application/vnd.openxmlformats-officedocument';

/** Office documents are zip files: OpenDocument says so at once, Office Open XML by its folders, listed at the end. */
async function ofZip(file: Blob, first: string): Promise<string> {
  const openDocument = /mimetype(application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet))/.exec(
    first,
  )?.[1];
  if (openDocument) return openDocument;
  const tail = new Uint8Array(await file.slice(Math.max(0, file.size - 65_536)).arrayBuffer());
  const list = new TextDecoder('latin1').decode(tail);
  if (list.includes('word/document')) return `${office}.wordprocessingml.document`;
  if (list.includes('xl/workbook')) return `${office}.spreadsheetml.sheet`;
  if (list.includes('ppt/presentation')) return `${office}.presentationml.presentation`;
  return 'application/zip';
}

/** The server's rule, on the first bytes: any encoding without control characters (Thai offices still write TIS-620), UTF-16 with its mark. */
function isText(head: Uint8Array): boolean {
  const isWide = ['255 254', '254 255'].includes(`${head[0]} ${head[1]}`);
  return isWide || !head.some((byte) => byte < 32 && ![9, 10, 12, 13, 26].includes(byte));
}

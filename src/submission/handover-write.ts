/** A hand-over, written piece by piece: nothing of it is ever whole in memory but one line. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { HandOverFile, HandOverHeader, HandOverLine } from './handover.ts';

/** What is written: a line, or a file with its bytes. */
export type HandOverRecord =
  | Exclude<HandOverLine, { file: unknown } | { end: unknown }>
  | { readonly file: HandOverFile; readonly bytes: AsyncIterable<Uint8Array> };

/** Its bytes. Throws where the records are not those that the header counts: then something has changed meanwhile. */
export async function* writeHandOver(
  header: HandOverHeader,
  records: AsyncIterable<HandOverRecord>,
): AsyncGenerator<Uint8Array> {
  const hash = sha256.create();
  let lines = 0;
  const line = (it: unknown): Uint8Array => {
    const bytes = utf8ToBytes(`${JSON.stringify(it)}\n`);
    hash.update(bytes);
    lines++;
    return bytes;
  };
  const found = { surveys: 0, questionnaires: 0, drafts: 0, submissions: 0, files: 0, bytes: 0 };
  yield line(header);
  for await (const record of records) {
    if ('file' in record) {
      const { file, bytes } = record;
      yield line({ file });
      let written = 0;
      for await (const piece of bytes) {
        written += piece.length;
        yield piece;
      }
      if (written !== file.size) throw new Error(`${file.hash} has ${written} bytes instead of ${file.size}`);
      yield utf8ToBytes('\n');
      found.files++;
      found.bytes += written;
      continue;
    }
    yield line(record);
    if ('survey' in record) found.surveys++;
    if ('questionnaire' in record) found.questionnaires++;
    if ('draft' in record) found.drafts++;
    if ('submission' in record) found.submissions++;
  }
  for (const [name, count] of Object.entries(found)) {
    if (header.counts[name as keyof typeof found] !== count) throw new Error(`there are ${count} ${name}`);
  }
  yield utf8ToBytes(`${JSON.stringify({ end: { lines, sha256: bytesToHex(hash.digest()) } })}\n`);
}

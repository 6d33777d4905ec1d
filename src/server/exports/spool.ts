/** Lines of JSON on the disk: what is read once from the store can then be read as often as the formats need. */
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const piece = 64 * 1024;

/** Writes one line for each; resolves with how many. */
export async function writeLines(path: string, lines: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  async function* pieces(): AsyncGenerator<string> {
    let text = '';
    for await (const line of lines) {
      count++;
      text += `${JSON.stringify(line)}\n`;
      if (text.length < piece) continue;
      yield text;
      text = '';
    }
    if (text) yield text;
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path, { mode: 0o600 }));
  return count;
}

export async function* readLines<Line>(path: string): AsyncGenerator<Line> {
  const lines = createInterface({ input: createReadStream(path, { encoding: 'utf8' }), crlfDelay: Infinity });
  for await (const line of lines) yield JSON.parse(line) as Line;
}

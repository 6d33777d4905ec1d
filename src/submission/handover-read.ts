/** Reads a hand-over from anybody: each line by its schema, each hash counted again, nothing larger than it may be. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  type HandOverCounts,
  type HandOverDraft,
  type HandOverFile,
  HandOverHeader,
  HandOverLine,
  HandOverRefused,
  handOverFormat,
} from './handover.ts';
import { readPlain } from './plain.ts';
import { Submission } from './schema.ts';

/** In every engine, though not in the language. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** What comes out, in the order of the file. */
export type HandOverPart =
  | { readonly kind: 'header'; readonly header: HandOverHeader }
  | { readonly kind: 'survey'; readonly survey: Extract<HandOverLine, { survey: unknown }>['survey'] }
  | {
      readonly kind: 'enrolment';
      readonly enrolment: Extract<HandOverLine, { enrolment: unknown }>['enrolment'];
    }
  | { readonly kind: 'questionnaire'; readonly hash: string; readonly text: string }
  | { readonly kind: 'draft'; readonly draft: HandOverDraft }
  | {
      readonly kind: 'submission';
      readonly submission: Submission;
      readonly body: string;
      readonly hash: string;
      readonly name: string | undefined;
    }
  /** Its bytes are taken all, or none: then they are passed over, and counted all the same. */
  | { readonly kind: 'file'; readonly file: HandOverFile; readonly bytes: AsyncIterable<Uint8Array> };

const longestHeader = 16 * 1024; // bytes
const longestLine = 16 * 1024 * 1024; // a submission of a megabyte, each letter of it escaped; a questionnaire of 16,000 choices

/**
 * The parts of a hand-over; rejects with `HandOverRefused` as soon as it is known to be none, at the latest at its end. So
 * whoever wants nothing of a broken file reads it twice: first to its end, then to take it in.
 */
export async function* readHandOver(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<HandOverPart> {
  const reader = new Reader(bytes);
  try {
    const header = readHeader(await reader.line(longestHeader));
    yield { kind: 'header', header };
    const found = { surveys: 0, questionnaires: 0, drafts: 0, submissions: 0, files: 0, bytes: 0 };
    const known = new Set<string>();
    const count = (what: keyof HandOverCounts, key: string, more = 1) => {
      found[what] += more;
      if (found[what] > header.counts[what] || known.has(key)) throw new HandOverRefused('broken');
      known.add(key);
    };
    for (;;) {
      const before = { lines: reader.lines, sha256: reader.hash() };
      const line = readLine(await reader.line(longestLine));
      if ('end' in line) {
        const { end } = line;
        const isWhole = end.lines === before.lines && end.sha256 === before.sha256;
        const isAll = Object.entries(found).every(
          ([name, n]) => header.counts[name as keyof HandOverCounts] === n,
        );
        if (!isWhole || !isAll || !(await reader.isAtEnd())) throw new HandOverRefused('broken');
        return;
      }
      if ('file' in line) {
        const { file } = line;
        count('files', `file ${file.hash}`);
        count('bytes', `bytes ${file.hash}`, file.size);
        const left = reader.file(file);
        yield { kind: 'file', file, bytes: left };
        for await (const _ of left); // what was not taken
        continue;
      }
      const part = toPart(line);
      isOf(header, part);
      if (part.kind === 'survey') count('surveys', `survey ${part.survey.id}`);
      if (part.kind === 'enrolment') count('surveys', `enrolment ${part.enrolment.survey}`, 0);
      if (part.kind === 'questionnaire') count('questionnaires', `questionnaire ${part.hash}`);
      if (part.kind === 'draft') count('drafts', `draft ${part.draft.id}`);
      if (part.kind === 'submission') count('submissions', `submission ${part.submission.id} ${part.hash}`);
      yield part;
    }
  } finally {
    await reader.leave();
  }
}

function readHeader(line: string | null): HandOverHeader {
  const said = line === null ? undefined : readPlain(line);
  const format = (said as { format?: unknown } | null | undefined)?.format;
  if (typeof format !== 'string' || !format.startsWith('rintis hand-over '))
    throw new HandOverRefused('not-ours');
  if (format !== handOverFormat) throw new HandOverRefused('other-version');
  const header = HandOverHeader.safeParse(said);
  const isNamed = header.data?.kind === 'backup' || header.data?.survey !== undefined;
  if (!header.success || !isNamed) throw new HandOverRefused('broken');
  return header.data;
}

function readLine(line: string | null): HandOverLine {
  const read = HandOverLine.safeParse(line === null ? undefined : readPlain(line));
  if (!read.success) throw new HandOverRefused('broken');
  return read.data;
}

function toPart(
  line: Exclude<HandOverLine, { end: unknown } | { file: unknown }>,
): Exclude<HandOverPart, { kind: 'header' | 'file' }> {
  if ('survey' in line) return { kind: 'survey', survey: line.survey };
  if ('enrolment' in line) return { kind: 'enrolment', enrolment: line.enrolment };
  if ('draft' in line) return { kind: 'draft', draft: line.draft };
  if ('questionnaire' in line) {
    const { hash, text } = line.questionnaire;
    if (hashOf(text) !== hash) throw new HandOverRefused('broken');
    return { kind: 'questionnaire', hash, text };
  }
  const { hash, body, name } = line.submission;
  const said = readPlain(body);
  const isLater = typeof said === 'object' && Number((said as { format?: unknown } | null)?.format) > 1;
  if (isLater) throw new HandOverRefused('other-version');
  const submission = Submission.safeParse(said);
  if (!submission.success || hashOf(body) !== hash) throw new HandOverRefused('broken');
  return { kind: 'submission', submission: submission.data, body, hash, name };
}

/** A hand-over is of one survey, and has nobody's place in it: what is of another came in by a hand that we do not want. */
function isOf({ kind, survey }: HandOverHeader, part: HandOverPart): void {
  if (kind === 'backup') return;
  const isStrange =
    part.kind === 'survey' ||
    part.kind === 'enrolment' ||
    (part.kind === 'draft' && part.draft.survey !== survey) ||
    (part.kind === 'submission' && part.submission.survey !== survey);
  if (isStrange) throw new HandOverRefused('broken');
}

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Lines and files out of pieces of any size. */
class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  readonly #hash = sha256.create();
  lines = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.asyncIterator]();
  }

  /** Over all lines so far. */
  hash(): string {
    return bytesToHex(this.#hash.clone().digest());
  }

  /** The next line, without what ends it; `null` where none ends within `most` bytes, or it is no text. */
  async line(most: number): Promise<string | null> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      if (this.#rest.length === 0 && !(await this.#next())) return null;
      const end = this.#rest.indexOf(10);
      const part = this.#rest.subarray(0, end < 0 ? undefined : end + 1);
      this.#rest = this.#rest.subarray(part.length);
      length += part.length;
      if (length > most) return null;
      parts.push(part);
      this.#hash.update(part);
      if (end >= 0) break;
    }
    this.lines++;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(joined(parts, length - 1));
    } catch {
      return null;
    }
  }

  /** The bytes of a file, and the line feed after them; rejects at its end where its hash is another. */
  async *file({ size, hash: expected }: HandOverFile): AsyncGenerator<Uint8Array> {
    const hash = sha256.create();
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#next())) throw new HandOverRefused('broken');
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      hash.update(piece);
      yield piece;
    }
    if (this.#rest.length === 0) await this.#next();
    if (this.#rest[0] !== 10 || bytesToHex(hash.digest()) !== expected) throw new HandOverRefused('broken');
    this.#rest = this.#rest.subarray(1);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#next());
  }

  async leave(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #next(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#pieces.next();
      if (done) return false;
      this.#rest = value;
      if (value.length > 0) return true;
    }
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0].subarray(0, length);
  const whole = new Uint8Array(length + 1);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.subarray(0, length);
}

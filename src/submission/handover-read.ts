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
import { Reader } from './handover-reader.ts';
import { readPlain } from './plain.ts';
import { Submission } from './schema.ts';

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

/**
 * What a locked device hands over while nobody can open it: its rows as its disk has them, and the key of the survey that they are
 * of, itself sealed for that survey (`docs/hand-over.md`). Whoever may open the survey's hand-overs makes an ordinary one of it.
 */
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { HandOverDraft, HandOverFile, HandOverHeader, HandOverRefused } from './handover.ts';
import { Reader } from './handover-reader.ts';
import { type HandOverRecord, writeHandOver } from './handover-write.ts';
import { readPlain } from './plain.ts';
import { toKeptMoment } from './privacy.ts';
import { aboutPiece, openBytes, openRow, type Row } from './sealed.ts';
import { Survey } from './survey.ts';

const lockedFormat = 'rintis locked hand-over 1';
const Hex = z.string().check(z.regex(/^([0-9a-f]{2})+$/));

/** The first line. */
const LockedHead = z.object({
  locked: z.literal(lockedFormat),
  /** Of the ordinary hand-over that this becomes. */
  header: HandOverHeader,
  privacy: Survey.shape.privacy,
  /** An age file, in hex: in it the key of the survey. */
  key: Hex,
});
export type LockedHead = Omit<z.infer<typeof LockedHead>, 'locked'>;

/** Rows in this order: `attachments`, each file with its pieces, each draft with its `answers`, what was submitted. */
const LockedLine = z.union([
  z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) }),
  z.object({ file: HandOverFile, pieces: z.int() }),
  z.object({ at: z.int(), length: z.int(), sealed: z.boolean() }),
]);

/** What is written: a row, or a file with its pieces. */
export type LockedRecord =
  | { readonly table: string; readonly row: Row }
  | {
      readonly file: HandOverFile;
      readonly pieces: number;
      readonly bytes: AsyncIterable<{ at: number; bytes: Uint8Array; sealed: boolean }>;
    };

/** The bytes of a locked hand-over; sealed by age around it like any other. */
export async function* writeLocked(
  head: LockedHead,
  records: AsyncIterable<LockedRecord>,
): AsyncGenerator<Uint8Array> {
  const line = (it: unknown) => utf8ToBytes(`${JSON.stringify(it)}\n`);
  yield line({ locked: lockedFormat, ...head });
  for await (const record of records) {
    if ('table' in record) {
      yield line({ table: record.table, row: inHex(record.row) });
      continue;
    }
    const { file, pieces } = record;
    yield line({ file, pieces });
    for await (const { at, bytes, sealed } of record.bytes) {
      yield line({ at, length: bytes.length, sealed });
      yield bytes;
      yield utf8ToBytes('\n');
    }
  }
}

const secrets = ['sealed', 'label'];

const inHex = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, it]) => [
      name,
      secrets.includes(name) && it instanceof Uint8Array ? bytesToHex(it) : it,
    ]),
  );

const fromHex = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, it]) => [
      name,
      secrets.includes(name) && typeof it === 'string' ? hexToBytes(it) : it,
    ]),
  );

const begins = utf8ToBytes(`{"locked":"${lockedFormat}"`);

/**
 * An ordinary hand-over, whatever comes: of a locked device's it is made, any other passes as it is. `openKey` opens an age file
 * for the survey, and rejects where it is not for here.
 */
export async function* unlocked(
  bytes: AsyncIterable<Uint8Array>,
  openKey: (sealed: Uint8Array) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < begins.length; ) {
    const { done, value } = await pieces.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const all = (async function* () {
    yield* first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  })();
  if (!isLocked(first)) return yield* all;
  const reader = new Reader(all);
  const head = LockedHead.safeParse(readPlain((await reader.line(longestLine)) ?? ''));
  if (!head.success) throw new HandOverRefused('broken');
  const { header, privacy, key } = head.data;
  const surveyKey = await openKey(hexToBytes(key));
  try {
    yield* writeHandOver(header, recordsOf(reader, { surveyKey, privacy }));
  } catch (cause) {
    if (cause instanceof HandOverRefused) throw cause;
    throw new HandOverRefused('broken'); // a key that does not open it, or a count that does not agree
  }
}

const longestLine = 32 * 1024 * 1024; // a sealed row in hex

function isLocked(first: readonly Uint8Array[]): boolean {
  const bytes = first.flatMap((piece) => [...piece.subarray(0, begins.length)]);
  return begins.every((byte, at) => bytes[at] === byte);
}

interface Lock {
  readonly surveyKey: Uint8Array;
  readonly privacy: Survey['privacy'];
}

async function* recordsOf(reader: Reader, { surveyKey, privacy }: Lock): AsyncGenerator<HandOverRecord> {
  const attachments: Row[] = [];
  let draft: { row: Row; answers: Row[] } | null = null;
  const finished = () => (draft ? [{ draft: toDraft(draft, attachments, privacy) }] : []);
  for (;;) {
    const line = await nextLine(reader);
    if (!line) break;
    if ('file' in line) {
      const owner = attachments.find(({ hash }) => hash === line.file.hash);
      yield { file: line.file, bytes: piecesOf(reader, line.file.hash, line.pieces, String(owner?.fileKey)) };
      continue;
    }
    if (!('table' in line)) throw new HandOverRefused('broken');
    const row = openRow(surveyKey, line.table, fromHex(line.row));
    if (line.table === 'attachments') attachments.push(row);
    else if (line.table === 'answers') draft?.answers.push(row);
    else if (line.table === 'drafts') {
      yield* finished();
      draft = { row, answers: [] };
    } else {
      yield* finished();
      draft = null;
      const { hash, body, name } = row as { hash: string; body: string; name?: string };
      yield { submission: { hash, body, ...(name !== undefined && { name }) } };
    }
  }
  yield* finished();
}

async function nextLine(reader: Reader): Promise<z.infer<typeof LockedLine> | null> {
  const text = await reader.line(longestLine);
  if (text === null) return null;
  const line = LockedLine.safeParse(readPlain(text));
  if (!line.success) throw new HandOverRefused('broken');
  return line.data;
}

async function* piecesOf(
  reader: Reader,
  hash: string,
  pieces: number,
  fileKey: string,
): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < pieces; n++) {
    const line = await nextLine(reader);
    if (!line || !('length' in line)) throw new HandOverRefused('broken');
    const bytes = await reader.bytes(line.length);
    yield line.sealed ? openBytes(hexToBytes(fileKey), bytes, aboutPiece(hash, line.at)) : bytes;
  }
}

/** As a device that is open hands it over: of an anonymous survey's, only the days. */
function toDraft(
  { row, answers }: { row: Row; answers: readonly Row[] },
  attachments: readonly Row[],
  privacy: Survey['privacy'],
): HandOverDraft {
  const named = Object.entries(row).filter(([name, it]) => name in HandOverDraft.shape && it !== undefined);
  const toMoment = (moment: unknown) => toKeptMoment(new Date(String(moment)), privacy);
  const media = attachments
    .filter(({ owner }) => owner === row.id)
    .map(({ owner: _, fileKey: __, ...file }) => file);
  const draft = HandOverDraft.safeParse({
    ...Object.fromEntries(named),
    startedAt: toMoment(row.startedAt),
    changedAt: toMoment(row.changedAt),
    answers: answers.map(({ ref, answer }) => ({ ref, answer })),
    ...(media.length > 0 && { media }),
  });
  if (!draft.success) throw new HandOverRefused('broken');
  return draft.data;
}
